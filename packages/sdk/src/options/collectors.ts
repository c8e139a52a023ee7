import type { Tick } from '@wasm-vitals/protocol';
import type { Collector } from '../collect/collector.js';
import type { SectionName, Sections } from '../snapshot/snapshotter.js';
import type { OptionKind } from './kinds.js';
import { OptionsError } from './options-error.js';

/** True: ours. False: none, its section says so. A collector: it takes the place of ours. */
export type CollectorOption<Name extends SectionName> = boolean | Collector<Sections[Name], Partial<Tick>>;

const METHODS = ['start', 'collect', 'tick', 'unsupported', 'stop'] as const;

/** A switch, or a collector of the host in the place of ours. On by default. */
export function collectorOption<Name extends SectionName>(): OptionKind<CollectorOption<Name>> {
  return {
    check(value = true, path) {
      if (typeof value === 'boolean') return value;
      const candidate = Object(value) as Record<string, unknown>;
      if (METHODS.every((method) => typeof candidate[method] === 'function')) {
        return value as CollectorOption<Name>;
      }
      throw new OptionsError(path, value, `true, false or a collector with ${METHODS.join(', ')}`);
    },
  };
}
