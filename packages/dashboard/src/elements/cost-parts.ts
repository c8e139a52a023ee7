import { html, nothing, type TemplateResult } from 'lit';
import { formatValue } from '../format/format.js';
import type { DashboardModel } from '../model/dashboard-model.js';
import { ownCost } from '../model/own-cost.js';

/** What the monitor and this dashboard cost, part by part. */
export function costParts(model: DashboardModel): TemplateResult | typeof nothing {
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
            <dt title=${name}>${name}</dt>
            <dd class="still">${formatValue(value, 'ms per second')}</dd>
          </div>`,
      )}
    </dl>
    ${overhead.shed.length === 0 ? nothing : html`<p class="shed">Switched off to save time: ${overhead.shed.join(', ')}</p>`}`;
}
