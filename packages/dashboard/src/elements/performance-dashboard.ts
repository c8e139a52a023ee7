import { LitElement, html, type PropertyValues, type TemplateResult } from 'lit';
import { EXPORTERS, download, type Exporter } from '../feed/export-history.js';
import type { Feed } from '../feed/feed.js';
import { createDashboardModel } from '../model/dashboard-model.js';
import { baseStyles } from './base-styles.js';
import { CARDS } from './card-specs.js';
import { dashboardStyles } from './dashboard-styles.js';
import { tokens } from './tokens.js';

/**
 * The dashboard. Give it a `feed` (a monitor of the same page fits by shape) and it shows what it has, live.
 *
 * Attributes: `theme` (`light` or `dark`; else as the system).
 */
export class PerformanceDashboard extends LitElement {
  static override properties = {
    feed: { attribute: false },
    exporters: { attribute: false },
    theme: { reflect: true },
  };
  static override styles = [tokens, baseStyles, dashboardStyles];

  declare feed: Feed | undefined;
  /** Further export formats by name, such as `html`. */
  declare exporters: Readonly<Record<string, Exporter>>;
  declare theme: 'light' | 'dark' | undefined;

  readonly #model = createDashboardModel();
  #stopFeed: (() => void) | undefined;
  #pending = false;

  constructor() {
    super();
    this.exporters = {};
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopFeed?.();
    this.#stopFeed = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('feed') && this.isConnected) this.#follow();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('theme')) this.#model.retheme();
  }

  protected override render(): TemplateResult {
    const model = this.#model;
    return html`<div class="dashboard">
      <wv-header
        .model=${model}
        .formats=${Object.keys({ ...EXPORTERS, ...this.exporters })}
        @wv-export=${this.#export}
      ></wv-header>
      <div class="body">
        <div class="overview">
          <div class="cards">
            ${CARDS.map((spec) => html`<wv-card .model=${model} .spec=${spec}></wv-card>`)}
          </div>
          <wv-details .model=${model}></wv-details>
        </div>
        <div class="findings">
          <wv-alerts .model=${model}></wv-alerts>
          <wv-recommendations .model=${model}></wv-recommendations>
        </div>
      </div>
    </div>`;
  }

  #follow(): void {
    this.#stopFeed?.();
    this.#model.setFeed(this.feed);
    this.#stopFeed = this.feed?.subscribeFeed(this.#onFeed);
  }

  /** A tick, a snapshot and an alert of the same moment are one change. */
  readonly #onFeed = (): void => {
    if (this.#pending) return;
    this.#pending = true;
    queueMicrotask(() => {
      this.#pending = false;
      if (this.isConnected) this.#model.pull();
    });
  };

  readonly #export = async (event: CustomEvent<string>): Promise<void> => {
    const exporter = { ...EXPORTERS, ...this.exporters }[event.detail];
    if (exporter && this.feed) download(await exporter(this.feed));
  };
}
