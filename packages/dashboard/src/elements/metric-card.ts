import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { seriesGroup, seriesOf, type Series } from '../feed/series.js';
import { formatChange, formatParts, formatValue } from '../format/format.js';
import type { DashboardModel } from '../model/dashboard-model.js';
import { baseStyles } from './base-styles.js';
import { cardStyles } from './card-styles.js';
import { sectionOf, type CardSpec } from './card-specs.js';
import { ModelController } from './model-controller.js';

/** A change of less than this against the baseline is not worth a colour. */
const NOTABLE = 0.1;
/** A sparse metric (a request, a click) is shown as current for this long. Milliseconds. */
const SPARSE_AGE = 300_000;
const LIVE_AGE = 15_000;

/** One card of the overview: a figure, its change against normal, its chart, and other figures to choose from. */
export class MetricCard extends LitElement {
  static override properties = {
    model: { attribute: false },
    spec: { attribute: false },
    selected: { state: true },
  };
  static override styles = [baseStyles, cardStyles];

  declare model: DashboardModel | undefined;
  declare spec: CardSpec | undefined;
  declare selected: number;

  constructor() {
    super();
    this.selected = 0;
    new ModelController(this, 'data', 'view');
  }

  protected override render(): TemplateResult | typeof nothing {
    const { model, spec } = this;
    if (!model || !spec) return nothing;
    const error = collectorError(model, spec);
    const available = spec.metrics.map(([id]) => latest(model, seriesOf(id)));
    const shown =
      available[this.selected] === undefined
        ? Math.max(
            0,
            available.findIndex((value) => value !== undefined),
          )
        : this.selected;
    const chosen = spec.metrics[this.selected === shown ? shown : this.selected] ?? spec.metrics[0] ?? [''];
    const empty = error !== undefined || available.every((value) => value === undefined);
    return html`
      <section aria-label=${spec.title}>
        <header>
          <h3>${spec.title}</h3>
          ${empty ? nothing : this.#change(model, seriesOf(chosen[0]))}
        </header>
        ${empty ? html`<p class="empty">${error === undefined ? spec.empty : `Collector failed: ${error}`}</p>` : this.#body(model, spec, chosen)}
      </section>
    `;
  }

  #body(model: DashboardModel, spec: CardSpec, chosen: CardSpec['metrics'][number]): TemplateResult {
    const [first, second] = chosen;
    const main = seriesOf(first);
    const value = latest(model, main);
    const parts = value === undefined ? undefined : formatParts(value, main.unit);
    const other = second === undefined ? undefined : latest(model, seriesOf(second));
    return html`
      <p class="figure" title=${main.description}>
        <strong>${parts?.text ?? '–'}</strong><span class="unit">${parts?.unit ?? ''}</span>
        <span class="label">${main.label}</span>
        ${
          other === undefined || second === undefined
            ? nothing
            : html`<span class="second"
                >${seriesOf(second).label} <b>${formatValue(other, seriesOf(second).unit)}</b></span
              >`
        }
      </p>
      <wv-chart .model=${model} .series=${seriesGroup(chosen as readonly string[])}></wv-chart>
      ${spec.metrics.length > 1 ? this.#choices(model, spec) : nothing}
    `;
  }

  #choices(model: DashboardModel, spec: CardSpec): TemplateResult {
    return html`<div class="choices" role="group" aria-label="Metrics of ${spec.title}">
      ${spec.metrics.map(([id], index) => {
        const series = seriesOf(id);
        const value = latest(model, series);
        if (value === undefined && index !== this.selected) return nothing;
        return html`<button
          type="button"
          aria-pressed=${index === this.selected}
          title=${series.description}
          @click=${() => (this.selected = index)}
        >
          <span>${series.label}</span><b>${formatValue(value, series.unit)}</b>
        </button>`;
      })}
    </div>`;
  }

  #change(model: DashboardModel, series: Series): TemplateResult | typeof nothing {
    const baseline = model.baseline(series);
    const value = latest(model, series);
    if (!baseline || value === undefined || baseline.median === 0) return nothing;
    const ratio = value / baseline.median;
    const notable = Math.abs(ratio - 1) >= NOTABLE && Math.abs(value - baseline.median) > 3 * baseline.spread;
    const worse =
      notable && (series.better === 'lower' ? ratio > 1 : series.better === 'higher' && ratio < 1);
    const better =
      notable && (series.better === 'lower' ? ratio < 1 : series.better === 'higher' && ratio > 1);
    const normal = formatValue(baseline.median, series.unit);
    return html`<span
      class=${classMap({ chip: true, warning: worse, healthy: better })}
      title="Normal: ${normal} (median of ${baseline.samples} readings)"
      >${formatChange(ratio)}<span class="of">against normal</span
      ><span class="sr">, normal is ${normal}</span></span
    >`;
  }
}

const latest = (model: DashboardModel, series: Series): number | undefined =>
  model.timeline.latest(series, series.sparse ? SPARSE_AGE : LIVE_AGE);

function collectorError(model: DashboardModel, spec: CardSpec): string | undefined {
  const section = sectionOf(spec.metrics[0]?.[0] ?? '');
  const newest: object | undefined = model.timeline.snapshots.at(-1);
  const value: unknown =
    newest && Object.hasOwn(newest, section) ? (newest as Record<string, unknown>)[section] : undefined;
  if (typeof value !== 'object' || value === null || !('error' in value)) return undefined;
  return String(value.error);
}
