export type { Feed, FeedChange } from './feed/feed.js';
