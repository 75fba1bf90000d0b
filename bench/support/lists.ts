/** The lists of the API as its own document describes them, and what to ask them for. */
import type postgres from 'postgres';
import { type Chance, pick } from './chance.ts';
import { SOURCES } from './pool.ts';

interface Parameter {
  in: string;
  name: string;
  schema: { enum?: string[]; type?: string };
}

export interface Document {
  paths: Record<string, { get?: { parameters?: Parameter[] } }>;
}

export interface List {
  name: string;
  path: string;
  filters: Parameter[];
}

/** Ids to ask about, by the name of the filter or the beginning of the path. */
export type Ids = Record<string, string[]>;

/** Of a database that {@link fillPool} and {@link fillPipeline} have filled. */
export async function sampleIds(sql: postgres.Sql): Promise<Ids> {
  const sample = async (table: string, order = 'md5(id)') =>
    (await sql.unsafe(`select id from ${table} order by ${order} limit 40`)).map(({ id }) => String(id));
  return {
    // Those that most applied to, and those that fewest did.
    opening_id: [
      ...(await sample('openings', 'position')).slice(0, 5),
      ...(await sample('openings', 'position desc')),
    ],
    candidate_id: await sample('candidates'),
    application_id: await sample('applications'),
    interview_id: await sample('interviews'),
    employment_id: await sample('employments'),
    webhook_endpoints: await sample('webhook_endpoints', 'position'),
  };
}

/** `candidates` has a part of its own; the others are short, or of one thing that is short. */
const FEW = /^\/v1\/(candidates|users|legal_holds|imports(\/.*)?|background_checks\/\{id\}\/replies)$/;

/** As the API itself describes them. */
export function listsOf(document: Document): List[] {
  return Object.entries(document.paths).flatMap(([path, { get }]) => {
    const asked = (get?.parameters ?? []).filter((one) => one.in === 'query');
    if (!get || !asked.some(({ name }) => name === 'cursor') || FEW.test(path)) return [];
    const filters = asked.filter(({ name }) => !['cursor', 'limit', 'after'].includes(name));
    return [{ name: path.replace('/v1/', ''), path, filters }];
  });
}

export function pathOf(random: Chance, { path }: List, ids: Ids): string {
  const [, , of = ''] = path.split('/');
  return path.replace('{id}', () => pick(random, ids[of] ?? ids[of.replace(/s$/, '_id')] ?? []));
}

const WORDS: Record<string, string[]> = {
  source: [...SOURCES, 'hr_cloud', 'payroll', 'spreadsheet', 'nowhere'],
  role: ['sorter', 'courier'],
  q: ['POOL0007', '岗', 'nothing'],
  actor: ['bootstrap', 'command_line'],
  action: ['getCandidate', 'listCandidates', 'decide'],
  type: ['interview.completed', 'stage.changed', 'contract.signed'],
};

export function wantedOf(random: Chance, { name, schema }: Parameter, ids: Ids): string {
  const known = ids[name];
  if (known) return pick(random, known);
  if (schema.enum) return pick(random, schema.enum);
  if (schema.type === 'boolean') return pick(random, ['true', 'false']);
  if (/_(after|before)$|^since$|^until$/.test(name)) {
    return new Date(Date.now() + (random() - 0.5) * 100 * 86_400_000).toISOString();
  }
  const words = WORDS[name];
  if (!words) throw new Error(`Nobody has said what the filter ${name} is asked for.`);
  return pick(random, words);
}

/** From the cursor of a second page one to a place anywhere in the list; null where a cursor is the id of an entry. */
export function far(random: Chance, cursor: string): string | null {
  const [, name, position] = /^(.+):(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (name === undefined) return cursor;
  return Buffer.from(`${name}:${Math.floor(Number(position) * (0.2 + random()))}`).toString('base64url');
}

/** No filter, each alone, and each two of them. */
export function combinations({ filters }: List): Parameter[][] {
  const pairs = filters.flatMap((one, i) => filters.slice(i + 1).map((other) => [one, other]));
  return [[], ...filters.map((filter) => [filter]), ...pairs];
}
