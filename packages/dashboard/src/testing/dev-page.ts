import '../index.js';
import type { PerformanceDashboard } from '../index.js';
import { createFakeFeed } from './fake-feed.js';
import { STATES, type State } from './fake-world.js';

const query = new URLSearchParams(location.search);
const isState = (name: string | null): name is State => STATES.some((state) => state === name);
const wanted = query.get('state');
const live = query.has('live');
const feed = createFakeFeed(isState(wanted) ? wanted : 'healthy', live ? { end: Date.now() } : {});

const dashboard = document.querySelector<PerformanceDashboard>('performance-dashboard');
if (dashboard) {
  const theme = query.get('theme');
  if (theme === 'light' || theme === 'dark') dashboard.theme = theme;
  if (query.has('badge')) dashboard.mode = 'badge';
  dashboard.open = query.has('open');
  dashboard.feed = feed;
}
if (live) setInterval(() => feed.advance(1), 1_000);
