/** The API in plain text, for a machine that reads: https://llmstxt.org */
import { type ApiDocument, operationsOf } from '../document.ts';
import { webhooksOf } from './docs-parts.ts';

/** Whole, and short: a line an operation, with its scope, what it takes and what it gives. */
export function llmsText(document: ApiDocument): string {
  const all = operationsOf(document);
  const chapters = (document.tags ?? []).flatMap(({ name, description }) => [
    `## ${name}`,
    '',
    description ?? '',
    '',
    ...all.filter(({ operation }) => operation.tags?.includes(name)).map(lineOf),
    '',
  ]);
  const webhooks = webhooksOf(document).map(
    ({ type, summary }) => `- [\`${type}\`](/docs#calls): ${summary}`,
  );
  return [
    `# ${document.info.title}`,
    '',
    '> Interviews for hourly jobs in messaging apps: a REST API from the opening to the first shift, with webhooks.',
    '',
    ...(document.info.description ?? '').split('\n').slice(2),
    '',
    '## Docs',
    '',
    '- [OpenAPI 3.1](/openapi.json): every field, with examples',
    '- [Reference](/docs): the same as a page',
    '- `POST /mcp`: a part of it for a model to look things up, by the Model Context Protocol, with a key; nothing can be changed there',
    '',
    ...chapters,
    '## Webhook calls',
    '',
    'Standard Webhooks: `webhook-id`, `webhook-timestamp`, `webhook-signature`; the body has ids and states only.',
    '',
    ...webhooks,
    '',
  ].join('\n');
}

function lineOf({ method, path, operation }: ReturnType<typeof operationsOf>[number]): string {
  const query = (operation.parameters ?? []).flatMap((one) =>
    'name' in one && one.in === 'query' ? [`${one.name}${one.required ? '' : '?'}`] : [],
  );
  const scope = (operation as { 'x-scope'?: string })['x-scope'];
  const about = [scope && `scope ${scope}`, query.length > 0 && `query ${query.join(' ')}`].filter(Boolean);
  return `- [\`${method.toUpperCase()} ${path}\`](/docs#${operation.operationId}): ${operation.summary ?? ''}${about.length > 0 ? ` (${about.join('; ')})` : ''}`;
}
