import './define.js';

export { PerformanceDashboard } from './elements/performance-dashboard.js';
export type { ExportFile, Exporter } from './feed/export-history.js';
export type { Feed, FeedChange } from './feed/feed.js';
