import type { ChunkStore } from '../datasets/chunk-store.js';
import type { Player } from '../datasets/player.js';
import type { Column } from '../simulation/column.js';
import type { Scene } from '../view/scene.js';
import type { Pace } from './pace.js';

/** One thing that can be turned down to save work, and up again. Level 0 is full quality. */
export interface QualityControl {
  readonly name: string;
  readonly label: string;
  /** What each level means, for people. */
  readonly levels: readonly string[];
  /** `once`: setting level 1 does something once, and the control is back at 0 when it is done. */
  readonly kind: 'level' | 'once';
  get(): number;
  /** @throws {RangeError} where there is no such level. */
  set(level: number): void | Promise<void>;
  onChange(listener: (level: number) => void): () => void;
}

interface Definition<T> {
  readonly name: string;
  readonly label: string;
  readonly levels: readonly (readonly [label: string, value: T])[];
  readonly kind?: 'once';
  /** Level at the start; 0 where it isn't given. */
  readonly first?: number;
  apply(value: T): void | Promise<void>;
}

function createControl<T>(definition: Definition<T>): QualityControl {
  const { name, label, levels, kind = 'level', apply } = definition;
  const listeners = new Set<(level: number) => void>();
  let current = definition.first ?? 0;

  function change(level: number): void {
    current = level;
    for (const listener of listeners) listener(level);
  }

  function set(level: number): void | Promise<void> {
    const chosen = levels[level];
    if (!chosen)
      throw new RangeError(`${name} has levels 0 to ${String(levels.length - 1)}, not ${String(level)}.`);
    change(level);
    const done = apply(chosen[1]);
    if (kind === 'level') return done;
    return Promise.resolve(done).finally(() => change(0));
  }

  return {
    name,
    label,
    kind,
    levels: levels.map(([text]) => text),
    get: () => current,
    set,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export interface QualityDeps {
  readonly column: Column;
  readonly scene: Pick<Scene, 'setBudget' | 'setResolution'>;
  readonly store: Pick<ChunkStore, 'capacity' | 'retain'>;
  readonly player: Pick<Player, 'dataset'>;
  readonly pace: Pace;
}

/** What a dataset that isn't played keeps in memory. */
type Retention = 'all' | 'current' | 'shown';

const SHARES = [1, 0.7, 0.45, 0.25, 0.1] as const;
const RESOLUTIONS = [1, 0.75, 0.5, 0.35] as const;
const PACES = [1, 0.5, 0.25] as const;
const CACHE_SIZES = [24, 12, 8, 4] as const;
const FIRST_CACHE_LEVEL = 1;

/** Chunks kept in memory at the start. */
export const FIRST_CACHE_SIZE = CACHE_SIZES[FIRST_CACHE_LEVEL];

/** The demo's real quality levels, as an optimiser or a person can turn them. */
export function createQuality({
  column,
  scene,
  store,
  player,
  pace,
}: QualityDeps): readonly QualityControl[] {
  const percent = (share: number): string => `${String(Math.round(share * 100))} %`;
  return [
    createControl({
      name: 'particle-budget',
      label: 'Neurons drawn',
      levels: SHARES.map((share) => [percent(share), share] as const),
      apply: (share) => scene.setBudget(share),
    }),
    createControl({
      name: 'resolution-scale',
      label: 'Resolution',
      levels: RESOLUTIONS.map((scale) => [percent(scale), scale] as const),
      apply: (scale) => scene.setResolution(scale),
    }),
    createControl({
      name: 'simulation-step',
      label: 'Simulation step',
      levels: [['0.25 ms', 1] as const, ['0.5 ms', 2] as const, ['1 ms', 4] as const],
      apply: (quarters) => column.setStep(quarters),
    }),
    createControl({
      name: 'simulation-pace',
      label: 'Simulated time',
      levels: PACES.map((share) => [percent(share), share] as const),
      apply: (share) => void (pace.share = share),
    }),
    createControl({
      name: 'cache-size',
      label: 'Stimulus cache',
      levels: CACHE_SIZES.map((size) => [`${String(size)} films`, size] as const),
      first: FIRST_CACHE_LEVEL,
      apply: (size) => void (store.capacity = size),
    }),
    createControl<Retention>({
      name: 'dataset-unloading',
      label: 'Datasets kept',
      levels: [
        ['all', 'all'],
        ['current', 'current'],
        ['film shown', 'shown'],
      ],
      apply: (keep) =>
        store.retain(keep === 'all' ? () => true : (c) => keep === 'current' && c.dataset === player.dataset),
    }),
    createControl({
      name: 'instance-recycling',
      label: 'WebAssembly instance',
      kind: 'once',
      levels: [['running', false] as const, ['recycle now', true] as const],
      apply: (now) => (now ? column.recycle() : undefined),
    }),
  ];
}
