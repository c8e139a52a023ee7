import type { SessionResult } from './jobs.js';
import { drawSession } from './session.js';
import type { SessionOptions } from './session.js';
import { watchSession, watchWithDetector, watchWithRatios } from './watch.js';

function run(options: SessionOptions): SessionResult {
  const { labels, seconds, ...session } = drawSession(options);
  const [ours, ratios] = [watchWithDetector(), watchWithRatios()];
  watchSession({ labels, seconds, ...session }, [ours, ratios]);
  return { seed: options.seed, seconds, labels, ours: ours.alarms(), ratios: ratios.alarms() };
}

process.once('message', (sessions) => {
  process.send?.((sessions as readonly SessionOptions[]).map(run), () => {
    process.exit(0);
  });
});
