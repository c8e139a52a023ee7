import { css, html, nothing, type TemplateResult } from 'lit';
import { seriesOf, type Series } from '../feed/series.js';
import { formatValue } from '../format/format.js';
import type { DashboardModel } from '../model/dashboard-model.js';
import { baseStyles } from './base-styles.js';
import { ModelController } from './model-controller.js';
import { PartElement } from './part-element.js';

/** WebAssembly milliseconds a frame: what a frame's 16.7 ms are spent on. */
const WASM_PER_FRAME: Series = {
  ...seriesOf('wasm.executionStats.totalTime'),
  id: 'wasm-per-frame',
  unit: 'ms',
  fromSnapshot: ({ wasm, rendering }) =>
    'executionStats' in wasm && 'frames' in rendering && rendering.frames > 0
      ? wasm.executionStats.totalTime / rendering.frames
      : undefined,
  fromTick: ({ wasmTime, fps, interval }) =>
    wasmTime === undefined || !fps ? undefined : wasmTime / ((fps * interval) / 1_000),
};

const FIGURES: readonly (readonly [label: string, series: Series])[] = [
  ['Frames', seriesOf('rendering.fps')],
  ['WASM a frame', WASM_PER_FRAME],
  ['Linear memory', seriesOf('wasm.memoryUsage')],
];

/** Three figures and the status in a corner; a click opens the whole dashboard. Draws no chart. */
export class CornerBadge extends PartElement {
  static override properties = { model: { attribute: false }, keys: { attribute: false } };
  static override styles = [
    baseStyles,
    css`
      button {
        gap: 12px;
        min-height: 34px;
        padding: 0 14px 0 12px;
        border-radius: 99px;
        box-shadow: 0 4px 16px rgb(0 0 0 / 16%);
        font-size: 12px;
        font-weight: 600;
      }
      .dot {
        width: 9px;
        height: 9px;
        border-radius: 50%;
        background: var(--wv-muted);
      }
      .dot.healthy {
        background: var(--wv-healthy);
      }
      .dot.degraded {
        background: var(--wv-warning);
      }
      .dot.critical {
        background: var(--wv-critical);
      }
      .value + .value {
        padding-left: 12px;
        border-left: 1px solid var(--wv-border);
      }
    `,
  ];

  declare model: DashboardModel | undefined;
  /** How to say the key that opens: `Alt+Shift+W`. */
  declare keys: string;

  constructor() {
    super();
    this.keys = '';
    new ModelController(this, { on: ['data', 'findings'] });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { model } = this;
    if (!model) return nothing;
    const { health, reason } = model.status;
    return html`<button
      type="button"
      aria-haspopup="dialog"
      title="${reason}${this.keys === '' ? '' : ` · ${this.keys}`}"
      @click=${() => this.dispatchEvent(new Event('wv-open'))}
    >
      <span class="dot ${health}"></span
      ><span class="sr">Open the performance dashboard. Status: ${health}.</span>
      ${FIGURES.map(
        ([label, series]) =>
          html`<span class="value"
            ><span class="sr">${label}: </span
            >${formatValue(model.timeline.latest(series), series.unit)}</span
          >`,
      )}
    </button>`;
  }
}
