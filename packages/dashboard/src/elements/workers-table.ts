import { html, nothing, type TemplateResult } from 'lit';
import type { WorkerInfo } from '@wasm-vitals/protocol';
import { formatValue } from '../format/format.js';

/** Of each worker that takes part: what it called, and whether it still answers. */
export function workersTable(
  workers: readonly WorkerInfo[],
  interval: number,
): TemplateResult | typeof nothing {
  if (workers.length === 0) return nothing;
  return html`<h4>Workers <span class="chip">${workers.length}</span></h4>
    <div class="wide" role="region" aria-label="Workers" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">Worker</th>
            <th scope="col">Calls/s</th>
            <th scope="col">WASM time</th>
            <th scope="col">Memory</th>
            <th scope="col">Measuring</th>
            <th scope="col" class="text">State</th>
          </tr>
        </thead>
        <tbody>
          ${workers.map((worker) => workerRow(worker, interval))}
        </tbody>
      </table>
    </div>`;
}

function workerRow(worker: WorkerInfo, interval: number): TemplateResult {
  const rate = (value: number | undefined): number | undefined =>
    value === undefined || interval <= 0 ? undefined : (value * 1_000) / interval;
  return html`<tr>
    <th scope="row" title=${worker.url ?? worker.name}><span class="mono">${worker.name}</span></th>
    <td>${formatValue(rate(worker.calls), 'count')}</td>
    <td>${formatValue(rate(worker.totalTime), 'ms per second')}</td>
    <td>${formatValue(worker.memoryUsage, 'bytes')}</td>
    <td>${formatValue(rate(worker.overhead), 'ms per second')}</td>
    <td class="text">${stateOf(worker)}</td>
  </tr>`;
}

function stateOf({ running, lastHeard }: WorkerInfo): TemplateResult | string {
  if (running) {
    return html`in <span class="mono">${running.name}</span> for ${formatValue(running.time, 'ms')}`;
  }
  return lastHeard === undefined ? 'not heard yet' : `heard ${formatValue(lastHeard, 'ms')} ago`;
}
