/** Bodies made from the OpenAPI document: what it allows, with the ids that are known. */
import fc from '../support/chance.ts';
import { type Document, resolve, type Schema } from './document.ts';
import type { Known } from './subjects.ts';

/** Of these a body has one, which the document says in words alone. */
const WHO = ['candidate_id', 'phone', 'address'];

/** Values that a schema allows; what has a name that is known is that. */
export function allowed(document: Document, known: Known, given: Schema, name = ''): fc.Arbitrary<unknown> {
  const inner = (schema: Schema, its = '') => allowed(document, known, schema, its);
  const schema = resolve(document, given)!;
  if (known[name] !== undefined) return fc.constant(known[name]);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  if (Array.isArray(schema.anyOf)) return fc.oneof(...schema.anyOf.map((one: Schema) => inner(one)));
  if (Array.isArray(schema.type)) {
    return fc.oneof(...schema.type.map((type) => inner({ ...schema, type }, name)));
  }
  const number = (key: string, otherwise: number) =>
    typeof schema[key] === 'number' ? schema[key] : otherwise;
  switch (schema.type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: number('minimum', 0), max: number('maximum', 1000) });
    case 'number':
      return fc.double({ min: number('minimum', -1000), max: number('maximum', 1000), noNaN: true });
    case 'array': {
      const length = { minLength: number('minItems', 0), maxLength: Math.min(3, number('maxItems', 3)) };
      return fc.array(inner(schema.items as Schema), length);
    }
    case 'object': {
      const properties = Object.entries(schema.properties ?? {});
      if (properties.length === 0 && typeof schema.additionalProperties === 'object') {
        const value = inner(schema.additionalProperties as Schema);
        return fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9_]{0,39}$/), value, { maxKeys: 3 });
      }
      const model = Object.fromEntries(properties.map(([key, one]) => [key, inner(one, key)]));
      const required = (schema.required ?? []) as string[];
      if (!WHO.every((key) => key in model)) return fc.record(model, { requiredKeys: required });
      return fc.constantFrom(...WHO).chain((who) => {
        const others = WHO.filter((key) => key !== who);
        const one = Object.fromEntries(Object.entries(model).filter(([key]) => !others.includes(key)));
        return fc.record(one, { requiredKeys: [...required, who] });
      });
    }
    default: {
      if (schema.format === 'uri') return fc.webUrl({ validSchemes: ['https'] });
      if (schema.format === 'date-time') return fc.constant('2099-01-01T00:00:00Z');
      // Not every number of the pattern is one that can be called.
      if (name === 'phone') return fc.stringMatching(/^\+86138\d{8}$/);
      if (typeof schema.pattern === 'string') return fc.stringMatching(new RegExp(schema.pattern));
      const text = fc.string({
        unit: 'grapheme',
        minLength: 1,
        maxLength: Math.min(40, number('maxLength', 40)),
      });
      return text.map((value) => value.trim() || 'x');
    }
  }
}
