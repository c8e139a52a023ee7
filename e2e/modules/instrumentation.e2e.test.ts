import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { openScriptPage, type OpenPage } from './page-fixture.js';

const SCRIPT = fileURLToPath(new URL('instrumented-page.ts', import.meta.url));

let open: OpenPage | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

test('works under a strict Content-Security-Policy with Trusted Types', async () => {
  open = await openScriptPage(SCRIPT, {
    'Content-Security-Policy':
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; img-src data:; require-trusted-types-for 'script'; trusted-types 'none'",
  });
  expect(await open.page.evaluate('callOnce()')).toBe(42);
  expect(await open.page.evaluate('instrumentation.take().calls')).toBe(1);
  // the policy is really in force
  expect(await open.page.evaluate('evalAllowed')).toBe(false);
  expect(open.problems.filter((text) => !/unsafe-eval|Trusted/.test(text))).toEqual([]);
});

test('holds no instance and no memory: 1,000 made and dropped are collected', async () => {
  open = await openScriptPage(SCRIPT, {});
  const { page } = open;
  await page.evaluate('makeInstances(1000)');
  expect(await page.evaluate('instrumentation.take().calls')).toBe(21_000);
  const session = await page.context().newCDPSession(page);
  await expect
    .poll(
      async () => {
        await session.send('HeapProfiler.collectGarbage');
        return page.evaluate('collected');
      },
      { timeout: 60_000, interval: 200 },
    )
    .toEqual({ instances: 1_000, memories: 1_000 });
  await expect
    .poll(() => page.evaluate('instrumentation.take().modules.length'), { timeout: 20_000 })
    .toBe(0);
});
