import { css, html, nothing, type TemplateResult } from 'lit';
import type { DashboardModel } from '../model/dashboard-model.js';
import { baseStyles } from './base-styles.js';
import { PartElement } from './part-element.js';

interface Tab {
  readonly id: string;
  readonly label: string;
  readonly view: (model: DashboardModel) => TemplateResult;
}

/** The views below the overview. To add one is to add a row. */
const TABS: readonly Tab[] = [
  {
    id: 'functions',
    label: 'Functions',
    view: (model) => html`<wv-functions .model=${model}></wv-functions>`,
  },
  { id: 'latency', label: 'Latency', view: (model) => html`<wv-latency .model=${model}></wv-latency>` },
  { id: 'memory', label: 'Memory', view: (model) => html`<wv-memory .model=${model}></wv-memory>` },
  { id: 'modules', label: 'Modules', view: (model) => html`<wv-modules .model=${model}></wv-modules>` },
];

const STEPS: Readonly<Record<string, (at: number) => number>> = {
  ArrowRight: (at) => (at + 1) % TABS.length,
  ArrowLeft: (at) => (at + TABS.length - 1) % TABS.length,
  Home: () => 0,
  End: () => TABS.length - 1,
};

/** One view at a time: the others don't exist, and so cost nothing. */
export class DetailsTabs extends PartElement {
  static override properties = { model: { attribute: false }, selected: { state: true } };
  static override styles = [
    baseStyles,
    css`
      section {
        padding: 6px 14px 14px;
        border: 1px solid var(--wv-border);
        border-radius: var(--wv-radius);
        background: var(--wv-card);
      }
      .tabs {
        display: flex;
        gap: 2px;
        margin: 0 -6px 10px;
        border-bottom: 1px solid var(--wv-border);
        overflow-x: auto;
      }
      .tabs button {
        min-height: 34px;
        border: 0;
        border-radius: 6px 6px 0 0;
        background: none;
        color: var(--wv-muted);
      }
      .tabs button:hover {
        color: var(--wv-text);
      }
      .tabs button:focus-visible {
        outline-offset: -2px;
      }
      .tabs button[aria-selected='true'] {
        color: var(--wv-text);
        font-weight: 600;
        box-shadow: inset 0 -2px 0 var(--wv-accent);
      }
    `,
  ];

  declare model: DashboardModel | undefined;
  declare selected: number;

  constructor() {
    super();
    this.selected = 0;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { model } = this;
    const tab = TABS[this.selected];
    if (!model || !tab) return nothing;
    return html`<section aria-label="Details">
      <div class="tabs" role="tablist" aria-label="Details" @keydown=${this.#onKey}>
        ${TABS.map(
          ({ id, label }, index) =>
            html`<button
              type="button"
              role="tab"
              id="tab-${id}"
              aria-controls="panel"
              aria-selected=${index === this.selected}
              tabindex=${index === this.selected ? 0 : -1}
              @click=${() => (this.selected = index)}
            >
              ${label}
            </button>`,
        )}
      </div>
      <div id="panel" role="tabpanel" aria-labelledby="tab-${tab.id}">${tab.view(model)}</div>
    </section>`;
  }

  readonly #onKey = async (event: KeyboardEvent): Promise<void> => {
    const step = Object.hasOwn(STEPS, event.key) ? STEPS[event.key] : undefined;
    if (!step) return;
    event.preventDefault();
    this.selected = step(this.selected);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
  };
}
