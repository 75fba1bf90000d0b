/** What is in the files: a line a row. Those of candidates have the columns that an import takes. */
import { type ApplicationFilter, type ApplicationRow, listApplications } from '../../../db/applications.ts';
import type { CandidateFilter } from '../../../db/candidate-filters.ts';
import { type CandidateRow, listCandidates } from '../../../db/candidates.ts';
import type { Sql } from '../../../db/client.ts';
import { type EmploymentFilter, type EmploymentRow, listEmployments } from '../../../db/employments.ts';
import { erasedCandidates, erasedEmployments } from '../../../db/erased.ts';
import type { Page } from '../../../db/pages.ts';
import { listPay, type PayRow } from '../../../db/pay-statements.ts';
import { listPerformance, type PerformanceRow } from '../../../db/performance-records.ts';
import type { ApiDeps } from '../deps.ts';
import { listed } from '../imports/cells.ts';
import { todayAt, wageOn } from '../routes/employments.ts';
import type { recordFilterOf } from '../synced.ts';
import type { Cell, Export } from './stream.ts';

/** By name; the cells and the object come of the same. */
type Columns<Row> = Record<string, (row: Row) => unknown>;

function rowsOf<Row>(columns: Columns<Row>, page: Export<Row>['page']): Export<Row> {
  const entries = Object.entries(columns);
  return {
    page,
    columns: Object.keys(columns),
    cells: (row) => entries.map(([, read]) => cellOf(read(row))),
    object: (row) => Object.fromEntries(entries.map(([name, read]) => [name, read(row) ?? null])),
  };
}

function cellOf(value: unknown): Cell {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object' && value !== null) return JSON.stringify(value);
  return (value ?? null) as Cell;
}

async function without<Row>(
  page: Page<Row>,
  owner: (row: Row) => string,
  erasedOf: (ids: string[]) => Promise<Set<string>>,
): Promise<Page<Row>> {
  const erased = await erasedOf(page.rows.map(owner));
  return { ...page, rows: page.rows.filter((row) => !erased.has(owner(row))) };
}

/** What the system that somebody came from calls them. */
const remoteId = (row: CandidateRow): string | null =>
  row.remote_ids.find(({ source }) => source === row.source)?.remote_id ?? null;

const texts = (value: unknown): string | null => listed(value as string[] | undefined);

export const candidates = (sql: Sql, filter: CandidateFilter): Export<CandidateRow> => {
  const table = rowsOf<CandidateRow>(
    {
      id: (row) => row.id,
      source: (row) => row.source,
      remote_id: remoteId,
      name: (row) => row.name,
      phone: (row) => row.phone,
      language: (row) => row.language,
      time_zone: (row) => row.time_zone,
      areas: (row) => texts(row.preferences.areas),
      slots: (row) => texts(row.preferences.slots),
      roles: (row) => texts(row.preferences.roles),
      accepts_night: (row) => row.preferences.accepts_night,
      education: (row) => row.profile.education,
      experience: (row) => texts(row.profile.experience),
      skills: (row) => texts(row.profile.skills),
      age: (row) => row.profile.age,
      birth_date: (row) => row.profile.birth_date,
      lat: (row) => row.location?.lat,
      lon: (row) => row.location?.lon,
    },
    (page) => listCandidates(sql, filter, page),
  );
  return {
    ...table,
    object: (row) => ({
      id: row.id,
      source: row.source,
      remote_id: remoteId(row),
      name: row.name,
      phone: row.phone,
      language: row.language,
      time_zone: row.time_zone,
      preferences: row.preferences,
      profile: row.profile,
      location: row.location,
    }),
  };
};

export const applications = (sql: Sql, filter: ApplicationFilter): Export<ApplicationRow> =>
  rowsOf(
    {
      id: (row) => row.id,
      candidate_id: (row) => row.candidate_id,
      opening_id: (row) => row.opening_id,
      stage: (row) => row.stage,
      source: (row) => row.source,
      applied_at: (row) => row.applied_at,
      interview_id: (row) => row.interview_id,
      recommendation: (row) => row.recommendation,
    },
    async (page) =>
      without(
        await listApplications(sql, filter, page),
        (row) => row.candidate_id,
        (ids) => erasedCandidates(sql, ids),
      ),
  );

export const employments = (
  { sql, now, config }: Pick<ApiDeps, 'sql' | 'now' | 'config'>,
  filter: EmploymentFilter,
): Export<EmploymentRow> => {
  const wage = (row: EmploymentRow) => wageOn(row, todayAt({ now, config }, row));
  return rowsOf(
    {
      id: (row) => row.id,
      application_id: (row) => row.application_id,
      candidate_id: (row) => row.candidate_id,
      opening_id: (row) => row.opening_id,
      state: (row) => row.state,
      starts_on: (row) => row.starts_on,
      ends_on: (row) => row.ends_on,
      end_reason: (row) => row.end_reason,
      wage_amount: (row) => wage(row)?.amount,
      wage_currency: (row) => wage(row)?.currency,
      wage_per: (row) => wage(row)?.per,
      source: (row) => row.source,
      remote_id: (row) => row.remote_id,
    },
    async (page) => {
      const found = await listEmployments(sql, filter, page);
      return { ...found, rows: found.rows.filter(({ erased }) => !erased) };
    },
  );
};

type RecordFilter = ReturnType<typeof recordFilterOf>;

export const performanceRecords = (sql: Sql, filter: RecordFilter): Export<PerformanceRow> =>
  rowsOf(
    {
      id: (row) => row.id,
      employment_id: (row) => row.employment_id,
      period_start: (row) => row.period_start,
      period_end: (row) => row.period_end,
      rating: (row) => row.rating,
      metrics: (row) => row.metrics,
      source: (row) => row.source,
      remote_id: (row) => row.remote_id,
    },
    async (page) =>
      without(
        await listPerformance(sql, filter, page),
        (row) => row.employment_id,
        (ids) => erasedEmployments(sql, ids),
      ),
  );

export const payStatements = (sql: Sql, filter: RecordFilter): Export<PayRow> =>
  rowsOf(
    {
      id: (row) => row.id,
      employment_id: (row) => row.employment_id,
      period_start: (row) => row.period_start,
      period_end: (row) => row.period_end,
      paid_on: (row) => row.paid_on,
      currency: (row) => row.currency,
      gross: (row) => row.gross,
      net: (row) => row.net,
      lines: (row) => row.lines,
      source: (row) => row.source,
      remote_id: (row) => row.remote_id,
      told_at: (row) => row.told_at,
    },
    async (page) =>
      without(
        await listPay(sql, filter, page),
        (row) => row.employment_id,
        (ids) => erasedEmployments(sql, ids),
      ),
  );
