/* global window, document */
import { setTimeout as wait } from 'node:timers/promises';

const CLICKS_S = 3;
const CALM_S = 39;
const ALL_S = 87;

/** Clicks on the column now and then; after forty seconds, the module leaks 2 MiB a second. */
export default async function play(page) {
  await page.waitForFunction(() => window.corticalColumn !== undefined);
  const box = await page.evaluate(() => {
    const { x, y, width, height } = document.querySelector('canvas').getBoundingClientRect();
    return { x, y, width, height };
  });
  for (let second = 0; second < ALL_S; second += CLICKS_S) {
    if (second === CALM_S) await page.evaluate(() => window.corticalColumn.faults.start('leak', 2));
    const share = 0.3 + 0.1 * ((second / CLICKS_S) % 5);
    await page.mouse.click(box.x + box.width * share, box.y + Math.min(box.height, 300) / 2);
    await wait(CLICKS_S * 1_000);
  }
}
