/** Reads the OpenAPI document as a test needs it: operations, and a check for each declared answer. */
import { z } from 'zod';
import type { Scope } from '../../src/auth/scopes.ts';
import type { Harness } from './harness.ts';

export type Schema = Record<string, unknown> & {
  type?: string | string[];
  properties?: Record<string, Schema>;
};

export interface Operation {
  id: string;
  method: string;
  path: string;
  body: Schema | undefined;
  query: Record<string, Schema>;
  /** By status: whether a value fits what is declared; a status that is not declared is not here. */
  answers: Map<number, z.ZodType>;
}

export interface Document {
  paths: Record<string, Record<string, RawOperation>>;
  components: { schemas: Record<string, Schema> };
}

interface RawOperation {
  operationId: string;
  security: { api_key: Scope[] }[];
  parameters?: { in: string; name: string; schema: Schema }[];
  requestBody?: { content: { 'application/json'?: { schema: Schema } } };
  /** An answer without a body has no content. */
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
}

export async function readDocument(api: Harness): Promise<Document> {
  return JSON.parse((await api.call('GET', '/openapi.json')).text);
}

export function operationsOf(document: Document): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      id: operation.operationId,
      method: method.toUpperCase(),
      path,
      body: resolve(document, operation.requestBody?.content['application/json']?.schema),
      query: Object.fromEntries(
        (operation.parameters ?? []).filter((one) => one.in === 'query').map((one) => [one.name, one.schema]),
      ),
      answers: new Map(
        Object.entries(operation.responses).map(([status, { content }]) => [
          Number(status),
          content ? checker(document, Object.values(content)[0]!.schema) : z.strictObject({}),
        ]),
      ),
    })),
  );
}

export function resolve(document: Document, schema: Schema | undefined): Schema | undefined {
  const reference = schema?.$ref;
  if (typeof reference !== 'string') return schema;
  return document.components.schemas[reference.split('/').at(-1)!];
}

/** A JSON Schema as a check. Throws when it is not one, or refers to nothing. */
export function checker(document: Document, schema: Schema): z.ZodType {
  const whole = JSON.stringify({ ...schema, $defs: document.components.schemas });
  return z.fromJSONSchema(JSON.parse(whole.replaceAll('#/components/schemas/', '#/$defs/')));
}
