import { PerformanceDashboard } from '@wasm-vitals/dashboard';
import { createFakeFeed } from '../../packages/dashboard/src/testing/fake-feed.js';

/** What the tests read and do on the page. */
export interface StrictPage {
  readonly violations: string[];
  /** Mounts and unmounts a dashboard with all its parts drawn once. */
  cycle(times: number): Promise<void>;
}

const violations: string[] = [];
document.addEventListener('securitypolicyviolation', (event) => {
  violations.push(`${event.effectiveDirective} ${event.sourceFile}:${event.lineNumber} ${event.sample}`);
});

const feed = createFakeFeed('critical', { length: 600 });

function mount(): PerformanceDashboard {
  const dashboard = new PerformanceDashboard();
  dashboard.feed = feed;
  document.body.append(dashboard);
  return dashboard;
}

const idle = (): Promise<unknown> =>
  new Promise<IdleDeadline>((done) => requestIdleCallback(done, { timeout: 300 }));

async function cycle(times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    const dashboard = mount();
    await dashboard.updateComplete;
    feed.advance(1);
    // Now and then long enough for charts to be drawn: that is when plots and their listeners are made.
    if (i % 10 === 0) await idle();
    dashboard.remove();
  }
  // The browser's observers hold what they have yet to report until the next frame.
  for (let i = 0; i < 3; i++) await idle();
  if (feed.listenerCount > 0) throw new Error('a dashboard that is gone still listens');
}

const strictPage: StrictPage = { violations, cycle };
Object.assign(window, { strictPage });
if (!location.search.includes('bare')) mount();
