/** An example of every body, put together from those of its fields, so that nobody has to keep a second copy of a shape. */
import { VALUES } from './example-values.ts';

/** A JSON Schema as the document has it. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  example?: unknown;
  default?: unknown;
  format?: string;
  pattern?: string;
  minimum?: number;
  maxLength?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}

/**
 * @param schemas the document's own, by name
 * @returns how to make one: undefined for a field that has none, which is then left out, and noticed by a test if it is needed
 */
export function exampleMaker(schemas: Record<string, Schema>): (schema: Schema) => unknown {
  /** @param owners what a field is in, from the named schema on: the same name may mean something else there */
  const make = (schema: Schema, name: string, owners: readonly string[]): unknown => {
    if (schema.$ref) {
      const named = schema.$ref.split('/').at(-1)!;
      return make(schemas[named] ?? {}, name, [...owners, named]);
    }
    if (schema.example !== undefined) return schema.example;
    if (schema.const !== undefined) return schema.const;
    const keys = [...owners.toReversed().map((owner) => `${owner}.${name}`), name];
    const known = keys.map((key) => VALUES[key]).find((one) => fits(one, schema));
    if (known !== undefined) return known;
    if (schema.default !== undefined && typeof schema.default !== 'object') return schema.default;
    if (schema.enum) return schema.enum[0];
    if (schema.allOf)
      return Object.assign({}, ...schema.allOf.map((one) => make(one, name, owners) as object));
    const several = schema.anyOf ?? schema.oneOf;
    if (several) {
      const made = several.map((one) => make(one, name, owners));
      return made.find((one) => one !== undefined && one !== null) ?? made.find((one) => one === null);
    }
    return ofType(schema, name, owners);
  };

  const ofType = (schema: Schema, name: string, owners: readonly string[]): unknown => {
    const types = [schema.type].flat();
    if (types.includes('object')) return ofObject(schema, name === '' ? owners : [...owners, name]);
    if (types.includes('array')) {
      const item = schema.items && make(schema.items, name, owners);
      return item === undefined || item === null ? [] : [item];
    }
    // Nobody said what would be there, so nothing is.
    if (types.includes('null')) return null;
    if (schema.format === 'date-time') return VALUES.at;
    if (types.includes('boolean')) return false;
    if (types.includes('integer') || types.includes('number')) return Math.max(schema.minimum ?? 0, 1);
    return undefined;
  };

  const ofObject = (schema: Schema, owners: readonly string[]): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(schema.properties ?? {})
        .map(([name, one]): [string, unknown] => [name, make(one, name, owners)])
        .filter(([, value]) => value !== undefined),
    );

  return (schema) => make(schema, '', []);
}

/** Whether a value that is known by its name may stand here. */
function fits(value: unknown, schema: Schema): boolean {
  if (value === undefined) return false;
  if (schema.enum) return schema.enum.includes(value);
  const types = [schema.type].flat();
  if (typeof value === 'string') {
    if (schema.pattern !== undefined && !new RegExp(schema.pattern, 'u').test(value)) return false;
    return types.includes('string') && value.length <= (schema.maxLength ?? Infinity);
  }
  if (typeof value === 'number') return types.includes('number') || types.includes('integer');
  if (typeof value === 'boolean') return types.includes('boolean');
  if (Array.isArray(value)) return types.includes('array');
  return value === null ? types.includes('null') : types.includes('object');
}
