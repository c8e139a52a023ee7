import { html, nothing, type TemplateResult } from 'lit';
import { seriesGroup, seriesOf, type Series } from '../feed/series.js';
import { formatParts, formatValue } from '../format/format.js';
import type { DashboardModel } from '../model/dashboard-model.js';
import { baseStyles } from './base-styles.js';
import { cardStyles } from './card-styles.js';
import { changeChip } from './change-chip.js';
import { sectionOf, type CardMetric, type CardSpec } from './card-specs.js';
import { costParts } from './cost-parts.js';
import { ModelController } from './model-controller.js';
import { PartElement } from './part-element.js';

/** A sparse metric (a request, a click) is shown as current for this long. Milliseconds. */
const SPARSE_AGE = 300_000;
const LIVE_AGE = 15_000;

/** One card of the overview: a figure, its change against normal, its chart, and other figures to choose from. */
export class MetricCard extends PartElement {
  static override properties = {
    model: { attribute: false },
    spec: { attribute: false },
    chosen: { state: true },
  };
  static override styles = [baseStyles, cardStyles];

  declare model: DashboardModel | undefined;
  declare spec: CardSpec | undefined;
  /** Index of the metric that was clicked; without a click the first one that has readings is shown. */
  declare chosen: number | undefined;

  constructor() {
    super();
    new ModelController(this, { on: ['data', 'view', 'findings'], whileSeen: true });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { model, spec } = this;
    if (!model || !spec) return nothing;
    const error = collectorError(model, spec);
    const values = spec.metrics.map(({ id }) => latest(model, seriesOf(id)));
    const first = values.findIndex((value) => value !== undefined);
    const shown = this.chosen ?? Math.max(0, first);
    const metric = spec.metrics[shown] ?? spec.metrics[0];
    const empty = error !== undefined || (first < 0 && this.chosen === undefined);
    if (empty) {
      return html`<section aria-label=${spec.title}>
        <header><h3>${spec.title}</h3></header>
        <p class="empty">${error === undefined ? spec.empty : `Collector failed: ${error}`}</p>
      </section>`;
    }
    return html`<section aria-label=${spec.title}>
      <header>
        <h3>${spec.title}</h3>
        <div class="change">
          <div class="still">${chipOf(model, seriesOf(metric.id), values[shown])}</div>
        </div>
      </header>
      ${figure(model, metric, values[shown])}
      <wv-chart .model=${model} .series=${seriesGroup(idsOf(metric))}></wv-chart>
      ${spec.metrics.length > 1 ? this.#choices(model, spec, { shown, values }) : nothing}
      ${spec.extra === 'cost parts' ? costParts(model) : nothing}
    </section>`;
  }

  #choices(
    model: DashboardModel,
    spec: CardSpec,
    { shown, values }: { shown: number; values: readonly (number | undefined)[] },
  ): TemplateResult {
    return html`<div class="choices" role="group" aria-label="Metrics of ${spec.title}">
      ${spec.metrics.map((metric, index) => {
        const value = values[index];
        if (value === undefined && index !== shown) return nothing;
        const series = seriesOf(metric.id);
        return html`<button
          type="button"
          aria-pressed=${index === shown}
          title="${series.label}${series.description === '' ? '' : `: ${series.description}`}"
          @click=${() => (this.chosen = index)}
        >
          <span class="still"
            ><span class="name">${alertDot(model, metric)}${metric.short}</span
            ><b>${formatValue(value, series.unit)}</b></span
          >
        </button>`;
      })}
    </div>`;
  }
}

const idsOf = ({ id, second }: CardMetric): string[] => (second ? [id, second.id] : [id]);

const latest = (model: DashboardModel, series: Series): number | undefined =>
  model.timeline.latest(series, series.sparse ? SPARSE_AGE : LIVE_AGE);

function figure(
  model: DashboardModel,
  { id, second }: CardMetric,
  value: number | undefined,
): TemplateResult {
  const series = seriesOf(id);
  const parts = value === undefined ? undefined : formatParts(value, series.unit);
  const other = second && seriesOf(second.id);
  return html`<div class="figure still" title=${series.description}>
    <p>
      <strong>${parts?.text ?? '–'}</strong><span class="unit">${parts?.unit ?? ''}</span>
      <span class="label">${second?.names[0] ?? series.label}</span>
      ${
        other
          ? html`<span class="second"
              >${second.names[1]} <b>${formatValue(latest(model, other), other.unit)}</b></span
            >`
          : nothing
      }
    </p>
  </div>`;
}

function chipOf(
  model: DashboardModel,
  series: Series,
  value: number | undefined,
): TemplateResult | typeof nothing {
  const baseline = model.baseline(series);
  return value === undefined || !baseline ? nothing : changeChip(series, value, baseline);
}

/** Marks a metric that has an open alert, so that it is found without a click on each. */
function alertDot(model: DashboardModel, metric: CardMetric): TemplateResult | typeof nothing {
  const ids = idsOf(metric);
  const open = model.alerts.filter((alert) => alert.state !== 'resolved' && ids.includes(alert.metric));
  if (open.length === 0) return nothing;
  const worst = open.some(({ severity }) => severity === 'critical') ? 'critical' : 'warning';
  return html`<i class="alert ${worst}"></i><span class="sr">has an alert: </span>`;
}

function collectorError(model: DashboardModel, spec: CardSpec): string | undefined {
  const newest = model.timeline.snapshots.at(-1);
  const section = newest?.[sectionOf(spec.metrics[0].id)];
  return section && 'error' in section ? section.error : undefined;
}
