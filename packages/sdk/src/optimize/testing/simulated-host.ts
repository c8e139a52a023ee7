import type { Alert, AnomalyKind, Tick } from '@wasm-vitals/protocol';
import { createAdvisor, type OptimizationAdvisor } from '../advisor.js';
import type { LoopPolicy } from '../policy.js';

/** A seeded generator of uniform numbers in [0, 1) (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Noise that remembers (AR 1 with `rho`) and now and then jumps, with a standard deviation of about 1. */
export function createNoise(random: () => number, rho: number): () => number {
  let state = 0;
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return () => {
    const shock = random() < 0.03 ? 3 * normal() : normal();
    state = rho * state + Math.sqrt(1 - rho * rho) * shock;
    return state;
  };
}

export function alertOf(kind: AnomalyKind, openedAt: number, more: Partial<Alert> = {}): Alert {
  return {
    id: `${kind}-1`,
    kind,
    metric: 'rendering.fps',
    severity: 'critical',
    state: 'open',
    title: kind,
    message: `${kind} was found.`,
    openedAt,
    updatedAt: openedAt,
    current: 30,
    anomalies: [],
    ...more,
  };
}

export interface SimulatedHost {
  readonly advisor: OptimizationAdvisor;
  /** Epoch milliseconds of the fake clock. */
  readonly now: () => number;
  /** Lets `seconds` pass, a tick each, and every promise settle after each tick. */
  run(seconds: number): Promise<void>;
  visible: boolean;
  loading: boolean;
  /** Whether fake timers (the hang limit) are to run out. */
  expireTimers(): Promise<void>;
}

/** Lets the promises that are settled now call back; ten turns are more than any chain of ours has. */
async function settlePromises(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}

/** An advisor with a fake clock, fed with ticks that `read` makes. */
export function createSimulatedHost(
  read: (second: number) => Partial<Tick>,
  policy: Partial<LoopPolicy> = {},
): SimulatedHost {
  let time = 1_000_000;
  let second = 0;
  let timers: (() => void)[] = [];
  const host: SimulatedHost = {
    visible: true,
    loading: false,
    now: () => time,
    advisor: createAdvisor({
      now: () => time,
      setTimer: (callback) => {
        timers.push(callback);
        return () => {
          timers = timers.filter((one) => one !== callback);
        };
      },
      visible: () => host.visible,
      loading: () => host.loading,
      policy,
    }),
    async run(seconds) {
      for (let i = 0; i < seconds; i++) {
        time += 1000;
        host.advisor.onTick({
          timestamp: time,
          interval: 1000,
          visibility: host.visible ? 1 : 0,
          ...(host.loading ? { loading: true } : {}),
          ...read(second++),
        });
        await settlePromises();
      }
    },
    async expireTimers() {
      const due = timers;
      timers = [];
      for (const callback of due) callback();
      await settlePromises();
    },
  };
  return host;
}
