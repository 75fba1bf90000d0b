/** What the page shows of an operation. */
import type { ApiDocument, Operation } from '../document.ts';

interface Body {
  title: string;
  example: unknown;
}

interface Media {
  schema?: { $ref?: string };
  example?: unknown;
  examples?: Record<string, { $ref: string }>;
}

export const anchorOf = (name: string): string => name.toLowerCase().replaceAll(' ', '-');

const nameOf = (reference: string | undefined): string => reference?.split('/').at(-1) ?? '';

/** The body that is sent, and the one of each success, where they are JSON. */
export function bodiesOf(document: ApiDocument, operation: Operation): Body[] {
  const request = jsonOf(operation.requestBody);
  const bodies: Body[] = request ? [bodyOf(document, 'Body 请求', request)] : [];
  for (const [status, answer] of Object.entries(operation.responses ?? {})) {
    const media = jsonOf(answer);
    if (media) bodies.push(bodyOf(document, `${status} 响应`, media));
  }
  return bodies;
}

function bodyOf(document: ApiDocument, title: string, media: Media): Body {
  const name = nameOf(media.schema?.$ref);
  return { title: `${title} ${name}`.trim(), example: exampleOf(document, media) };
}

function exampleOf(document: ApiDocument, { example, examples }: Media): unknown {
  const pointed = nameOf(Object.values(examples ?? {})[0]?.$ref);
  const known = document.components?.examples as Record<string, { value: unknown }> | undefined;
  return example ?? known?.[pointed]?.value;
}

function jsonOf(body: object | undefined): Media | undefined {
  return (body as { content?: Record<string, Media> } | undefined)?.content?.['application/json'];
}

/** A line to paste, with the ids of the examples in it. */
export function curlOf(document: ApiDocument, method: string, path: string, operation: Operation): string {
  const examples = new Map(
    (operation.parameters ?? []).flatMap((one) =>
      'name' in one ? [[one.name, (one.schema as { example?: unknown } | undefined)?.example] as const] : [],
    ),
  );
  const filled = path.replace(/{(\w+)}/g, (whole, name) => String(examples.get(name) ?? whole));
  const media = jsonOf(operation.requestBody);
  const key = operation.security?.[0]?.api_key ? ' -H "Authorization: Bearer $KEY"' : '';
  const verb = method === 'get' ? '' : ` -X ${method.toUpperCase()}`;
  if (!media) return `curl -fsS${verb} "$TINGDA${filled}"${key}`;
  const body = JSON.stringify(exampleOf(document, media)).replaceAll("'", "'\\''");
  return `curl -fsS${verb} "$TINGDA${filled}"${key} \\\n  -H 'Content-Type: application/json' -d '${body}'`;
}

/** Every call that endpoints are sent. */
export function webhooksOf(document: ApiDocument): { type: string; summary: string; bodies: Body[] }[] {
  return Object.entries((document.webhooks ?? {}) as Record<string, { post?: Operation }>).flatMap(
    ([type, { post }]) =>
      post ? [{ type, summary: post.summary ?? '', bodies: bodiesOf(document, post) }] : [],
  );
}
