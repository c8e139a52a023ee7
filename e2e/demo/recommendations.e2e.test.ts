import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Recommendation } from '@wasm-vitals/protocol';
import type {} from '../../apps/cortical-column/src/handle.js';
import { startDemo, type Demo } from './open-demo.js';

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo();
});
afterAll(() => demo.close());

const OF_RENDERING = ['draw-fewer-neurons', 'lower-resolution'];

/** What the monitor itself says of the recommendation that the dashboard shows. */
async function stateOf(page: Page, id: string): Promise<Recommendation | undefined> {
  const all = await page.evaluate(() => window.corticalColumn?.monitor?.recommendations() ?? []);
  return all.find((one) => one.id === id);
}

/** Levels of the two controls that draw less, as the demo has them. */
function levels(page: Page): Promise<readonly number[]> {
  return page.evaluate(() =>
    (window.corticalColumn?.quality ?? [])
      .filter(({ name }) => name === 'particle-budget' || name === 'resolution-scale')
      .map((control) => control.get()),
  );
}

it('offers Apply and Undo in the dashboard, and shows there what came of it', async () => {
  const page = await demo.open('?size=0');
  await page.evaluate(() => window.corticalColumn?.faults.start('frames', 3));
  const panel = page.locator('wv-recommendations');
  await panel.getByRole('button', { name: 'Apply' }).first().waitFor({ timeout: 90_000 });
  const proposal = await page.evaluate(() => window.corticalColumn?.monitor?.recommendations()[0]);
  expect(OF_RENDERING).toContain(proposal?.action);
  const item = panel.locator('wv-recommendation', { hasText: proposal?.title ?? '' }).first();
  expect(await levels(page)).toEqual([0, 0]);

  await item.getByRole('button', { name: 'Apply' }).click();
  await item.getByText('applied, measuring').waitFor();
  expect(await stateOf(page, proposal?.id ?? '')).toMatchObject({ status: 'applied' });
  expect((await levels(page)).reduce((sum, level) => sum + level)).toBe(1);

  await item.getByRole('button', { name: 'Undo' }).click();
  await panel.getByText('Settled').click();
  const settled = panel.locator('wv-recommendation', { hasText: 'a person took it back' });
  await settled.getByText('rolled back', { exact: true }).waitFor();
  expect(await levels(page)).toEqual([0, 0]);
  expect(await stateOf(page, proposal?.id ?? '')).toMatchObject({
    status: 'reverted',
    outcome: { decision: 'reverted', reason: 'a person took it back' },
  });
  const trail = await page.evaluate(() => window.corticalColumn?.monitor?.actions() ?? []);
  expect(trail.map(({ event, trigger }) => `${event} by ${trigger}`)).toEqual([
    'applied by user',
    'reverted by user',
  ]);
  await page.close();
});
