import type { Judgement } from './judgement.js';

const nothing = (): readonly never[] => [];
const noop = (): void => undefined;
const refuse = (): Promise<never> => Promise.reject(new Error('this monitor measures only'));

/** Stands in where the page only measures, and a server or a tool judges. */
export function createNoJudgement(): Judgement {
  return {
    detection: {
      onTick: nothing,
      onSnapshot: nothing,
      alerts: nothing,
      acknowledge: noop as () => undefined,
      mute: noop as () => undefined,
      establishBaselines: noop,
      enter: nothing,
    },
    advisor: {
      registerAction: () => noop,
      setMode: noop,
      onAlerts: noop,
      onTick: noop,
      recommendations: nothing,
      actions: nothing,
      apply: refuse,
      undo: refuse,
      dismiss: noop,
      subscribe: () => noop,
      stop: () => Promise.resolve(),
    },
  };
}
