import { OptionsError } from './options-error.js';

/** A row of the options table: checks what came and gives what holds, the default where nothing came. */
export interface OptionKind<T> {
  check(value: unknown, path: string): T;
}

/** The type of the options that a table describes, once checked. */
export type Checked<Table> = {
  readonly [K in keyof Table]: Table[K] extends OptionKind<infer T> ? T : never;
};

interface NumberLimits {
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly whole?: boolean;
  readonly unit?: string;
}

/** A number within limits, both included. */
export function numberOption(limits: NumberLimits): OptionKind<number> {
  const { default: fallback, min, max, whole = false, unit } = limits;
  const kind = whole ? 'a whole number' : 'a number';
  const allowed = `${kind} from ${min} to ${max}${unit ? ` ${unit}` : ''}`;
  return {
    check(value, path) {
      if (value === undefined) return fallback;
      const fits = typeof value === 'number' && value >= min && value <= max;
      if (!fits || (whole && !Number.isInteger(value))) throw new OptionsError(path, value, allowed);
      return value;
    },
  };
}

/** A switch. */
export function switchOption(fallback: boolean): OptionKind<boolean> {
  return {
    check(value = fallback, path) {
      if (typeof value !== 'boolean') throw new OptionsError(path, value, 'true or false');
      return value;
    },
  };
}

/** Text that is not empty; absent by default. */
export function textOption(maxLength: number): OptionKind<string | undefined> {
  return {
    check(value, path) {
      if (value === undefined) return undefined;
      if (typeof value !== 'string' || value === '' || value.length > maxLength) {
        throw new OptionsError(path, value, `text of 1 to ${maxLength} characters`);
      }
      return value;
    },
  };
}

/** A function; absent by default. */
export function functionOption<F extends (...args: never[]) => unknown>(): OptionKind<F | undefined> {
  return {
    check(value, path) {
      if (value === undefined) return undefined;
      if (typeof value !== 'function') throw new OptionsError(path, value, 'a function');
      return value as F;
    },
  };
}

/** An object of which each member is described by a row; a member that no row describes is an error. */
export function recordOption<Table extends Readonly<Record<string, OptionKind<unknown>>>>(
  table: Table,
): OptionKind<Checked<Table>> {
  const names = Object.keys(table);
  return {
    check(value = {}, path) {
      const given = objectAt(value, path, `an object with ${names.join(', ')}`);
      for (const name of Object.keys(given)) {
        if (!Object.hasOwn(table, name)) {
          throw new OptionsError(
            join(path, name),
            given[name],
            `no such option; there are ${names.join(', ')}`,
          );
        }
      }
      const entries = names.map((name) => [name, table[name]?.check(given[name], join(path, name))] as const);
      return Object.fromEntries(entries.filter(([, checked]) => checked !== undefined)) as Checked<Table>;
    },
  };
}

/** @throws {OptionsError} where it is no plain object */
export function objectAt(value: unknown, path: string, allowed: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new OptionsError(path || 'options', value, allowed);
  }
  return value as Readonly<Record<string, unknown>>;
}

function join(path: string, name: string): string {
  return path ? `${path}.${name}` : name;
}
