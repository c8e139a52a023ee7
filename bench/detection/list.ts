import type { SessionResult, SetOptions } from './jobs.js';
import { drawSession } from './session.js';

const add = (counts: Map<string, number>, name: string): void =>
  void counts.set(name, (counts.get(name) ?? 0) + 1);

/** Prints each false incident with what happened around it, and each fault that was missed or found late. */
export function list(results: readonly SessionResult[], { firstSeed, hours, ...options }: SetOptions): void {
  const near = new Map<string, number>();
  for (const { seed, labels, ours } of results) {
    const session = drawSession({ seed, ...options });
    for (const label of labels) {
      const hit = ours.raised.find(({ at }) => at >= label.start && at <= label.end);
      if (hit && hit.at - label.material <= 30) continue;
      const delay = hit ? `${(hit.at - label.material).toFixed(0)} s late` : 'missed';
      console.log(
        `${String(seed)} ${delay}: ${label.type} ${String(label.start)}-${String(label.end)} material ${label.material.toFixed(0)} truth ${(label.truth ?? NaN).toFixed(2)} with ${session.nearby(label.material + 20, 60).join(', ')}`,
      );
    }
    for (const { at, name } of ours.incidents) {
      if (labels.some(({ start, end }) => at >= start && at <= end)) continue;
      const around = session.nearby(at, 70);
      for (const event of around) add(near, event.replace(/ -?[\d.-]+$/, ''));
      if (around.length === 0) add(near, 'nothing');
      console.log(`${String(seed)} false: ${name} at ${String(at)} after ${around.join(', ')}`);
    }
  }
  const sorted = [...near].sort((a, b) => b[1] - a[1]).map(([name, n]) => `${name} ${String(n)}`);
  console.log(
    `false incidents near (${String(hours)} h from seed ${String(firstSeed)}): ${sorted.join(', ')}`,
  );
}
