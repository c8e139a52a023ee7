export {
  DEFAULT_SCALE,
  bucketIndex,
  bucketUpperBound,
  createHistogram,
  emptyHistogram,
  mean,
  mergeHistograms,
  quantile,
} from './histogram/histogram.js';
export type { Histogram } from './histogram/histogram.js';
export { readMetric } from './read-metric.js';
export { recommend } from './recommend/recommend.js';
export type { RecommendInput } from './recommend/recommend.js';
export { causeOf } from './recommend/cause.js';
export type { Cause } from './recommend/cause.js';
export type { ActionKind, ActionMode, AvailableAction } from './recommend/action.js';
