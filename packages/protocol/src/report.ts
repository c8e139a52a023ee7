import type { ActionRecord, Alert, AnomalyKind, Recommendation, Severity } from './finding.js';
import type { HistogramData } from './histogram.js';
import type { ModuleInfo, RequestKind, WebVitals, FunctionKind } from './snapshot.js';
import type { Bytes, DurationMs, EpochMs, PerSecond, Ratio } from './units.js';

/** Goes up when a reader of the former version would misread the new one; members may be added without. */
export const REPORT_VERSION = 1;

export type ReportStatus = 'healthy' | 'degraded' | 'critical' | 'unknown';

/** Everything that one period of one session (or of a fleet) has to say. Made by `generateReport`, plain JSON. */
export interface Report {
  readonly format: 'wasm-vitals-report';
  readonly version: typeof REPORT_VERSION;
  readonly generatedAt: EpochMs;
  readonly application?: ReportApplication;
  readonly url?: string;
  /** Where it is of one session among several; absent where only one is known. */
  readonly sessions?: ReportSessions;
  readonly period: ReportPeriod;
  readonly status: ReportStatus;
  readonly score: ReportScore;
  /** Three sentences in plain words; the first names the main finding with its figures. */
  readonly summary: readonly string[];
  /** What was found, worst first; consequences are folded into their cause. */
  readonly findings: readonly ReportFinding[];
  readonly wasm: WasmReport;
  readonly memory: MemoryReport;
  readonly rendering: RenderingReport;
  readonly network: NetworkReport;
  readonly experience: ExperienceReport;
  readonly trends: readonly ReportTrend[];
  readonly benchmarks: readonly ReportBenchmark[];
  /** What the readings could not be held against, and why; absent where nothing was missing. */
  readonly benchmarksNote?: string;
  readonly opportunities: readonly ReportOpportunity[];
  readonly recommendations: readonly Recommendation[];
  readonly actions: readonly ActionRecord[];
  readonly alerts: readonly Alert[];
  readonly samples: ReportSamples;
}

export interface ReportApplication {
  readonly name?: string;
  readonly release?: string;
}

/** The sessions that a server knows of the period. The report is of the one that did worst; relations are of all. */
export interface ReportSessions {
  readonly total: number;
  /** Id of the session that the report is of. */
  readonly shown: string;
  readonly byStatus: Readonly<Record<ReportStatus, number>>;
}

export interface ReportPeriod {
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly snapshots: number;
  /** Time covered by the snapshots: less than `to - from` where some are missing. */
  readonly covered: DurationMs;
  /** Time in which the page was visible. */
  readonly visible: DurationMs;
}

/** `enough`: judged; `little`: figures are shown, but no verdict; `none`: nothing was measured. */
export type DataAmount = 'enough' | 'little' | 'none';

export interface ReportSection {
  readonly data: DataAmount;
  /** What is missing and why it matters, where `data` is not `enough`. */
  readonly note?: string;
}

export type ScoreSection = 'wasm' | 'memory' | 'rendering' | 'network' | 'experience';

export interface ReportScore {
  /** 0 (worst) to 100; absent where no section has enough data. */
  readonly value?: number;
  readonly sections: readonly SectionScore[];
}

export interface SectionScore {
  readonly section: ScoreSection;
  /** Share of the total, before sections without data are left out. */
  readonly weight: number;
  readonly value?: number;
  readonly parts: readonly ScorePart[];
}

/** One metric of a score: 90 points at `good`, 50 at `poor`, on a log-normal curve through both. */
export interface ScorePart {
  readonly name: string;
  readonly label: string;
  readonly unit: 'ms' | 'bytes' | 'ratio' | 'count' | 'per minute' | 'score';
  readonly reading: number;
  readonly good: number;
  readonly poor: number;
  readonly weight: number;
  readonly value: number;
}

export interface ReportFinding {
  readonly kind: AnomalyKind;
  readonly metric: string;
  readonly severity: Severity;
  /** In plain words, with figures. */
  readonly sentence: string;
  /** Whether it was read from the snapshots or taken over from an alert. */
  readonly source: 'snapshots' | 'alert';
  /** Estimated onset; absent where it was so from the start. */
  readonly since?: EpochMs;
  /** When it was over; absent where it lasted to the end. */
  readonly until?: EpochMs;
  /** In the metric's unit. */
  readonly before?: number;
  readonly after?: number;
  /** Growth in the metric's unit per minute, with its 95 % confidence interval. */
  readonly rate?: { readonly perMinute: number; readonly low: number; readonly high: number };
  /** Exports, modules or scripts that make it up, greatest share first. */
  readonly contributors?: readonly Contributor[];
  /** What else it explains. */
  readonly consequences?: readonly string[];
}

export interface Contributor {
  readonly name: string;
  readonly share: Ratio;
}

/** How the readings of a period are spread. */
export interface Spread {
  readonly samples: number;
  readonly min: number;
  readonly p5: number;
  readonly median: number;
  readonly mean: number;
  readonly p95: number;
  readonly max: number;
}

/** Percentiles of a merged histogram. */
export interface LatencySummary {
  readonly count: number;
  readonly mean: DurationMs;
  readonly p50: DurationMs;
  readonly p75: DurationMs;
  readonly p95: DurationMs;
  readonly p99: DurationMs;
  readonly max: DurationMs;
  /** Percentiles below this mean "at most this". */
  readonly resolution?: DurationMs;
}

export interface FunctionSummary {
  readonly name: string;
  readonly module?: string;
  /** Name of the worker that called it; absent for the page's own calls. */
  readonly worker?: string;
  readonly kind: FunctionKind;
  readonly calls: number;
  readonly callsPerSecond: PerSecond;
  readonly totalTime: DurationMs;
  readonly selfTime?: DurationMs;
  /** Of the time inside WebAssembly (or of all measured functions' time, for `host` and `import`). */
  readonly share: Ratio;
  readonly latency?: LatencySummary;
  readonly histogram?: HistogramData;
  readonly errors: number;
  readonly samplingRate: Ratio;
}

export interface WasmReport extends ReportSection {
  readonly modules: readonly ModuleInfo[];
  readonly calls: number;
  readonly callsPerSecond?: PerSecond;
  readonly totalTime: DurationMs;
  /** Share of the page's main thread that ran WebAssembly while the page was visible; workers run beside it. */
  readonly cpuShare?: Ratio;
  /** Cores that WebAssembly filled in workers, on average: 2.5 is two and a half; absent without such workers. */
  readonly workerCores?: number;
  /** Names of workers that took part. */
  readonly workers?: readonly string[];
  readonly latency?: LatencySummary;
  /** By total time, greatest first, at most 200. */
  readonly functions: readonly FunctionSummary[];
  readonly functionsLeftOut: number;
  readonly errors: number;
  readonly traps: readonly { readonly kind: string; readonly export?: string; readonly count: number }[];
}

export interface Growth {
  readonly first: number;
  readonly last: number;
  readonly peak: number;
  readonly change: number;
}

export interface MemoryReport extends ReportSection {
  /** Linear memory reserved, all modules. */
  readonly reserved?: Growth;
  /** Live bytes in linear memory. */
  readonly live?: Growth;
  readonly jsHeap?: Growth;
  /** Live over reserved at the end: how much of what is reserved is in use. */
  readonly efficiency?: Ratio;
  readonly fragmentation?: Ratio;
  readonly headroom?: Bytes;
  readonly timeToLimit?: DurationMs;
  readonly allocationRate?: Spread;
  readonly growth: readonly GrowthSummary[];
}

/** Growth events by module, memory and the export that was running. */
export interface GrowthSummary {
  readonly module: string;
  readonly memory: string;
  readonly during?: string;
  readonly events: number;
  readonly bytes: Bytes;
  readonly time?: DurationMs;
}

export interface RenderingReport extends ReportSection {
  readonly fps?: Spread;
  readonly refreshRate?: PerSecond;
  readonly frameTime?: LatencySummary;
  readonly frames: number;
  readonly droppedFrames?: number;
  readonly droppedShare?: Ratio;
  readonly longFrames: number;
  /** Causes of long frames by the time that they explain, greatest first. */
  readonly causes: readonly LongFrameCause[];
  readonly layoutShift?: number;
}

export interface LongFrameCause {
  readonly cause: string;
  readonly name?: string;
  readonly frames: number;
  readonly time: DurationMs;
  readonly share: Ratio;
}

export interface NetworkReport extends ReportSection {
  readonly requests: number;
  readonly failures: number;
  readonly failureRate?: Ratio;
  readonly cacheHitRate?: Ratio;
  readonly cacheHits: number;
  readonly transferSize: Bytes;
  readonly latency?: LatencySummary;
  readonly byKind: Readonly<Partial<Record<RequestKind, RequestSummary>>>;
}

export interface RequestSummary {
  readonly requests: number;
  readonly failures: number;
  readonly cacheHits: number;
  readonly transferSize: Bytes;
  readonly latency?: LatencySummary;
}

export interface ExperienceReport extends ReportSection {
  readonly interactions: number;
  readonly interactionsPerMinute?: number;
  readonly byType: Readonly<Record<string, number>>;
  readonly latency?: LatencySummary;
  readonly inputDelay?: DurationMs;
  readonly rageClicks: number;
  readonly deadClicks: number;
  readonly webVitals: WebVitals;
  readonly relations: readonly Relation[];
  /** What was looked for, and what came out, in one sentence. */
  readonly relationsNote: string;
}

/** A relation between performance and what people did that survived the correction for many comparisons. */
export interface Relation {
  readonly driver: string;
  readonly outcome: string;
  /** How much later the outcome follows. */
  readonly lag: DurationMs;
  /** Spearman's rank correlation with its 95 % confidence interval (block bootstrap). */
  readonly correlation: number;
  readonly low: number;
  readonly high: number;
  /** Adjusted for all comparisons (Benjamini and Hochberg). */
  readonly adjustedP: number;
  /** Outcome in bad periods over the outcome in the others, with its 95 % confidence interval. */
  readonly effect?: { readonly ratio: number; readonly low: number; readonly high: number };
  readonly sentence: string;
}

export interface ReportTrend {
  readonly metric: string;
  readonly verdict: 'rising' | 'falling' | 'steady' | 'too little data';
  /** Theil and Sen's slope in the metric's unit per minute, with its 95 % confidence interval. */
  readonly slope?: { readonly perMinute: number; readonly low: number; readonly high: number };
  readonly changes: readonly TrendChange[];
}

export interface TrendChange {
  readonly time: EpochMs;
  /** Median level before and after, in the metric's unit. */
  readonly before: number;
  readonly after: number;
}

export interface ReportBenchmark {
  readonly metric: string;
  readonly against: 'budget' | 'previous' | 'fleet';
  /** `Core Web Vitals`, `refresh rate of the display`, `release 1.4.2`, … */
  readonly name: string;
  readonly reading: number;
  readonly target: number;
  /** Which way is better. */
  readonly better: 'lower' | 'higher';
  readonly met: boolean;
  /** Share of the fleet's sessions whose reading is worse; only against a fleet. */
  readonly betterThan?: Ratio;
}

/** What could be gained, computed from what was measured. */
export interface ReportOpportunity {
  readonly title: string;
  readonly description: string;
  readonly metric: string;
  readonly from: number;
  readonly to: number;
  /** How the gain was computed. */
  readonly basis: string;
}

/** The readings as columns, one row a snapshot; over 2,000 snapshots, means of equal stretches of time. */
export interface ReportSamples {
  readonly timestamps: readonly EpochMs[];
  /** By metric id; `null` where there was no reading. */
  readonly columns: Readonly<Record<string, readonly (number | null)[]>>;
  /** Present where rows are means of several snapshots. */
  readonly meanOver?: DurationMs;
}
