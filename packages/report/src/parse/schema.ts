/** The part of JSON Schema (draft 2020-12) that the published schema uses, and that `validate` understands. */
export interface Schema {
  readonly $ref?: string;
  readonly type?:
    'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | readonly ['number', 'null'];
  readonly const?: string | number;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema;
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly maxLength?: number;
  readonly description?: string;
}

type Shape = Readonly<Record<string, Schema>>;

export const number: Schema = { type: 'number' };
export const positive: Schema = { type: 'number', minimum: 0 };
export const ratio: Schema = { type: 'number', minimum: 0, maximum: 1 };
export const flag: Schema = { type: 'boolean' };
/** Names, addresses and sentences: longer ones are refused rather than shown. */
export const text: Schema = { type: 'string', maxLength: 20_000 };

export const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` });
export const oneOf = (...values: readonly string[]): Schema => ({ enum: values });
export const list = (items: Schema, maxItems = 10_000): Schema => ({ type: 'array', items, maxItems });
export const mapOf = (additionalProperties: Schema): Schema => ({ type: 'object', additionalProperties });

/** An object: members of `required` must be there, those of `optional` may be; others are let be, for newer writers. */
export const object = (required: Shape, optional: Shape = {}): Schema => ({
  type: 'object',
  properties: { ...required, ...optional },
  required: Object.keys(required),
});
