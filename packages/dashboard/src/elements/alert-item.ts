import { html, nothing, type TemplateResult } from 'lit';
import type { Alert } from '@wasm-vitals/protocol';
import { bandOf, type Overlay } from '../charts/overlays.js';
import { seriesGroup, seriesOf } from '../feed/series.js';
import { isMuted } from '../feed/status.js';
import type { Span } from '../feed/timeline.js';
import { formatAge, formatClock, formatValue } from '../format/format.js';
import type { DashboardModel } from '../model/dashboard-model.js';
import { alertStyles } from './alert-styles.js';
import { baseStyles } from './base-styles.js';
import { icon } from './icons.js';
import { ModelController } from './model-controller.js';
import { PartElement } from './part-element.js';

/** The evidence shows this much before and after the onset. Milliseconds. */
const BEFORE_ONSET = 90_000;
const AFTER_ONSET = 90_000;

const MUTE_FOR = [
  { label: '15 min', duration: 900_000 },
  { label: '1 h', duration: 3_600_000 },
  { label: '8 h', duration: 28_800_000 },
];

type Evidence = Pick<Overlay, 'band' | 'threshold'>;

/** One alert: what, how bad, since when, against what; evidence and actions on demand. */
export class AlertItem extends PartElement {
  static override properties = {
    model: { attribute: false },
    alert: { attribute: false },
    open: { state: true },
  };
  static override styles = [baseStyles, alertStyles];

  declare model: DashboardModel | undefined;
  declare alert: Alert | undefined;
  declare open: boolean;
  #evidence: Span | undefined;
  #seen: { alert: Alert; overlay: Evidence } | undefined;

  constructor() {
    super();
    this.open = false;
    new ModelController(this, { on: ['data'], data: () => this.#timed() });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { alert, model } = this;
    if (!alert || !model) return nothing;
    const muted = isMuted(alert, model.now);
    return html`<article class="${alert.severity} ${alert.state} ${muted ? 'muted-alert' : ''}">
      <button type="button" class="head" aria-expanded=${this.open} @click=${() => (this.open = !this.open)}>
        <span class="mark">${icon(alert.severity)}</span>
        <span class="what">
          <span class="title">${alert.title}</span>
          <span class="when">
            <span class="sr">${alert.severity}, </span>${this.#when(alert, model.now)}
            ${alert.state === 'acknowledged' ? html`<span class="chip info">acknowledged</span>` : nothing}
            ${muted ? html`<span class="chip">muted until ${formatClock(alert.mutedUntil ?? 0, false)}</span>` : nothing}
          </span>
        </span>
        <span class="now">${formatValue(alert.current, seriesOf(alert.metric).readingUnit)}</span>
      </button>
      ${this.open ? this.#details(alert, model) : nothing}
    </article>`;
  }

  /** What the clock alone changes: the age, the mute and the window of the evidence. */
  #timed(): string {
    const { alert, model } = this;
    if (!alert || !model) return '';
    const until = this.open ? this.#span(alert, model).to : 0;
    return [this.#when(alert, model.now), isMuted(alert, model.now), until].join(' ');
  }

  #when(alert: Alert, now: number): string {
    if (alert.state === 'resolved' && alert.resolvedAt !== undefined) {
      return `resolved at ${formatClock(alert.resolvedAt, false)} after ${formatAge(alert.resolvedAt - alert.openedAt)}`;
    }
    const age = formatAge(now - alert.openedAt);
    return age === 'just now' ? 'opened just now' : `for ${age}`;
  }

  #details(alert: Alert, model: DashboardModel): TemplateResult {
    const unit = seriesOf(alert.metric).readingUnit;
    const contributors = alert.anomalies.flatMap((anomaly) => anomaly.contributors ?? []).slice(0, 3);
    return html`<div class="details">
      <p>${alert.message}</p>
      <dl>
        <div>
          <dt>Now</dt>
          <dd>${formatValue(alert.current, unit)}</dd>
        </div>
        ${
          alert.baseline
            ? html`<div>
                <dt>Normal</dt>
                <dd>${formatValue(alert.baseline.median, unit)}</dd>
              </div>`
            : nothing
        }
        ${
          alert.threshold === undefined
            ? nothing
            : html`<div>
                <dt>Threshold</dt>
                <dd>${formatValue(alert.threshold, unit)}</dd>
              </div>`
        }
        <div>
          <dt>Since</dt>
          <dd>${formatClock(alert.onset ?? alert.openedAt)}</dd>
        </div>
      </dl>
      ${
        contributors.length === 0
          ? nothing
          : html`<p class="muted">
              Mostly
              ${contributors.map(
                ({ name, share }, i) =>
                  html`${i > 0 ? ', ' : ''}<span class="mono">${name}</span> (${Math.round(share * 100)} %)`,
              )}
            </p>`
      }
      <wv-chart
        .model=${model}
        .series=${seriesGroup([alert.metric])}
        .span=${this.#span(alert, model)}
        .overlay=${this.#overlay(alert)}
      ></wv-chart>
      ${alert.state === 'resolved' ? nothing : this.#actions(alert, model)}
    </div>`;
  }

  #actions(alert: Alert, model: DashboardModel): TemplateResult {
    const { feed } = model;
    return html`<div class="actions">
      ${
        feed?.acknowledge && alert.state === 'open'
          ? html`<button type="button" @click=${() => feed.acknowledge?.(alert.id)}>
              ${icon('check')}Acknowledge
            </button>`
          : nothing
      }
      ${
        feed?.mute && !isMuted(alert, model.now)
          ? html`<span class="mute" role="group" aria-label="Mute for">
              ${icon('mute')}
              ${MUTE_FOR.map(
                ({ label, duration }) =>
                  html`<button type="button" class="quiet" @click=${() => feed.mute?.(alert.id, duration)}>
                    <span class="sr">Mute for </span>${label}
                  </button>`,
              )}
            </span>`
          : nothing
      }
    </div>`;
  }

  /** The same object while the window is the same, so that the chart has nothing to do. */
  #span(alert: Alert, model: DashboardModel): Span {
    const onset = alert.onset ?? alert.openedAt;
    const to = Math.min(Math.max(model.now, onset + 10_000), onset + AFTER_ONSET);
    if (this.#evidence?.from !== onset - BEFORE_ONSET || this.#evidence.to !== to) {
      this.#evidence = { from: onset - BEFORE_ONSET, to };
    }
    return this.#evidence;
  }

  /** Normal and threshold as the detector saw them; where the chart shows a rate, they don't fit its axis. */
  #overlay(alert: Alert): Evidence | undefined {
    if (seriesOf(alert.metric).perSecond) return undefined;
    if (this.#seen?.alert === alert) return this.#seen.overlay;
    const { baseline, threshold } = alert;
    const overlay = {
      ...(baseline ? { band: bandOf(baseline) } : {}),
      ...(threshold === undefined ? {} : { threshold }),
    };
    this.#seen = { alert, overlay };
    return overlay;
  }
}
