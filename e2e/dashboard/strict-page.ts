import { PerformanceDashboard } from '@wasm-vitals/dashboard';
import { everyElement, settled } from '../../packages/dashboard/src/testing/deep.js';
import { createFakeFeed } from '../../packages/dashboard/src/testing/fake-feed.js';
import { hostileRound, type Found } from './hostile-walk.js';

/** What the tests read and do on the page. */
export interface StrictPage {
  readonly violations: string[];
  /** How often a hostile string was run. */
  readonly runs: () => number;
  /** Mounts and unmounts dashboards; every tenth with all its parts drawn and all its views seen. */
  cycle(times: number): Promise<void>;
  /** Shows hostile text in every field and view. */
  hostile(round: number): Promise<Found>;
}

const violations: string[] = [];
document.addEventListener('securitypolicyviolation', (event) => {
  violations.push(`${event.effectiveDirective} ${event.sourceFile}:${event.lineNumber} ${event.sample}`);
});

let runs = 0;
Object.assign(window, { __hostile: () => runs++ });

const feed = createFakeFeed('critical', { length: 600 });

function mount(): PerformanceDashboard {
  const dashboard = new PerformanceDashboard();
  dashboard.feed = feed;
  document.body.append(dashboard);
  return dashboard;
}

const idle = (): Promise<unknown> =>
  new Promise<IdleDeadline>((done) => requestIdleCallback(done, { timeout: 300 }));

async function useAll(dashboard: PerformanceDashboard): Promise<void> {
  const parts = (): HTMLElement[] =>
    [...everyElement(dashboard.shadowRoot ?? dashboard)].filter((one) => one instanceof HTMLElement);
  for (const one of parts().filter((part) => part.matches('.head, [role="tab"]'))) {
    one.click();
    await settled(dashboard);
  }
  for (let i = 0; i < 3; i++) await idle();
  dashboard.theme = 'dark';
  dashboard.mode = 'badge';
  await settled(dashboard);
  dashboard.open = true;
  await settled(dashboard);
}

async function cycle(times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    const dashboard = mount();
    await dashboard.updateComplete;
    feed.advance(1);
    if (i % 10 === 0) await useAll(dashboard);
    dashboard.remove();
  }
  // The browser's observers hold what they have yet to report until the next frame.
  for (let i = 0; i < 3; i++) await idle();
  if (feed.listenerCount > 0) throw new Error('a dashboard that is gone still listens');
}

let hostileDashboard: PerformanceDashboard | undefined;

const strictPage: StrictPage = {
  violations,
  runs: () => runs,
  cycle,
  hostile: (round) => hostileRound((hostileDashboard ??= mount()), round),
};
Object.assign(window, { strictPage });
if (!location.search.includes('bare')) mount();
