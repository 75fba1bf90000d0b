/** Reads the OpenAPI document as a test needs it: operations, and a check for each declared answer. */
import { z } from 'zod';
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
  openapi: string;
  info: object;
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, RawOperation>>;
  webhooks: Record<string, { post: RawOperation }>;
  components: {
    schemas: Record<string, Schema>;
    responses: Record<string, RawAnswer>;
    examples: Record<string, { value: unknown }>;
  };
}

export interface RawOperation {
  operationId: string;
  summary: string;
  description: string;
  tags: string[];
  /** One, or several with spaces between. */
  'x-scope': string;
  parameters?: { in: string; name: string; description: string; schema: Schema }[];
  requestBody?: { content: Record<string, Media> };
  /** An answer without a body has no content. */
  responses: Record<string, RawAnswer>;
}

/** An answer, or where it stands. */
interface RawAnswer {
  $ref?: string;
  content?: Record<string, Media>;
}

export interface Media {
  schema: Schema;
  example?: unknown;
  examples?: Record<string, { $ref: string }>;
}

/** What is served, of `/v1`: health and hooks need no key, and have tests of their own. */
export async function readDocument(api: Harness): Promise<Document> {
  const document: Document = JSON.parse((await api.call('GET', '/openapi.json')).text);
  const paths = Object.entries(document.paths).filter(([path]) => path.startsWith('/v1/'));
  return { ...document, paths: Object.fromEntries(paths) };
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
        Object.entries(operation.responses).map(([status, answer]) => {
          const { content } = answered(document, answer);
          const whole = content ? checker(document, Object.values(content)[0]!.schema) : z.strictObject({});
          return [Number(status), whole];
        }),
      ),
    })),
  );
}

/** What an answer points to. */
function answered(document: Document, answer: RawAnswer): RawAnswer {
  return answer.$ref ? document.components.responses[answer.$ref.split('/').at(-1)!]! : answer;
}

export function resolve(document: Document, schema: Schema | undefined): Schema | undefined {
  const reference = schema?.$ref;
  if (typeof reference !== 'string') return schema;
  return document.components.schemas[reference.split('/').at(-1)!];
}

/** A JSON Schema as a check. Throws when it is not one, or refers to nothing. */
export function checker(document: Document, schema: Schema): z.ZodType {
  const $defs: Record<string, Schema> = {};
  const reach = (one: Schema): void => {
    for (const [, name] of JSON.stringify(one).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (name! in $defs) continue;
      $defs[name!] = document.components.schemas[name!]!;
      reach($defs[name!]!);
    }
  };
  reach(schema);
  const whole = JSON.stringify({ ...schema, $defs });
  return z.fromJSONSchema(JSON.parse(whole.replaceAll('#/components/schemas/', '#/$defs/')));
}

/** Every body that an operation takes or gives. */
export function mediaOf(document: Document, operation: RawOperation): { type: string; media: Media }[] {
  const contents = [
    operation.requestBody?.content,
    ...Object.values(operation.responses).map((answer) => answered(document, answer).content),
  ];
  return contents.flatMap((content) =>
    Object.entries(content ?? {}).map(([type, media]) => ({ type, media })),
  );
}

/** What an endpoint is sent of an event; undefined for one that is not described. */
export function webhookBody(document: Document, type: string): z.ZodType | undefined {
  const media = document.webhooks[type]?.post.requestBody?.content['application/json'];
  return media && checker(document, media.schema);
}

/** The name of a body's schema; undefined where it has none. */
export function nameOf({ schema }: Media): string | undefined {
  return typeof schema.$ref === 'string' ? schema.$ref.split('/').at(-1) : undefined;
}

/** What is wrong with the example of a body, where anything is. */
export function faultsOfExample(document: Document, { schema, example, examples }: Media): string[] {
  const name = Object.values(examples ?? {})[0]
    ?.$ref.split('/')
    .at(-1);
  const value = name === undefined ? example : document.components.examples[name]?.value;
  if (value === undefined) return ['there is none'];
  const { error } = checker(document, schema).safeParse(value);
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}
