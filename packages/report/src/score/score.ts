import { logNormalScore, weightedScore } from '@wasm-vitals/analysis';
import type { DataAmount, ReportScore, ScorePart, ScoreSection, SectionScore } from '@wasm-vitals/protocol';
import { SCORE_TABLE, SECTION_WEIGHTS, type ScoreInput, type ScoreRow } from './score-table.js';

function partOf(row: ScoreRow, input: ScoreInput): readonly ScorePart[] {
  const reading = row.read(input);
  if (reading === undefined || !Number.isFinite(reading)) return [];
  const { name, label, unit, good, poor, weight } = row;
  const value = 100 * logNormalScore(Math.max(0, reading), row);
  return [{ name, label, unit, reading, good, poor, weight, value }];
}

function sectionScore(section: ScoreSection, data: DataAmount, input: ScoreInput): SectionScore {
  const weight = SECTION_WEIGHTS[section];
  if (data !== 'enough') return { section, weight, parts: [] };
  const parts = SCORE_TABLE.filter((row) => row.section === section).flatMap((row) => partOf(row, input));
  const value = weightedScore(parts.map((part) => ({ score: part.value, weight: part.weight })));
  return { section, weight, parts, ...(value === undefined ? {} : { value }) };
}

/**
 * Score of a period: each metric on its log-normal curve (90 points at `good`, 50 at `poor`), each section the weighted
 * mean of its metrics, the whole the weighted mean of the sections. Metrics without a reading and sections without
 * enough data are left out, and the others' weights grow in proportion: a score never counts what was not measured.
 */
export function scoreOf(input: ScoreInput): ReportScore {
  const sections = (Object.keys(SECTION_WEIGHTS) as ScoreSection[]).map((section) =>
    sectionScore(section, input[section].data, input),
  );
  const judged = sections.flatMap(({ value, weight }) =>
    value === undefined ? [] : [{ score: value, weight }],
  );
  const value = weightedScore(judged);
  return { sections, ...(value === undefined ? {} : { value }) };
}
