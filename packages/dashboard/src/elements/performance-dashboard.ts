import { html, type PropertyValues, type TemplateResult } from 'lit';
import { EXPORTERS, download, type Exporter } from '../feed/export-history.js';
import type { Feed } from '../feed/feed.js';
import { openAlerts } from '../feed/status.js';
import { createDashboardModel } from '../model/dashboard-model.js';
import { ownCost } from '../model/own-cost.js';
import { baseStyles } from './base-styles.js';
import { CARDS } from './card-specs.js';
import { dashboardStyles } from './dashboard-styles.js';
import { PartElement } from './part-element.js';
import { matchesShortcut, parseShortcut } from './shortcut.js';
import { tokens } from './tokens.js';

declare global {
  interface HTMLElementTagNameMap {
    'performance-dashboard': PerformanceDashboard;
  }
}

/**
 * The dashboard. Give it a `feed` (a monitor of the same page fits by shape) and it shows what it has, live.
 *
 * Attributes: `theme` (`light` or `dark`; else as the system), `mode` (`inline`, the default, or `badge`: three figures
 * in a corner that open the rest), `open` (badge only), `toggle-key` (badge only; `Alt+Shift+W` unless set).
 */
export class PerformanceDashboard extends PartElement {
  static override properties = {
    feed: { attribute: false },
    exporters: { attribute: false },
    theme: { reflect: true },
    mode: { reflect: true },
    open: { type: Boolean, reflect: true },
    toggleKey: { attribute: 'toggle-key' },
  };
  static override styles = [tokens, baseStyles, dashboardStyles];

  declare feed: Feed | undefined;
  /** Further export formats by name, such as `html`; the name is what the menu shows. */
  declare exporters: Readonly<Record<string, Exporter>>;
  declare theme: 'light' | 'dark' | undefined;
  declare mode: 'inline' | 'badge';
  declare open: boolean;
  declare toggleKey: string;

  readonly #model = createDashboardModel();
  #stopFeed: (() => void) | undefined;
  #stopModel: (() => void) | undefined;
  #pending = false;

  constructor() {
    super();
    this.exporters = {};
    this.mode = 'inline';
    this.open = false;
    this.toggleKey = 'Alt+Shift+W';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#onKey);
    this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#onKey);
    this.#stopFeed?.();
    this.#stopModel?.();
    this.#stopFeed = this.#stopModel = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('feed') && this.isConnected) this.#follow();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('theme')) this.#model.retheme();
    if (this.mode === 'badge' && changed.get('open') !== undefined) this.#moveFocus();
  }

  protected override render(): TemplateResult {
    if (this.mode !== 'badge') return html`<div class="frame">${this.#dashboard()}</div>`;
    if (!this.open) {
      return html`<wv-badge
        .model=${this.#model}
        .keys=${this.toggleKey}
        @wv-open=${() => (this.open = true)}
      ></wv-badge>`;
    }
    return html`<div
      class="frame"
      role="dialog"
      aria-label="Performance dashboard"
      @keydown=${this.#onEscape}
    >
      ${this.#dashboard()}
    </div>`;
  }

  #dashboard(): TemplateResult {
    const model = this.#model;
    return html`<div class="dashboard">
      <wv-header
        .model=${model}
        .formats=${Object.keys({ ...EXPORTERS, ...this.exporters })}
        .closable=${this.mode === 'badge'}
        @wv-export=${this.#export}
        @wv-close=${() => (this.open = false)}
      ></wv-header>
      <div class="body">
        <div class="findings">
          <wv-alerts .model=${model}></wv-alerts>
          <wv-recommendations .model=${model}></wv-recommendations>
        </div>
        <div class="overview">
          <div class="cards">
            ${CARDS.map((spec) => html`<wv-card .model=${model} .spec=${spec}></wv-card>`)}
          </div>
          <wv-details .model=${model}></wv-details>
        </div>
      </div>
    </div>`;
  }

  #follow(): void {
    this.#stopFeed?.();
    this.#stopModel ??= this.#model.on((change) => {
      if (change === 'findings') this.toggleAttribute('calm', openAlerts(this.#model.alerts).length === 0);
    });
    this.#model.setFeed(this.feed);
    this.#stopFeed = this.feed?.subscribeFeed(this.#onFeed);
  }

  /** A tick, a snapshot and an alert of the same moment are one change. */
  readonly #onFeed = (): void => {
    if (this.#pending) return;
    this.#pending = true;
    queueMicrotask(() => {
      this.#pending = false;
      if (this.isConnected) ownCost.measure(() => this.#model.pull());
    });
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const shortcut = this.mode === 'badge' ? parseShortcut(this.toggleKey) : undefined;
    if (!shortcut || !matchesShortcut(event, shortcut)) return;
    event.preventDefault();
    this.open = !this.open;
  };

  readonly #onEscape = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.defaultPrevented) this.open = false;
  };

  /** Whoever opened it by key goes on inside; whoever closes it finds the badge again. */
  #moveFocus(): void {
    const part = this.renderRoot.querySelector<PartElement>(this.open ? 'wv-header' : 'wv-badge');
    const selector = this.open ? '.close' : 'button';
    void part?.updateComplete.then(() => part.renderRoot.querySelector<HTMLElement>(selector)?.focus());
  }

  readonly #export = async (event: CustomEvent<string>): Promise<void> => {
    const exporter = { ...EXPORTERS, ...this.exporters }[event.detail];
    if (exporter && this.feed) download(await exporter(this.feed));
  };
}
