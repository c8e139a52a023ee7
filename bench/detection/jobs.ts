import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Alarms } from './score.js';
import { drawSession } from './session.js';
import type { Label, SessionOptions } from './session.js';

/** What both detectors did in one session. */
export interface SessionResult {
  readonly seed: number;
  readonly seconds: number;
  readonly labels: readonly Label[];
  readonly ours: Alarms;
  readonly ratios: Alarms;
}

/** Sessions from `firstSeed` on, until they make so many hours. */
export interface SetOptions extends Omit<SessionOptions, 'seed'> {
  readonly firstSeed: number;
  readonly hours: number;
}

const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url));

function listSessions({ firstSeed, hours, ...options }: SetOptions): SessionOptions[] {
  const sessions: SessionOptions[] = [];
  let seconds = 0;
  for (let seed = firstSeed; seconds < hours * 3600; seed++) {
    sessions.push({ seed, ...options });
    seconds += drawSession({ seed, ...options }).seconds;
  }
  return sessions;
}

function runWorker(sessions: readonly SessionOptions[]): Promise<readonly SessionResult[]> {
  return new Promise((resolve, reject) => {
    const worker = fork(WORKER);
    worker.once('message', (results) => {
      resolve(results as readonly SessionResult[]);
    });
    worker.once('error', reject);
    worker.once('exit', (code) => {
      reject(new Error(`a worker ended with code ${String(code)}`));
    });
    worker.send(sessions);
  });
}

/** Runs the sessions of a set on all cores; the results are those of one process, in order of seeds. */
export async function runSet(options: SetOptions): Promise<readonly SessionResult[]> {
  const sessions = listSessions(options);
  const workers = Math.max(1, Math.min(availableParallelism(), sessions.length));
  const parts = Array.from({ length: workers }, (_, part) => sessions.filter((_, i) => i % workers === part));
  const results = await Promise.all(parts.map(runWorker));
  return results.flat().sort((a, b) => a.seed - b.seed);
}
