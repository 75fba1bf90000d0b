/** `/v1/contract_templates`: texts that contracts are made of. A version is never changed; PATCH makes the next one. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import {
  BUILT_IN_TEMPLATE,
  changeTemplate,
  findTemplate,
  insertTemplate,
  listTemplates,
  type TemplateRow,
} from '../../../db/contract-templates.ts';
import { type ErrorItem, TingdaError } from '../../errors.ts';
import { checkTemplate, templateHash } from '../../pipeline/contract/template.ts';
import type { Localized } from '../../types.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { changing, found, listing, making, reading } from '../frames.ts';
import type { Guard } from '../guard.ts';
import { changed, onceReady } from '../once.ts';
import { pageAnswer, pageRequest } from '../pages.ts';
import { invalidFields } from '../problem.ts';
import { id, localized, stored, text, timestamp } from '../schemas.ts';

const body = z
  .strictObject({ zh: text(30_000), en: text(30_000) })
  .openapi({ description: 'One line a paragraph; `# title`, `## section`, `1. clause`; `{{placeholder}}`' });

const fields = z
  .record(z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'must be like probation'), localized)
  .openapi({ description: 'Placeholders of your own, with what people call them' });

const given = { name: text(200), body, fields };
const creation = z.strictObject({ ...given, fields: fields.default({}) });
const change = z.strictObject(given).partial();

const template = z
  .object({
    id: id('tpl'),
    version: z.int(),
    ...given,
    hash: z.string().openapi({ description: 'SHA-256 of the text: it stands in every contract made of it' }),
    built_in: z.boolean(),
    made_by: z.string(),
    created_at: timestamp,
  })
  .openapi('ContractTemplate');

function wire(row: TemplateRow): z.infer<typeof template> {
  const { id, version, name, body, fields, hash, made_by } = row;
  const built_in = id === BUILT_IN_TEMPLATE;
  return { id, version, name, body, fields, hash, built_in, made_by, created_at: stored(row.created_at) };
}

export function contractTemplateRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps, guard: Guard): void {
  /** @throws TingdaError `validation_failed`: what cannot be filled or printed is refused now, and not when it is sent */
  async function requireUsable(template: {
    body: Localized;
    fields: Record<string, Localized>;
  }): Promise<void> {
    const items: ErrorItem[] = checkTemplate(template);
    for (const language of ['zh', 'en'] as const) {
      const missing = await deps.printer.unprintable(template.body[language]);
      if (missing.length > 0)
        items.push({
          path: `body.${language}`,
          message: `has letters that cannot be printed: ${missing.slice(0, 10).join(' ')}`,
        });
    }
    if (items.length > 0) throw invalidFields(items);
  }

  const list = createRoute({
    ...guard('pipeline:read', { reads: 'nobody' }),
    operationId: 'listContractTemplates',
    ...listing(template, {}),
    path: '/v1/contract_templates',
    summary: 'Templates of contracts in their last version, newest first',
    description: 'Earlier versions stay behind the contracts that were made of them.',
  });
  api.openapi(list, async (c) => {
    const page = await listTemplates(deps.sql, pageRequest(c, 'contract_templates', c.req.valid('query')));
    return c.json(pageAnswer(c, 'contract_templates', page, wire), 200);
  });

  const create = createRoute({
    ...guard('pipeline:write'),
    operationId: 'createContractTemplate',
    ...making(creation.openapi('NewContractTemplate'), 'Made', template),
    path: '/v1/contract_templates',
    summary: 'Make a template; one that misses what a contract needs is refused',
    description:
      'Markdown in both languages with placeholders in braces. One that misses who, what for, when, where or how much is refused, and says what is missing.',
  });
  api.openapi(create, async (c) => {
    const given = c.req.valid('json');
    const { id: by } = c.get('principal');
    const usable = async () => {
      await requireUsable(given);
      return given;
    };
    const made = await onceReady(c, deps, usable, async (tx) => {
      const row = await insertTemplate(tx, { ...given, hash: templateHash(given), by });
      return { body: wire(row), location: `/v1/contract_templates/${row.id}` };
    });
    return c.json(made.body, 201, made.headers);
  });

  const read = createRoute({
    ...guard('pipeline:read', { reads: 'nobody' }),
    operationId: 'getContractTemplate',
    ...reading('tpl', 'The template in its last version', template),
    path: '/v1/contract_templates/{id}',
    summary: 'One template',
    description: 'Its last version, with the placeholders that it asks for.',
  });
  api.openapi(read, async (c) => {
    return c.json(wire(found(await findTemplate(deps.sql, c.req.valid('param').id))), 200);
  });

  const update = createRoute({
    ...guard('pipeline:write'),
    operationId: 'updateContractTemplate',
    ...changing('tpl', change.openapi('ContractTemplateChange'), template),
    path: '/v1/contract_templates/{id}',
    summary: 'Make the next version; what is left out stays. Contracts that were made keep theirs',
    description: 'Contracts that were made keep the words that they were made of.',
  });
  api.openapi(update, async (c) => {
    const { id: templateId } = c.req.valid('param');
    const given = c.req.valid('json');
    const before = found(await findTemplate(deps.sql, templateId));
    if (templateId === BUILT_IN_TEMPLATE) {
      throw new TingdaError(
        'conflict',
        'This template comes with the software and stays as it is; nothing was changed. Make one of your own from it.',
      );
    }
    const after = {
      name: given.name ?? before.name,
      body: given.body ?? before.body,
      fields: given.fields ?? before.fields,
    };
    await requireUsable(after);
    const { id: by } = c.get('principal');
    const row = await changed(c, deps, (tx) =>
      changeTemplate(tx, templateId, { ...after, hash: templateHash(after), by }),
    );
    return c.json(wire(found(row)), 200);
  });
}
