import { html, nothing, type TemplateResult } from 'lit';
import { seriesGroup, seriesOf, type Series } from '../feed/series.js';
import { formatParts, formatValue } from '../format/format.js';
import type { DashboardModel } from '../model/dashboard-model.js';
import { ownCost } from '../model/own-cost.js';
import { baseStyles } from './base-styles.js';
import { cardStyles } from './card-styles.js';
import { changeChip } from './change-chip.js';
import { sectionOf, type CardMetric, type CardSpec } from './card-specs.js';
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
    new ModelController(this, 'data', 'view', 'findings');
  }

  protected override render(): TemplateResult | typeof nothing {
    const { model, spec } = this;
    if (!model || !spec) return nothing;
    const error = collectorError(model, spec);
    const first = spec.metrics.findIndex(([id]) => latest(model, seriesOf(id)) !== undefined);
    const empty = error !== undefined || (first < 0 && this.chosen === undefined);
    const shown = this.chosen ?? Math.max(0, first);
    const metric = spec.metrics[shown];
    return html`
      <section aria-label=${spec.title}>
        <header>
          <h3>${spec.title}</h3>
          ${empty || !metric ? nothing : chipOf(model, seriesOf(metric[0]))}
        </header>
        ${
          empty || !metric
            ? html`<p class="empty">${error === undefined ? spec.empty : `Collector failed: ${error}`}</p>`
            : html`${figure(model, metric)}
                <wv-chart .model=${model} .series=${seriesGroup(idsOf(metric))}></wv-chart>
                ${spec.metrics.length > 1 ? this.#choices(model, spec, shown) : nothing}
                ${spec.extra === 'cost parts' ? costParts(model) : nothing}`
        }
      </section>
    `;
  }

  #choices(model: DashboardModel, spec: CardSpec, shown: number): TemplateResult {
    return html`<div class="choices" role="group" aria-label="Metrics of ${spec.title}">
      ${spec.metrics.map((metric, index) => {
        const series = seriesOf(metric[0]);
        const value = latest(model, series);
        if (value === undefined && index !== shown) return nothing;
        return html`<button
          type="button"
          aria-pressed=${index === shown}
          title=${series.description}
          @click=${() => (this.chosen = index)}
        >
          <span>${alertDot(model, metric)}${series.label}</span><b>${formatValue(value, series.unit)}</b>
        </button>`;
      })}
    </div>`;
  }
}

const idsOf = ([first, second]: CardMetric): string[] => (second === undefined ? [first] : [first, second]);

const latest = (model: DashboardModel, series: Series): number | undefined =>
  model.timeline.latest(series, series.sparse ? SPARSE_AGE : LIVE_AGE);

function figure(model: DashboardModel, [first, second, names]: CardMetric): TemplateResult {
  const series = seriesOf(first);
  const value = latest(model, series);
  const parts = value === undefined ? undefined : formatParts(value, series.unit);
  const other = second === undefined ? undefined : seriesOf(second);
  return html`<p class="figure" title=${series.description}>
    <strong>${parts?.text ?? '–'}</strong><span class="unit">${parts?.unit ?? ''}</span>
    <span class="label">${names?.[0] ?? series.label}</span>
    ${
      other
        ? html`<span class="second"
            >${names?.[1] ?? other.label} <b>${formatValue(latest(model, other), other.unit)}</b></span
          >`
        : nothing
    }
  </p>`;
}

function chipOf(model: DashboardModel, series: Series): TemplateResult | typeof nothing {
  const value = latest(model, series);
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
  const section = newest?.[sectionOf(spec.metrics[0]?.[0] ?? '')];
  return section && 'error' in section ? section.error : undefined;
}

/** What the monitor and this dashboard cost, part by part. */
function costParts(model: DashboardModel): TemplateResult | typeof nothing {
  const newest = model.timeline.snapshots.at(-1);
  if (!newest || 'error' in newest.overhead) return nothing;
  const { interval, overhead } = newest;
  const parts = Object.entries(overhead.parts).map(
    ([name, time]) => [name, (time * 1_000) / interval] as const,
  );
  const dashboard = ownCost.perSecond();
  if (dashboard !== undefined) parts.push(['this dashboard', dashboard]);
  return html`<dl class="parts">
      ${parts.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${formatValue(value, 'ms per second')}</dd>
          </div>`,
      )}
    </dl>
    ${overhead.shed.length === 0 ? nothing : html`<p class="shed">Switched off to save time: ${overhead.shed.join(', ')}</p>`}`;
}
