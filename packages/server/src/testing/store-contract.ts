import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import type { Snapshot } from '@wasm-vitals/protocol';
import type { Store, StoredBatch } from '../store/store.js';
import { recordedPage } from './recorded-page.js';

const START = 1_790_000_000_000;
const page = recordedPage('database', START);
const forever = { from: 0, to: Infinity, limit: 10_000 };

function batch(id: string, snapshots: readonly Snapshot[], more: Partial<StoredBatch> = {}): StoredBatch {
  return { id, application: 'shop', session: 's1', snapshots, ...more };
}

/** What every store must do. `open` opens a store that is empty. */
export function storeContract(open: () => Promise<Store>): void {
  async function opened(): Promise<Store> {
    const store = await open();
    onTestFinished(() => store.close());
    return store;
  }

  it('gives back what was put in, whole, in order of time', async () => {
    const store = await opened();
    await store.insert(batch('b2', page.slice(6)));
    await store.insert(batch('b1', page.slice(0, 6), { release: '1.4' }));
    expect(await store.snapshots({ application: 'shop', session: 's1', ...forever })).toEqual(page);
    const [session] = await store.sessions({ application: 'shop', ...forever });
    expect(session).toEqual({
      session: 's1',
      release: '1.4',
      first: page[0]?.timestamp,
      last: page.at(-1)?.timestamp,
    });
  });

  it('takes a batch that comes twice once', async () => {
    const store = await opened();
    await Promise.all([store.insert(batch('b1', page)), store.insert(batch('b1', page))]);
    await store.insert(batch('b1', page));
    expect(await store.snapshots({ application: 'shop', session: 's1', ...forever })).toHaveLength(
      page.length,
    );
  });

  it('keeps applications and sessions apart, whatever their names hold', async () => {
    const store = await opened();
    const names = ['../../etc', 'a/b', '', 'Ωμέγα', "'; drop table", 'x'.repeat(400), 'con', '.'];
    for (const name of names)
      await store.insert(batch(`b ${name}`, page.slice(0, 2), { application: name, session: name }));
    for (const name of names) {
      const sessions = await store.sessions({ application: name, ...forever });
      expect(sessions.map(({ session }) => session)).toEqual([name]);
      expect(await store.snapshots({ application: name, session: name, ...forever })).toHaveLength(2);
    }
    expect(await store.sessions({ application: 'shop', ...forever })).toEqual([]);
    expect(await store.snapshots({ application: 'a/b', session: 's1', ...forever })).toEqual([]);
  });

  it('hands out [from, to), the newest where there are too many', async () => {
    const store = await opened();
    for (let i = 0; i < page.length; i++) await store.insert(batch(`b${i}`, page.slice(i, i + 1)));
    const times = page.map(({ timestamp }) => timestamp);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(page.length),
        fc.nat(page.length),
        fc.integer({ min: 1, max: 30 }),
        async (a, b, limit) => {
          const [from, to] = [Math.min(a, b), Math.max(a, b)];
          const query = { from: times[from] ?? Infinity, to: times[to] ?? Infinity, limit };
          const found = await store.snapshots({ application: 'shop', session: 's1', ...query });
          expect(found).toEqual(page.slice(from, to).slice(-limit));
          const sessions = await store.sessions({ application: 'shop', ...query });
          expect(sessions).toHaveLength(to > from ? 1 : 0);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('names the sessions that were seen last first', async () => {
    const store = await opened();
    for (const [i, session] of ['old', 'new', 'middle'].entries()) {
      const from = START + [0, 2, 1][i]! * 3_600_000;
      await store.insert(batch(session, recordedPage('database', from), { session }));
    }
    const sessions = await store.sessions({ application: 'shop', ...forever, limit: 2 });
    expect(sessions.map(({ session }) => session)).toEqual(['new', 'middle']);
  });
}
