import { html, nothing, type TemplateResult } from 'lit';
import type { Health } from '../feed/status.js';
import { formatClock } from '../format/format.js';
import type { DashboardModel } from '../model/dashboard-model.js';
import { RANGES } from '../model/ranges.js';
import { baseStyles } from './base-styles.js';
import { headerStyles } from './header-styles.js';
import { icon } from './icons.js';
import { ModelController } from './model-controller.js';
import { PartElement } from './part-element.js';

const HEALTH_WORDS: Readonly<Record<Health, string>> = {
  waiting: 'Waiting',
  healthy: 'Healthy',
  degraded: 'Degraded',
  critical: 'Critical',
};

/** Who is watched, how it is, and what part of time is shown. */
export class DashboardHeader extends PartElement {
  static override properties = {
    model: { attribute: false },
    formats: { attribute: false },
    closable: { type: Boolean },
  };
  static override styles = [baseStyles, headerStyles];

  declare model: DashboardModel | undefined;
  declare formats: readonly string[];
  declare closable: boolean;

  constructor() {
    super();
    this.formats = [];
    this.closable = false;
    new ModelController(this, { on: ['data', 'view', 'findings'], data: () => this.#live() });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { model } = this;
    if (!model) return nothing;
    const { health, reason } = model.status;
    const { name, release } = model.feed?.application ?? {};
    return html`<header>
      <div class="who">
        <span class="status ${health}"><span class="dot"></span>${HEALTH_WORDS[health]}</span>
        <div class="names">
          <h2>
            ${name ?? 'WebAssembly performance'}${release === undefined ? nothing : html`<span class="release">${release}</span>`}
          </h2>
          <p class="reason" title=${reason}>${reason}</p>
        </div>
      </div>
      <div class="tools">
        ${
          model.zoomed
            ? html`<button type="button" @click=${() => model.zoom(undefined)}>
                ${icon('reset')}<span class="word">Reset zoom</span>
              </button>`
            : nothing
        }
        <div class="ranges" role="group" aria-label="Time range">
          ${RANGES.map(
            ({ id, label, name: title }) =>
              html`<button
                type="button"
                title=${title}
                aria-pressed=${model.range === id && !model.zoomed}
                @click=${() => model.setRange(id)}
              >
                ${label}
              </button>`,
          )}
        </div>
        <button type="button" aria-pressed=${model.paused} @click=${() => model.setPaused(!model.paused)}>
          ${model.paused ? icon('play') : icon('pause')}<span class="word"
            >${model.paused ? 'Resume' : 'Pause'}</span
          >
        </button>
        ${this.#export()}
        ${
          this.closable
            ? html`<button
                type="button"
                class="quiet close"
                aria-label="Close the dashboard"
                @click=${() => this.dispatchEvent(new Event('wv-close'))}
              >
                ${icon('close')}
              </button>`
            : nothing
        }
      </div>
      ${model.paused ? html`<p class="paused" role="status">Paused at ${formatClock(model.now)}. What is shown does not change.</p>` : nothing}
    </header>`;
  }

  /** What new readings change: whether there are any, and whose they are. */
  #live(): string {
    const { model } = this;
    if (!model) return '';
    const { name, release } = model.feed?.application ?? {};
    return JSON.stringify([model.status, name, release]);
  }

  #export(): TemplateResult {
    return html`<details class="menu" @keydown=${closeOnEscape} @focusout=${closeOnLeave}>
      <summary>${icon('download')}<span class="word">Export</span></summary>
      <div class="items">
        ${this.formats.map(
          (format) =>
            html`<button type="button" class="quiet" @click=${(event: Event) => this.#pick(event, format)}>
              ${format.toUpperCase()}
            </button>`,
        )}
      </div>
    </details>`;
  }

  #pick(event: Event, format: string): void {
    (event.currentTarget as HTMLElement).closest('details')?.removeAttribute('open');
    this.dispatchEvent(new CustomEvent('wv-export', { detail: format }));
  }
}

function closeOnEscape(event: KeyboardEvent): void {
  if (event.key !== 'Escape') return;
  const menu = event.currentTarget as HTMLDetailsElement;
  if (!menu.open) return;
  event.stopPropagation();
  menu.open = false;
  menu.querySelector('summary')?.focus();
}

function closeOnLeave(event: FocusEvent): void {
  const menu = event.currentTarget as HTMLDetailsElement;
  if (event.relatedTarget instanceof Node && !menu.contains(event.relatedTarget)) menu.open = false;
}
