export type { Bytes, DurationMs, EpochMs, Pages, PerSecond, Ratio } from './units.js';
export { WASM_PAGE_BYTES } from './units.js';
export type { HistogramData } from './histogram.js';
export type {
  AllocatorStats,
  CollectorError,
  ExecutionStats,
  FunctionKind,
  FunctionStats,
  GrowthEvent,
  InteractionSection,
  LongFrame,
  LongFrameScript,
  LongFrameVerdict,
  MemoryInfo,
  MemorySection,
  ModuleInfo,
  NetworkSection,
  OverheadSection,
  RenderingSection,
  RequestKind,
  RequestStats,
  Section,
  Snapshot,
  SnapshotContext,
  TrapRecord,
  WasmActive,
  WasmNotInitialized,
  WasmSection,
  WebVitals,
  WorkerInfo,
} from './snapshot.js';
export type { Tick } from './tick.js';
export type {
  ActionOutcome,
  ActionRecord,
  Alert,
  AlertState,
  Anomaly,
  AnomalyKind,
  Baseline,
  Priority,
  Recommendation,
  RecommendationCategory,
  RecommendationStatus,
  Severity,
} from './finding.js';
export { METRICS, isMetricId } from './metrics.js';
export type { MetricDefinition, MetricDirection, MetricId, MetricUnit } from './metrics.js';
export type { Batch } from './batch.js';
export { parseBatch, parseSnapshot } from './parse/parse.js';
export { ParseError } from './parse/shape.js';
export { REPORT_VERSION } from './report.js';
export type {
  Contributor,
  DataAmount,
  ExperienceReport,
  FunctionSummary,
  Growth,
  GrowthSummary,
  LatencySummary,
  LongFrameCause,
  MemoryReport,
  NetworkReport,
  Relation,
  RenderingReport,
  Report,
  ReportApplication,
  ReportBenchmark,
  ReportFinding,
  ReportOpportunity,
  ReportPeriod,
  ReportSessions,
  ReportSamples,
  ReportScore,
  ReportSection,
  ReportStatus,
  ReportTrend,
  RequestSummary,
  ScorePart,
  ScoreSection,
  SectionScore,
  Spread,
  TrendChange,
  WasmReport,
} from './report.js';
export type { RecordedFindings, RecordingHeader, RecordingLabel, RecordingLine } from './recording.js';
