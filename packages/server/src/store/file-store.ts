import { createHash } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { EpochMs, Snapshot } from '@wasm-vitals/protocol';
import { openBatchLog, type BatchLog, type Place } from './batch-log.js';
import type { Store, StoredBatch, StoredSession } from './store.js';

export interface FileStoreOptions {
  /** Made where it is missing. One process at a time may have it open. */
  readonly directory: string;
  /** Told of a line that is no batch: it is left where it is and not read. */
  readonly onBadLine?: (file: string, line: number) => void;
}

/** Where a batch lies, and the time that it covers. */
interface Entry {
  readonly place: Place;
  readonly first: EpochMs;
  readonly last: EpochMs;
}

interface Session {
  readonly entries: Entry[];
  release?: string;
}

interface Application {
  readonly log: BatchLog;
  readonly sessions: Map<string, Session>;
}

/** Names of applications may hold anything; names of files may not. */
const fileOf = (application: string): string =>
  `${createHash('sha256').update(application).digest('hex').slice(0, 32)}.jsonl`;

function parseBatch(text: string): StoredBatch | undefined {
  try {
    const batch = JSON.parse(text) as Partial<StoredBatch> | null;
    const { id, application, session, snapshots } = batch ?? {};
    const whole =
      [id, application, session].every((part) => typeof part === 'string') && Array.isArray(snapshots);
    return whole ? (batch as StoredBatch) : undefined;
  } catch {
    return undefined;
  }
}

function entryOf(batch: StoredBatch, place: Place): Entry {
  const times = batch.snapshots.map(({ timestamp }) => timestamp);
  return { place, first: Math.min(...times), last: Math.max(...times) };
}

const overlaps = ({ first, last }: Entry, from: EpochMs, to: EpochMs): boolean => last >= from && first < to;

/**
 * The smallest store: one file of batches for each application, which only grows; where each session's batches lie is kept
 * in memory. It forgets nothing: what is to go is deleted as a file.
 * @throws {Error} where the directory can't be made or read
 */
export async function openFileStore({ directory, onBadLine }: FileStoreOptions): Promise<Store> {
  const applications = new Map<string, Application>();
  const seen = new Set<string>();
  let writing: Promise<unknown> = Promise.resolve();

  function note({ sessions }: Pick<Application, 'sessions'>, batch: StoredBatch, place: Place): void {
    seen.add(batch.id);
    let session = sessions.get(batch.session);
    if (!session) sessions.set(batch.session, (session = { entries: [] }));
    session.entries.push(entryOf(batch, place));
    if (batch.release !== undefined) session.release = batch.release;
  }

  async function openLog(name: string): Promise<Application> {
    const sessions: Application['sessions'] = new Map();
    let line = 0;
    const log = await openBatchLog(path.join(directory, name), (text, place) => {
      line += 1;
      const batch = parseBatch(text);
      if (batch) note({ sessions }, batch, place);
      else onBadLine?.(name, line);
    });
    const application = { log, sessions };
    applications.set(name, application);
    return application;
  }

  async function write(batch: StoredBatch): Promise<void> {
    if (seen.has(batch.id) || batch.snapshots.length === 0) return;
    const name = fileOf(batch.application);
    const application = applications.get(name) ?? (await openLog(name));
    note(application, batch, await application.log.append(JSON.stringify(batch)));
  }

  async function snapshotsIn(log: BatchLog, entries: readonly Entry[]): Promise<readonly Snapshot[]> {
    const batches = await Promise.all(entries.map(async ({ place }) => parseBatch(await log.read(place))));
    return batches.flatMap((batch) => batch?.snapshots ?? []);
  }

  await mkdir(directory, { recursive: true });
  for (const name of await readdir(directory)) if (name.endsWith('.jsonl')) await openLog(name);

  return {
    insert(batch) {
      const done = writing.then(() => write(batch));
      writing = done.catch(() => undefined);
      return done;
    },
    sessions({ application, from, to, limit }) {
      const all = applications.get(fileOf(application))?.sessions ?? new Map<string, Session>();
      const found = [...all].flatMap(([session, { entries, release }]): StoredSession[] => {
        if (!entries.some((entry) => overlaps(entry, from, to))) return [];
        const first = Math.min(...entries.map((entry) => entry.first));
        const last = Math.max(...entries.map((entry) => entry.last));
        return [{ session, first, last, ...(release === undefined ? {} : { release }) }];
      });
      return Promise.resolve(found.sort((a, b) => b.last - a.last).slice(0, limit));
    },
    async snapshots({ application, session, from, to, limit }) {
      const known = applications.get(fileOf(application));
      const entries =
        known?.sessions.get(session)?.entries.filter((entry) => overlaps(entry, from, to)) ?? [];
      const all = known ? await snapshotsIn(known.log, entries) : [];
      return all
        .filter(({ timestamp }) => timestamp >= from && timestamp < to)
        .sort((a, b) => a.timestamp - b.timestamp)
        .slice(-limit);
    },
    async close() {
      await writing;
      await Promise.all([...applications.values()].map(({ log }) => log.close()));
    },
  };
}
