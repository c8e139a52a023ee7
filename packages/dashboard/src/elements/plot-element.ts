import { css, html, type PropertyDeclarations, type TemplateResult } from 'lit';
import { drawQueue } from '../charts/draw-queue.js';
import { paletteStyles, readPalette, type Palette } from '../charts/palette.js';
import { plotStyles } from '../charts/plot-styles.js';
import type { Plot, PlotEvents } from '../charts/plot.js';
import { sizeWatch } from '../charts/size-watch.js';
import { sight } from '../charts/visible.js';
import type { Span } from '../feed/timeline.js';
import type { DashboardModel, ModelChange } from '../model/dashboard-model.js';
import { baseStyles } from './base-styles.js';
import { chartKey } from './chart-keys.js';
import { onSystemTheme } from './theme.js';
import { ownCost } from '../model/own-cost.js';
import { PartElement } from './part-element.js';

/** What a chart last showed; keys and the readout go by it. */
export interface Drawn {
  readonly times: readonly number[];
  readonly window: Span;
}

/** A chart that would move by less is not drawn again. CSS pixels. */
const STEP = 2;
/** The words for people who don't see the chart are renewed when it moved on by this share: 5 s of 5 min. */
const WORDS_EVERY = 1 / 60;

/**
 * What all charts have in common: they draw in turns, only while they can be seen, follow the model's window, share
 * its cursor, answer to keys and tell in words what they show.
 */
export abstract class PlotElement<P extends Plot, D extends Drawn> extends PartElement {
  static override properties: PropertyDeclarations = { model: { attribute: false } };
  static override styles = [
    baseStyles,
    plotStyles,
    paletteStyles,
    css`
      :host {
        position: relative;
        height: 132px;
        min-width: 0;
        contain: strict;
      }
      .plot {
        position: absolute;
        inset: 0;
      }
      .readout {
        position: absolute;
        top: 0;
        right: 0;
        max-width: 100%;
        padding: 1px 7px;
        border-radius: 6px;
        background: var(--wv-raised);
        color: var(--wv-text);
        font-size: 11px;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        pointer-events: none;
      }
      .readout:empty {
        display: none;
      }
    `,
  ];

  declare model: DashboardModel | undefined;

  protected drawn: D | undefined;
  protected width = 0;
  #height = 0;
  #plot: P | undefined;
  #visible = false;
  #dirty = true;
  #stops: (() => void)[] = [];
  #told: Span | undefined;
  #host: HTMLElement | null = null;
  #readout: Element | null = null;
  #read = '';
  #followed: DashboardModel | undefined;
  #stopModel: (() => void) | undefined;

  protected abstract createPlot(host: HTMLElement, palette: Palette, events: PlotEvents): P;
  /** What it is about, in a word or two. */
  protected abstract get label(): string;
  /** Draws what the model has now. */
  protected abstract drawPlot(plot: P, model: DashboardModel): D;
  /** What was drawn in words, for people who don't see it. */
  protected abstract wordsOf(drawn: D): string;
  /** The readings at a time, for the corner of the chart. Empty where there are none. */
  protected abstract readoutAt(time: number, drawn: D): string;
  /** The part of time that it shows. */
  protected abstract windowOf(model: DashboardModel): Span;
  /** Whether a change of the model changes what is drawn. */
  protected abstract concerns(change: ModelChange): boolean;

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('role', 'img');
    this.setAttribute('aria-roledescription', 'chart');
    if (!this.hasAttribute('tabindex')) this.tabIndex = 0;
    this.addEventListener('keydown', this.#onKey);
    this.addEventListener('blur', this.#onBlur);
    this.#stops = [
      sizeWatch.watch(this, this.#onSize),
      sight.watch(this, this.#onVisible),
      onSystemTheme(() => this.#onModel('theme')),
    ];
    this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops.splice(0)) stop();
    this.removeEventListener('keydown', this.#onKey);
    this.removeEventListener('blur', this.#onBlur);
    this.#stopModel?.();
    this.#stopModel = this.#followed = undefined;
    this.#visible = false;
    this.dropPlot();
  }

  protected override render(): TemplateResult {
    return html`<div class="plot"></div>
      <div class="readout" aria-hidden="true"></div>`;
  }

  protected override firstUpdated(): void {
    this.#host = this.renderRoot.querySelector<HTMLElement>('.plot');
    this.#readout = this.renderRoot.querySelector('.readout');
  }

  protected override updated(): void {
    // A chart that has not been seen yet has not been drawn: it still needs a name.
    if (this.#told === undefined) this.ariaLabel = this.label;
    this.#follow();
    this.redraw();
  }

  /** Asks for a turn to draw; it comes once the chart can be seen. */
  protected redraw(): void {
    this.#dirty = true;
    if (this.#visible && this.isConnected) drawQueue.request(this.#draw);
  }

  /** Lets the plot go, so that the next drawing makes another. */
  protected dropPlot(): void {
    drawQueue.cancel(this.#draw);
    this.#plot?.destroy();
    this.#plot = this.drawn = this.#told = undefined;
  }

  #follow(): void {
    if (!this.isConnected || this.#followed === this.model) return;
    this.#stopModel?.();
    this.#followed = this.model;
    this.#stopModel = this.model?.on(this.#onModel);
  }

  readonly #onSize = ({ width, height }: DOMRectReadOnly): void => {
    this.width = Math.floor(width);
    this.#height = Math.floor(height);
    this.redraw();
  };

  readonly #onVisible = (visible: boolean): void => {
    this.#visible = visible;
    if (visible && this.#dirty) this.redraw();
  };

  readonly #onModel = (change: ModelChange): void => {
    if (change === 'theme') this.#plot?.setPalette(readPalette(this.renderRoot as ShadowRoot));
    if (change === 'cursor') this.#showCursor();
    if (this.concerns(change) && !(change === 'data' && this.#stands())) this.redraw();
  };

  /** New readings move a chart of an hour by a tenth of a pixel: as long as it is less than two, what is drawn stands. */
  #stands(): boolean {
    const { model, drawn } = this;
    if (!model || !drawn) return false;
    const { from, to } = this.windowOf(model);
    const { window, times } = drawn;
    const step = (STEP * (window.to - window.from)) / this.width;
    if (Math.abs(to - window.to) >= step || Math.abs(from - window.from) >= step) return false;
    return (times[times.length - 1] ?? -Infinity) >= window.to - step;
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (this.model && this.drawn && chartKey(event.key, this.model, this.drawn)) event.preventDefault();
  };

  readonly #onBlur = (): void => this.model?.setCursor(undefined);

  readonly #draw = (): void => ownCost.measure(this.#drawNow);

  readonly #drawNow = (): void => {
    const { model } = this;
    const host = this.#host;
    if (!model || !host || this.width === 0 || !this.isConnected) return;
    this.#dirty = false;
    const plot = (this.#plot ??= this.createPlot(host, readPalette(this.renderRoot as ShadowRoot), {
      onCursor: (time) => model.setCursor(time),
      onZoom: (window) => model.zoom(window),
      onReset: () => model.zoom(undefined),
    }));
    plot.resize(this.width, this.#height);
    this.drawn = this.drawPlot(plot, model);
    this.#tell(this.drawn);
    this.#showCursor();
  };

  #tell(drawn: D): void {
    const { from, to } = drawn.window;
    const { from: toldFrom, to: toldTo } = this.#told ?? { from: 0, to: 0 };
    const least = (to - from) * WORDS_EVERY;
    if (Math.abs(to - toldTo) < least && Math.abs(from - toldFrom) < least) return;
    this.#told = drawn.window;
    this.ariaLabel = this.wordsOf(drawn);
  }

  #showCursor(): void {
    const readout = this.#readout;
    if (!this.#plot || !this.drawn || !readout) return;
    const time = this.model?.cursor;
    const { window } = this.drawn;
    const inside = time !== undefined && time >= window.from && time <= window.to;
    this.#plot.setCursor(inside ? time : undefined);
    const text = inside ? this.readoutAt(time, this.drawn) : '';
    if (text !== this.#read) readout.textContent = this.#read = text;
  }
}

/** Index of the time nearest to `time` in an ascending list. */
export function nearest(times: readonly number[], time: number): number {
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  const before = times[low - 1];
  return before !== undefined && time - before < (times[low] ?? Infinity) - time ? low - 1 : low;
}
