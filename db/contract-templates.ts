/** Templates of contracts: every version is kept as it was. */
import { newId } from '../src/ids.ts';
import type { Localized } from '../src/types.ts';
import type { Sql, Tx } from './client.ts';
import { asked, type Page, type PageRequest, toPage } from './pages.ts';

export interface TemplateRow {
  id: string;
  version: number;
  name: string;
  body: Localized;
  fields: Record<string, Localized>;
  hash: string;
  made_by: string;
  created_at: Date;
}

export interface NewTemplate {
  name: string;
  body: Localized;
  fields: Record<string, Localized>;
  hash: string;
  by: string;
}

/** The one that comes with the house. */
export const BUILT_IN_TEMPLATE = `tpl_${'0'.repeat(25)}`;

const columns = ['id', 'version', 'name', 'body', 'fields', 'hash', 'made_by', 'created_at'] as const;

/** The first version. */
export async function insertTemplate(tx: Tx, template: NewTemplate): Promise<TemplateRow> {
  return insertVersion(tx, newId('tpl'), 1, template);
}

/**
 * A new version, or the last one again if nothing is new.
 * @returns null when there is no such template
 */
export async function changeTemplate(tx: Tx, id: string, template: NewTemplate): Promise<TemplateRow | null> {
  // Versions are counted one after the other.
  await tx`select pg_advisory_xact_lock(hashtextextended(${`template ${id}`}, 3))`;
  const last = await findTemplate(tx, id);
  if (!last) return null;
  if (last.hash === template.hash && last.name === template.name) return last;
  return insertVersion(tx, id, last.version + 1, template);
}

/** The text that comes with the house, as it is by now. Several processes may begin at once. */
export async function keepBuiltIn(sql: Sql, template: NewTemplate): Promise<void> {
  await sql.begin(async (tx) => {
    const changed = await changeTemplate(tx, BUILT_IN_TEMPLATE, template);
    if (!changed) await insertVersion(tx, BUILT_IN_TEMPLATE, 1, template);
  });
}

async function insertVersion(
  tx: Tx,
  id: string,
  version: number,
  { name, body, fields, hash, by }: NewTemplate,
): Promise<TemplateRow> {
  const [row] = await tx<TemplateRow[]>`
    insert into contract_templates (id, version, name, body, fields, hash, made_by)
    values (${id}, ${version}, ${name}, ${tx.json(body as never)}, ${tx.json(fields as never)}, ${hash}, ${by})
    returning ${tx(columns)}`;
  return row!;
}

/** The last version; null when there is no such template. */
export async function findTemplate(tx: Tx, id: string): Promise<TemplateRow | null> {
  const [row] = await tx<TemplateRow[]>`
    select ${tx(columns)} from contract_templates where id = ${id} order by version desc limit 1`;
  return row ?? null;
}

/** The last version of each, newest first. */
export async function listTemplates(tx: Tx, page: PageRequest): Promise<Page<TemplateRow>> {
  const rows = await tx<(TemplateRow & { position: number })[]>`
    select ${tx([...columns, 'position'])} from contract_templates t
    where true ${asked(tx, page.after, tx`and position < ${page.after}`)}
      and version = (select max(version) from contract_templates v where v.id = t.id)
    order by position desc limit ${page.limit + 1}`;
  return toPage(rows, page.limit, (row) => row.position);
}
