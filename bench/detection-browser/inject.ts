import type { CDPSession, Page } from 'playwright-core';
import { createRandom } from '../detection/random.js';
import type { PageName } from './injectors.js';
import { strengthAt } from './plan.js';
import type { PlannedFault } from './plan.js';

export interface Target {
  readonly name: PageName;
  readonly page: Page;
  readonly cdp: CDPSession;
  readonly seed: number;
}

const RAMP_STEP_MS = 2_500;
/** What may fail: the page's own stream, not its scripts. */
const STREAM: Readonly<Record<'demo' | 'other', string>> = { demo: '*/data/*', other: '*/traffic/*' };

async function setLatency(cdp: CDPSession, latency: number): Promise<void> {
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', {
    offline: false,
    latency,
    downloadThroughput: -1,
    uploadThroughput: -1,
  });
}

/** Fails a share of the requests until the returned function is called. */
async function failRequests(target: Target, share: number): Promise<() => Promise<void>> {
  const { cdp, name, seed } = target;
  const random = createRandom(seed);
  const onPaused = ({ requestId }: { readonly requestId: string }): void => {
    const answered = random.chance(share)
      ? cdp.send('Fetch.failRequest', { requestId, errorReason: 'ConnectionReset' })
      : cdp.send('Fetch.continueRequest', { requestId });
    answered.catch(() => undefined); // the page gave the request up
  };
  cdp.on('Fetch.requestPaused', onPaused);
  const urlPattern = name === 'demo' ? STREAM.demo : STREAM.other;
  await cdp.send('Fetch.enable', { patterns: [{ urlPattern }] });
  return async () => {
    await cdp.send('Fetch.disable');
    cdp.off('Fetch.requestPaused', onPaused);
  };
}

async function apply({ page, cdp }: Target, fault: PlannedFault, strength: number): Promise<void> {
  if (fault.injector.means === 'cpu') await cdp.send('Emulation.setCPUThrottlingRate', { rate: strength });
  else if (fault.injector.means === 'latency') await setLatency(cdp, strength);
  else await page.evaluate(`bench.start(${JSON.stringify(fault.injector.fault)}, ${strength})`);
}

async function takeBack({ page, cdp }: Target, { injector }: PlannedFault): Promise<void> {
  if (injector.means === 'cpu') await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  else if (injector.means === 'latency') await setLatency(cdp, 0);
  else await page.evaluate(`bench.stop(${JSON.stringify(injector.fault)})`);
}

/** Begins a fault; the function that comes back ends it. */
export async function inject(target: Target, fault: PlannedFault): Promise<() => Promise<void>> {
  if (fault.injector.means === 'failures') return failRequests(target, fault.strength);
  const begin = Date.now();
  await apply(target, fault, strengthAt(fault, 0));
  if (fault.rise === 0) return () => takeBack(target, fault);
  let step: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    const second = (Date.now() - begin) / 1000;
    step = apply(target, fault, strengthAt(fault, second)).catch(() => undefined);
    if (second > fault.rise) clearInterval(timer);
  }, RAMP_STEP_MS);
  return async () => {
    clearInterval(timer);
    await step;
    await takeBack(target, fault);
  };
}
