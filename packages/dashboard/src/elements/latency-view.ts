import { css, html, nothing, type TemplateResult } from 'lit';
import { HEAT_SOURCES } from '../feed/heat-columns.js';
import type { DashboardModel } from '../model/dashboard-model.js';
import { baseStyles } from './base-styles.js';
import { PartElement } from './part-element.js';

/** Where times lie, not only their percentiles: a heat map of a distribution of choice. */
export class LatencyView extends PartElement {
  static override properties = { model: { attribute: false }, chosen: { state: true } };
  static override styles = [
    baseStyles,
    css`
      .sources {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        margin-bottom: 8px;
      }
      button[aria-pressed='true'] {
        border-color: var(--wv-accent);
        color: var(--wv-accent);
      }
      wv-heat {
        height: 260px;
      }
      .note {
        margin-top: 6px;
        color: var(--wv-muted);
        font-size: 12px;
      }
    `,
  ];

  declare model: DashboardModel | undefined;
  declare chosen: number;

  constructor() {
    super();
    this.chosen = 0;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.model) return nothing;
    return html`
      <div class="sources" role="group" aria-label="Distribution">
        ${HEAT_SOURCES.map(
          ({ label }, index) =>
            html`<button
              type="button"
              aria-pressed=${index === this.chosen}
              @click=${() => (this.chosen = index)}
            >
              ${label}
            </button>`,
        )}
      </div>
      <wv-heat .model=${this.model} .source=${HEAT_SOURCES[this.chosen]}></wv-heat>
      <p class="note">Log scale; stronger colour means more values in that range of time.</p>
    `;
  }
}
