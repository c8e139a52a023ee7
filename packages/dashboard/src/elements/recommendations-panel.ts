import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Priority, Recommendation } from '@wasm-vitals/protocol';
import type { DashboardModel } from '../model/dashboard-model.js';
import { baseStyles } from './base-styles.js';
import { ModelController } from './model-controller.js';
import { panelStyles } from './panel-styles.js';
import { PartElement } from './part-element.js';

const ORDER: Readonly<Record<Priority, number>> = { high: 0, medium: 1, low: 2 };

/** Settled ones that are still listed: the newest. */
const SETTLED_SHOWN = 20;

const isOpen = ({ status }: Recommendation): boolean => status === 'proposed' || status === 'applied';

/** What could be done, most urgent first, and what was done with what came of it. */
export class RecommendationsPanel extends PartElement {
  static override properties = { model: { attribute: false } };
  static override styles = [baseStyles, panelStyles];

  declare model: DashboardModel | undefined;

  constructor() {
    super();
    new ModelController(this, { on: ['findings', 'view'] });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { model } = this;
    if (!model) return nothing;
    const open = model.recommendations
      .filter(isOpen)
      .toSorted((a, b) => ORDER[a.priority] - ORDER[b.priority] || b.createdAt - a.createdAt);
    const settled = model.recommendations
      .filter((one) => !isOpen(one))
      .toSorted((a, b) => settledAt(b) - settledAt(a))
      .slice(0, SETTLED_SHOWN);
    return html`
      <section aria-label="Recommendations">
        <header>
          <h3>Recommendations</h3>
          ${open.length === 0 ? nothing : html`<span class="chip">${open.length}</span>`}
        </header>
        ${open.length === 0 ? html`<p class="empty">Nothing to recommend</p>` : list(model, open)}
        ${
          settled.length === 0
            ? nothing
            : html`<details>
                <summary>Settled <span class="chip">${settled.length}</span></summary>
                ${list(model, settled)}
              </details>`
        }
      </section>
    `;
  }
}

const settledAt = (one: Recommendation): number =>
  one.outcome?.decidedAt ?? one.outcome?.appliedAt ?? one.createdAt;

function list(model: DashboardModel, items: readonly Recommendation[]): TemplateResult {
  return html`<ul>
    ${repeat(
      items,
      (item) => item.id,
      (item) => html`<li><wv-recommendation .model=${model} .item=${item}></wv-recommendation></li>`,
    )}
  </ul>`;
}
