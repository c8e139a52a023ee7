import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { recordedPage } from '../testing/recorded-page.js';
import { storeContract } from '../testing/store-contract.js';
import { temporaryDirectory } from '../testing/temporary-directory.js';
import { openFileStore } from './file-store.js';

const page = recordedPage('physics', 1_790_000_000_000);
const everything = { application: 'shop', session: 's1', from: 0, to: Infinity, limit: 10_000 };
const batch = { id: 'b1', application: 'shop', session: 's1', snapshots: page };

async function onlyFile(directory: string): Promise<string> {
  return path.join(directory, (await readdir(directory))[0] ?? '');
}

describe('file store', () => {
  storeContract(async () => openFileStore({ directory: await temporaryDirectory() }));

  it('has everything after it was opened again, and still knows what it has seen', async () => {
    const directory = path.join(await temporaryDirectory(), 'made', 'for', 'us');
    const first = await openFileStore({ directory });
    await first.insert(batch);
    await first.close();
    const again = await openFileStore({ directory });
    await again.insert(batch);
    expect(await again.snapshots(everything)).toEqual(page);
    await again.close();
  });

  it('drops the half line that a crash left, and goes on behind the last whole one', async () => {
    const directory = await temporaryDirectory();
    const first = await openFileStore({ directory });
    await first.insert(batch);
    await first.close();
    await appendFile(await onlyFile(directory), '{"id":"b2","application":"shop","sess');
    const again = await openFileStore({ directory });
    await again.insert({ ...batch, id: 'b2', session: 's2' });
    await again.close();
    const third = await openFileStore({ directory });
    const sessions = await third.sessions(everything);
    expect(sessions.map(({ session }) => session).sort()).toEqual(['s1', 's2']);
    await third.close();
  });

  it('tells of a line that is no batch, and loses nothing beside it', async () => {
    const directory = await temporaryDirectory();
    const first = await openFileStore({ directory });
    await first.insert(batch);
    await first.close();
    const file = await onlyFile(directory);
    await writeFile(file, `not a batch\n${await readFile(file, 'utf8')}`);
    const told: unknown[] = [];
    const again = await openFileStore({ directory, onBadLine: (name, line) => told.push([name, line]) });
    expect(told).toEqual([[path.basename(file), 1]]);
    expect(await again.snapshots(everything)).toEqual(page);
    await again.close();
  });

  it('says what is wrong where the directory is none', async () => {
    const file = path.join(await temporaryDirectory(), 'file');
    await writeFile(file, '');
    await expect(openFileStore({ directory: file })).rejects.toThrow(/EEXIST|ENOTDIR/);
  });
});
