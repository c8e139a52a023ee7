/**
 * A small language of shapes for JSON that came from outside: what fits is copied field by field, what is unknown is
 * left behind, what is wrong is refused with its path. No shape runs code of the data, and each has a limit.
 */
export interface Shape<T> {
  /** @throws {ParseError} where `value` does not fit. */
  (value: unknown, path: string): T;
}

/** Says where the data was wrong, what was expected and what came. */
export class ParseError extends Error {
  readonly path: string;
  constructor(path: string, expected: string, came: unknown) {
    super(`${path || 'value'}: expected ${expected}, got ${describe(came)}`);
    this.name = 'ParseError';
    this.path = path;
  }
}

const LONGEST_STRING = 4_096;
const LONGEST_LIST = 5_000;

function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === 'string')
    return value.length > 40 ? `a string of ${value.length} characters` : JSON.stringify(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return value === undefined ? 'nothing' : `an ${typeof value}`;
}

/** A finite number within [low, high]. */
export function number(low = -Number.MAX_VALUE, high = Number.MAX_VALUE): Shape<number> {
  const expected =
    low === -Number.MAX_VALUE
      ? 'a finite number'
      : `a number of at least ${low}${high < Number.MAX_VALUE ? ` and at most ${high}` : ''}`;
  return (value, path) => {
    if (typeof value !== 'number' || !Number.isFinite(value) || value < low || value > high)
      throw new ParseError(path, expected, value);
    return value;
  };
}

/** A string; a longer one than `longest` characters is cut, since names of exports and URLs have no limit of their own. */
export function string(longest = LONGEST_STRING): Shape<string> {
  return (value, path) => {
    if (typeof value !== 'string') throw new ParseError(path, 'a string', value);
    return value.length > longest ? value.slice(0, longest) : value;
  };
}

export const boolean: Shape<boolean> = (value, path) => {
  if (typeof value !== 'boolean') throw new ParseError(path, 'true or false', value);
  return value;
};

/** One of the given strings. */
export function oneOf<const Option extends string>(...options: readonly Option[]): Shape<Option> {
  return (value, path) => {
    const found = options.find((option) => option === value);
    if (found === undefined) throw new ParseError(path, `one of ${options.join(', ')}`, value);
    return found;
  };
}

export function list<T>(item: Shape<T>, longest = LONGEST_LIST): Shape<T[]> {
  return (value, path) => {
    if (!Array.isArray(value) || value.length > longest)
      throw new ParseError(path, `an array of at most ${longest}`, value);
    return value.map((entry, index) => item(entry, `${path}[${index}]`));
  };
}

function entriesOf(value: unknown, path: string): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ParseError(path, 'an object', value);
  return Object.entries(value);
}

/** An object used as a map. A key such as `__proto__` becomes an own property and nothing else. */
export function record<T>(item: Shape<T>, longest = LONGEST_LIST): Shape<Record<string, T>> {
  return (value, path) => {
    const entries = entriesOf(value, path);
    if (entries.length > longest)
      throw new ParseError(path, `an object of at most ${longest} members`, value);
    return Object.fromEntries(entries.map(([key, entry]) => [key, item(entry, `${path}.${key}`)]));
  };
}

type Fields = Readonly<Record<string, Shape<unknown>>>;
type Required<F extends Fields> = { [K in keyof F]: F[K] extends Shape<infer T> ? T : never };
type Optional<F extends Fields> = { [K in keyof F]?: F[K] extends Shape<infer T> ? T : never };

/** An object with these members; absent optional ones stay absent. */
export function object<R extends Fields, O extends Fields>(
  required: R,
  optional: O,
): Shape<Required<R> & Optional<O>>;
export function object<R extends Fields>(required: R): Shape<Required<R>>;
export function object(required: Fields, optional: Fields = {}): Shape<unknown> {
  return (value, path) => {
    const given = new Map(entriesOf(value, path));
    const member = (key: string): string => (path ? `${path}.${key}` : key);
    const result: Record<string, unknown> = {};
    for (const [key, shape] of Object.entries(required)) result[key] = shape(given.get(key), member(key));
    for (const [key, shape] of Object.entries(optional)) {
      const present = given.get(key);
      if (present !== undefined) result[key] = shape(present, member(key));
    }
    return result;
  };
}

/** The first shape that fits; where none does, the error of the last. */
export function either<A, B>(first: Shape<A>, second: Shape<B>): Shape<A | B> {
  return (value, path) => {
    try {
      return first(value, path);
    } catch {
      return second(value, path);
    }
  };
}
