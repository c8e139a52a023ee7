import type { Schema } from './schema.js';

/** Where a value does not fit its schema, and why; absent where it fits. */
export type Mismatch = string | undefined;

/** Deeper values are refused: no schema of ours goes half as deep. */
const DEEPEST = 64;

interface Walk {
  readonly defs: Readonly<Record<string, Schema>>;
  readonly path: string;
  readonly depth: number;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const CHECKS: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: isObject,
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  integer: Number.isInteger,
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
};

function typeMismatch(schema: Schema, value: unknown, path: string): Mismatch {
  const types = schema.type === undefined ? [] : [schema.type].flat();
  if (types.length > 0 && !types.some((type) => CHECKS[type]?.(value))) {
    return `${path} must be ${types.map((type) => (type === 'object' || type === 'array' ? `an ${type}` : type === 'null' ? 'null' : `a ${type}`)).join(' or ')}`;
  }
  if (schema.const !== undefined && value !== schema.const) {
    return `${path} must be ${JSON.stringify(schema.const)}`;
  }
  if (schema.enum && !schema.enum.includes(value as string))
    return `${path} must be one of ${schema.enum.join(', ')}`;
  return undefined;
}

function limitMismatch(schema: Schema, value: unknown, path: string): Mismatch {
  const { minimum = -Infinity, maximum = Infinity, maxItems = Infinity, maxLength = Infinity } = schema;
  if (typeof value === 'number' && value < minimum) return `${path} must be at least ${minimum}`;
  if (typeof value === 'number' && value > maximum) return `${path} must be at most ${maximum}`;
  if (Array.isArray(value) && value.length > maxItems) return `${path} must have at most ${maxItems} items`;
  if (typeof value === 'string' && value.length > maxLength) {
    return `${path} must have at most ${maxLength} characters`;
  }
  return undefined;
}

function first<T>(items: Iterable<T>, check: (item: T) => Mismatch): Mismatch {
  for (const item of items) {
    const mismatch = check(item);
    if (mismatch !== undefined) return mismatch;
  }
  return undefined;
}

function objectMismatch(schema: Schema, value: Record<string, unknown>, walk: Walk): Mismatch {
  const { properties = {}, required = [], additionalProperties } = schema;
  const missing = required.find((key) => !Object.hasOwn(value, key));
  if (missing !== undefined) return `${walk.path}.${missing} is missing`;
  return first(Object.entries(value), ([key, member]) => {
    const of = Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
    return of && check(of, member, { ...walk, path: `${walk.path}.${key}`, depth: walk.depth + 1 });
  });
}

function check(schema: Schema, value: unknown, walk: Walk): Mismatch {
  if (walk.depth > DEEPEST) return `${walk.path} is nested too deeply`;
  const named = schema.$ref === undefined ? schema : walk.defs[schema.$ref.replace('#/$defs/', '')];
  if (!named) return `${walk.path} refers to an unknown definition`;
  const mismatch = typeMismatch(named, value, walk.path) ?? limitMismatch(named, value, walk.path);
  if (mismatch !== undefined) return mismatch;
  if (isObject(value)) return objectMismatch(named, value, walk);
  const { items } = named;
  if (!items || !Array.isArray(value)) return undefined;
  return first((value as readonly unknown[]).entries(), ([i, item]) =>
    check(items, item, { ...walk, path: `${walk.path}[${i}]`, depth: walk.depth + 1 }),
  );
}

/** The first place where a value does not fit, in words: `report.period.from must be a number`. */
export function validate(
  schema: Schema,
  value: unknown,
  defs: Readonly<Record<string, Schema>>,
  name = 'report',
): Mismatch {
  return check(schema, value, { defs, path: name, depth: 0 });
}
