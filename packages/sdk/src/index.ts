export type { Collector } from './collect/collector.js';
