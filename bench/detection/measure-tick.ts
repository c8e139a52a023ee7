import { createDetector } from '@wasm-vitals/analysis';
import { drawSession } from './session.js';

const SESSIONS = 12;
const ROUNDS = 3;

/** Microseconds of CPU that a tick costs the detector: the least of three rounds over ticks made beforehand. */
export function measureTick(firstSeed: number): number {
  const sessions = Array.from({ length: SESSIONS }, (_, i) =>
    [...drawSession({ seed: firstSeed + i }).ticks()].map(({ tick }) => tick),
  );
  const ticks = sessions.reduce((sum, session) => sum + session.length, 0);
  let least = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const before = process.cpuUsage();
    for (const session of sessions) {
      const detector = createDetector();
      for (const tick of session) detector.onTick(tick);
    }
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / ticks);
  }
  return least;
}
