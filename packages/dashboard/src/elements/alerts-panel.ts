import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Alert, Severity } from '@wasm-vitals/protocol';
import { openAlerts } from '../feed/status.js';
import type { DashboardModel } from '../model/dashboard-model.js';
import { baseStyles } from './base-styles.js';
import { ModelController } from './model-controller.js';
import { panelStyles } from './panel-styles.js';
import { PartElement } from './part-element.js';

/** Resolved alerts that are still listed: the newest. */
const RESOLVED_SHOWN = 20;

const COUNT_NAMES: readonly (readonly [Severity, string])[] = [
  ['critical', 'critical'],
  ['warning', 'warning'],
  ['info', 'info'],
];

/** All alerts, open ones first; new ones are announced politely. */
export class AlertsPanel extends PartElement {
  static override properties = { model: { attribute: false } };
  static override styles = [baseStyles, panelStyles];

  declare model: DashboardModel | undefined;
  #announced: ReadonlySet<string> | undefined;
  #announcement = '';

  constructor() {
    super();
    new ModelController(this, { on: ['findings', 'view'] });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { model } = this;
    if (!model) return nothing;
    const open = openAlerts(model.alerts);
    const resolved = model.alerts
      .filter((alert) => alert.state === 'resolved')
      .toSorted((a, b) => (b.resolvedAt ?? 0) - (a.resolvedAt ?? 0))
      .slice(0, RESOLVED_SHOWN);
    this.#announce(open);
    return html`
      <section aria-label="Alerts">
        <header>
          <h3>Alerts</h3>
          ${COUNT_NAMES.map(([severity, name]) => {
            const count = open.filter((alert) => alert.severity === severity).length;
            return count === 0 ? nothing : html`<span class="chip ${severity}">${count} ${name}</span>`;
          })}
        </header>
        <p class="sr" role="status">${this.#announcement}</p>
        ${open.length === 0 ? html`<p class="empty">No open alerts</p>` : this.#list(model, open)}
        ${
          resolved.length === 0
            ? nothing
            : html`<details>
                <summary>Resolved <span class="chip">${resolved.length}</span></summary>
                ${this.#list(model, resolved)}
              </details>`
        }
      </section>
    `;
  }

  #list(model: DashboardModel, alerts: readonly Alert[]): TemplateResult {
    return html`<ul>
      ${repeat(
        alerts,
        (alert) => alert.id,
        (alert) => html`<li><wv-alert .model=${model} .alert=${alert}></wv-alert></li>`,
      )}
    </ul>`;
  }

  /** The alerts that stood when the dashboard opened are on screen; only new ones are news. */
  #announce(open: readonly Alert[]): void {
    const before = this.#announced;
    this.#announced = new Set(open.map((alert) => alert.id));
    const fresh = before ? open.filter((alert) => !before.has(alert.id)) : [];
    if (fresh.length > 0)
      this.#announcement = fresh.map((alert) => `New ${alert.severity} alert: ${alert.title}.`).join(' ');
  }
}
