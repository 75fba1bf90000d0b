/** From what HR sends to a contract on paper: everything that can be wrong is found before anything is kept. */
import { z } from '@hono/zod-openapi';
import { BUILT_IN_TEMPLATE, findTemplate, type TemplateRow } from '../../db/contract-templates.ts';
import { type ContractGround, findGround } from '../../db/contracts.ts';
import { type ErrorItem, TingdaError } from '../errors.ts';
import { newId } from '../ids.ts';
import { keepPaper, type Paper } from '../pipeline/contract/paper.ts';
import { type Agreed, sheetOf, wordsOf } from '../pipeline/contract/sheet.ts';
import { checkTerms, type Terms } from '../pipeline/contract/terms.ts';
import { BUILT_IN, usualProvider } from '../pipeline/providers/index.ts';
import { dayThere } from '../texts/dates.ts';
import type { ApiDeps } from './deps.ts';
import { found } from './frames.ts';
import { day, wage } from './money.ts';
import { erased, invalidFields } from './problem.ts';
import { id, text } from './schemas.ts';

/** Where nobody says where the work is. */
const SOMEWHERE = 'UTC';

const line = (max: number) => text(max).refine((given) => !/[\r\n]/.test(given), 'must be one line');

export const fields = z
  .strictObject({
    employer: line(200),
    candidate_name: line(100)
      .optional()
      .openapi({ description: "Absent: the candidate's name as it is known" }),
    wage,
    hours: line(300).openapi({ example: '每周 40 小时' }),
    place: line(300),
    starts_on: day,
    ends_on: day.nullable().openapi({ description: 'Null: no fixed end' }),
    more: z
      .record(z.string().max(40), line(1000))
      .default({})
      .openapi({ description: "By the names in the template's own `fields`" }),
  })
  .openapi('ContractFields');

export const creation = z
  .strictObject({
    application_id: id('app'),
    template_id: id('tpl')
      .optional()
      .openapi({ description: 'Absent: the one that comes with the software' }),
    language: z.enum(['zh', 'en']).optional().openapi({ description: 'Absent: what the candidate reads' }),
    provider: z
      .string()
      .max(40)
      .optional()
      .openapi({
        description: `\`${BUILT_IN}\`: signed on our own page; absent: the provider that is set up, else that`,
      }),
    fields,
    expires_in_days: z.int().min(1).max(60).default(7).openapi({ description: 'From when it is sent' }),
  })
  .openapi('NewContract');

export interface Made {
  id: string;
  agreed: Agreed;
  ground: ContractGround;
  template: TemplateRow;
  provider: string;
  /** Null where a provider prints it. */
  paper: Paper | null;
}

/** @throws TingdaError that names every field which is wrong; nothing but a draft in the store is left then */
export async function makeContract(deps: ApiDeps, given: z.infer<typeof creation>): Promise<Made> {
  const ground = found(await findGround(deps.sql, given.application_id));
  if (ground.erased) throw erased('made');
  const template = await findTemplate(deps.sql, given.template_id ?? BUILT_IN_TEMPLATE);
  if (!template) throw invalidFields([{ path: 'template_id', message: 'is no template here' }]);
  const provider = given.provider ?? usualProvider(deps.providers, 'contract');
  if (provider !== BUILT_IN && !deps.providers.contract.has(provider)) {
    const known = [BUILT_IN, ...deps.providers.contract.keys()].join(', ');
    throw invalidFields([{ path: 'provider', message: `is not set up; there is ${known}` }]);
  }
  const language = given.language ?? ground.candidate_language ?? 'zh';
  const zone = ground.zone ?? deps.config.defaultTimeZone ?? SOMEWHERE;
  const at = new Date(deps.now());
  const terms: Terms = { ...given.fields, candidate_name: given.fields.candidate_name ?? ground.name ?? '' };
  const items = checkTerms(terms, template, language, dayThere(at, zone));
  if (items.length > 0) throw invalidFields(items);
  const id = newId('ctr');
  const agreed: Agreed = { id, template, terms, language, jobTitle: ground.title, zone, at };
  const paper = provider === BUILT_IN ? await print(deps, agreed) : null;
  return { id, agreed, ground, template, provider, paper };
}

/** @throws TingdaError for letters that would be printed as boxes, and while the store does not take it */
async function print(deps: ApiDeps, agreed: Agreed): Promise<Paper> {
  const sheet = sheetOf(agreed, null);
  const missing = await deps.printer.unprintable(wordsOf(sheet));
  if (missing.length > 0) throw invalidFields(unprintableFields(agreed.terms, missing));
  return keepPaper(deps, sheet).catch((cause: unknown) => {
    if (cause instanceof TingdaError) throw cause;
    throw new TingdaError('unavailable', 'The document could not be kept; nothing was stored. Try again.', {
      cause,
    });
  });
}

/** Which fields hold letters that would be printed as boxes. */
function unprintableFields(terms: Terms, missing: string[]): ErrorItem[] {
  const { wage: _, more, ...rest } = terms;
  const all = [
    ...Object.entries(rest).map(([name, value]) => [`fields.${name}`, value ?? ''] as const),
    ...Object.entries(more).map(([name, value]) => [`fields.more.${name}`, value] as const),
  ];
  const items = all.flatMap(([path, value]) => {
    const here = missing.filter((letter) => value.includes(letter));
    return here.length > 0
      ? [{ path, message: `has letters that cannot be printed: ${here.slice(0, 10).join(' ')}` }]
      : [];
  });
  const about = `has letters in the job's title that cannot be printed: ${missing.slice(0, 10).join(' ')}`;
  return items.length > 0 ? items : [{ path: 'application_id', message: about }];
}
