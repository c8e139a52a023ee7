import type { Thresholds } from '@wasm-vitals/analysis';
import type { EpochMs } from '@wasm-vitals/protocol';
import { setTimer } from '../browser/timer.js';
import { createBuiltInActions, type BuiltInDeps } from '../optimize/built-in-actions.js';
import { createAdvisor, type OptimizationAdvisor } from '../optimize/advisor.js';
import { createDetection, type Detection } from './detection.js';

/** What makes something of the readings: alerts, recommendations, actions. It is half of the SDK's size. */
export interface Judgement {
  readonly detection: Detection;
  readonly advisor: OptimizationAdvisor;
}

export interface JudgementDeps {
  readonly thresholds: Thresholds;
  readonly now: () => EpochMs;
  readonly visible: () => boolean;
  readonly loading: () => boolean;
  readonly builtIn: BuiltInDeps;
}

export function createJudgement({ thresholds, now, visible, loading, builtIn }: JudgementDeps): Judgement {
  const advisor = createAdvisor({ now, setTimer, visible, loading });
  for (const action of createBuiltInActions(builtIn)) advisor.registerAction(action);
  return { detection: createDetection(thresholds, now), advisor };
}
