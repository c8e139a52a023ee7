import { css, html, nothing, type TemplateResult } from 'lit';
import type { ActionOutcome, Recommendation, RecommendationStatus } from '@wasm-vitals/protocol';
import { seriesOf } from '../feed/series.js';
import { formatChange, formatValue } from '../format/format.js';
import type { DashboardModel } from '../model/dashboard-model.js';
import { baseStyles } from './base-styles.js';
import { icon } from './icons.js';
import { PartElement } from './part-element.js';

const STATUS_CHIPS: Readonly<
  Record<RecommendationStatus, readonly [text: string, look: string] | undefined>
> = {
  proposed: undefined,
  applied: ['applied, measuring', 'info'],
  kept: ['kept', 'healthy'],
  reverted: ['rolled back', 'warning'],
  dismissed: ['dismissed', ''],
  failed: ['failed', 'critical'],
};

const PRIORITY_LOOK = { high: 'critical', medium: 'warning', low: '' } as const;

/** One recommendation: what to do, why, what it should bring; and once done, what it brought. */
export class RecommendationItem extends PartElement {
  static override properties = {
    model: { attribute: false },
    item: { attribute: false },
    busy: { state: true },
    problem: { state: true },
  };
  static override styles = [
    baseStyles,
    css`
      article {
        display: grid;
        gap: 6px;
        padding: 8px;
        overflow-wrap: anywhere;
      }
      :host {
        border-top: 1px solid var(--wv-border);
      }
      .top {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 6px;
      }
      h4 {
        flex: 1 1 100%;
        font-weight: 600;
      }
      summary {
        width: fit-content;
        border-radius: 4px;
        color: var(--wv-muted);
        font-size: 12px;
        cursor: pointer;
      }
      .why {
        padding: 4px 0 0 12px;
        color: var(--wv-muted);
        font-size: 12px;
      }
      .outcome {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 2px 10px;
        padding: 6px 9px;
        border-radius: 7px;
        background: var(--wv-raised);
        font-size: 12px;
      }
      .outcome b {
        font-weight: 600;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
      }
      /* Nothing to apply: the text of the button stands where the other texts begin. */
      .actions .quiet:first-child {
        margin-left: -10px;
      }
      .problem {
        color: var(--wv-critical);
      }
    `,
  ];

  declare model: DashboardModel | undefined;
  declare item: Recommendation | undefined;
  declare busy: boolean;
  declare problem: string | undefined;

  constructor() {
    super();
    this.busy = false;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { item, model } = this;
    if (!item || !model) return nothing;
    const chip = STATUS_CHIPS[item.status];
    const alert = model.alerts.find((one) => one.id === item.alert);
    return html`<article>
      <div class="top">
        <h4>${item.title}</h4>
        <span class="chip ${PRIORITY_LOOK[item.priority]}">${item.priority} priority</span>
        <span class="chip">${item.automated ? 'automatic' : 'manual'}</span>
        ${
          item.expectedRatio === undefined
            ? nothing
            : html`<span class="chip info"
                >expected ${formatChange(item.expectedRatio)} ${seriesOf(item.metric).label}</span
              >`
        }
        ${chip ? html`<span class="chip ${chip[1]}">${chip[0]}</span>` : nothing}
      </div>
      <p>${item.description}</p>
      <details>
        <summary>Why</summary>
        <p class="why">
          ${item.rationale}${alert ? html` <span>Answers the alert “${alert.title}”.</span>` : nothing}
        </p>
      </details>
      ${item.outcome ? outcome(item.outcome, item.metric) : nothing} ${this.#actions(item, model)}
      <p class="problem" role="alert" ?hidden=${this.problem === undefined}>${this.problem ?? ''}</p>
    </article>`;
  }

  #actions(item: Recommendation, { feed }: DashboardModel): TemplateResult | typeof nothing {
    const canApply = item.status === 'proposed' && item.automated && feed?.apply;
    const canUndo =
      (item.status === 'applied' || item.status === 'kept') && item.undo !== undefined && feed?.undo;
    const canDismiss = item.status === 'proposed' && feed?.dismiss;
    if (!canApply && !canUndo && !canDismiss) return nothing;
    return html`<div class="actions">
      ${
        canApply
          ? html`<button
              type="button"
              class="primary"
              ?disabled=${this.busy}
              @click=${() => this.#run(() => feed.apply?.(item.id))}
            >
              ${icon('spark')}Apply<span class="sr">: ${item.title}</span>
            </button>`
          : nothing
      }
      ${
        canUndo
          ? html`<button
              type="button"
              ?disabled=${this.busy}
              @click=${() => this.#run(() => feed.undo?.(item.id))}
            >
              ${icon('undo')}Undo<span class="sr">: ${item.title}</span>
            </button>`
          : nothing
      }
      ${
        canDismiss
          ? html`<button
              type="button"
              class="quiet"
              ?disabled=${this.busy}
              @click=${() => feed.dismiss?.(item.id)}
            >
              Dismiss<span class="sr">: ${item.title}</span>
            </button>`
          : nothing
      }
    </div>`;
  }

  async #run(action: () => Promise<void> | undefined): Promise<void> {
    this.busy = true;
    this.problem = undefined;
    try {
      await action();
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    } finally {
      this.busy = false;
    }
  }
}

function outcome(result: ActionOutcome, metric: string): TemplateResult {
  const { label, readingUnit } = seriesOf(result.metric ?? metric);
  const interval =
    result.low === undefined || result.high === undefined
      ? nothing
      : html`<span class="muted"
          >95 % between ${formatChange(result.low)} and ${formatChange(result.high)}</span
        >`;
  return html`<div class="outcome">
    ${result.before === undefined ? nothing : html`<span>before <b>${formatValue(result.before, readingUnit)}</b></span>`}
    ${result.after === undefined ? nothing : html`<span>after <b>${formatValue(result.after, readingUnit)}</b></span>`}
    ${result.ratio === undefined ? nothing : html`<span><b>${formatChange(result.ratio)}</b> ${label}</span>`}
    ${interval} ${result.reason === undefined ? nothing : html`<span>${result.reason}</span>`}
  </div>`;
}
