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
