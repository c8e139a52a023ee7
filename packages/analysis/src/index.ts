export {
  DEFAULT_SCALE,
  bucketIndex,
  bucketUpperBound,
  createHistogram,
  emptyHistogram,
  mean,
  mergeHistograms,
  quantile,
  shareBelow,
} from './histogram/histogram.js';
export type { Histogram } from './histogram/histogram.js';
export { readMetric } from './read-metric.js';
export { countByName, executionStats, functionLabel, mainThreadTime } from './wasm/execution-stats.js';
export { addMemory } from './wasm/merge-memory.js';
export { idleSection, mergeInTime, mergePlaces } from './wasm/merge-wasm.js';
export type { WorkerPlace } from './wasm/merge-wasm.js';
export { recommend } from './recommend/recommend.js';
export type { RecommendInput } from './recommend/recommend.js';
export { areRelated, canPass, causeOf, haveOneGroup } from './recommend/cause.js';
export type { Cause } from './recommend/cause.js';
export { SIDE_EFFECTS } from './recommend/action.js';
export type { ActionKind, ActionMode, AvailableAction } from './recommend/action.js';
export { ledBy, rootAlert } from './recommend/root-alert.js';
export { logNormalScore, weightedScore } from './score/log-normal.js';
export type { ScoreCurve } from './score/log-normal.js';
export { medianOf, quantileOfSorted, sorted } from './trend/order-statistics.js';
export { segmentSeries } from './trend/segments.js';
export type { Segment, SegmentOptions } from './trend/segments.js';
export { theilSen } from './trend/theil-sen.js';
export type { RobustSlope } from './trend/theil-sen.js';
export { isSporadic } from './effect/endpoint.js';
export { canJudge, isSlowToTell, judge, lastLook } from './effect/judge.js';
export type { Effect, Judgement, TrialData } from './effect/judge.js';
export { SEEN_AFTER, isSeen } from './effect/seen.js';
export { shortfall } from './effect/shortfall.js';
export type { Shortfall } from './effect/shortfall.js';
export type { BaselineFile } from './baseline/baseline-file.js';
export { createDetector } from './detect/detector.js';
export type { DetectorOptions } from './detect/detector.js';
export type { Detector, DetectorEvent } from './detect/contract.js';
export type { MinimumEffects } from './detect/level-spec.js';
export { formatReading } from './detect/describe.js';
export { DEFAULT_THRESHOLDS } from './threshold/threshold.js';
export type { Threshold, Thresholds } from './threshold/threshold.js';
export { createAlertBook } from './alert/alert-book.js';
export type { AlertBook, AlertBookOptions } from './alert/alert-book.js';
export { createRandom } from './correlation/random.js';
export { ranksOf, spearman } from './correlation/rank-correlation.js';
export { relate } from './correlation/relate.js';
export type { Driver, RelateInput, RelateResult, Related, Variable, Window } from './correlation/relate.js';
export { createSeriesScorer } from './detect/series/series-scorer.js';
export type { SeriesScorer } from './detect/series/series-scorer.js';
export { readLabels, readRecording } from './replay/read-recording.js';
export type { RecordingEntry } from './replay/read-recording.js';
export { replay } from './replay/replay.js';
export type { ReplayResult, ReplayedAnomaly, ReplayedIncident } from './replay/replay.js';
export { scoreReplay } from './replay/score-replay.js';
export type { ReplayScore } from './replay/score-replay.js';
export { frameVerdict } from './frame-verdict/frame-verdict.js';
export type { FrameEvidence } from './frame-verdict/evidence.js';
