/** What a kind of import is made of: its columns, what a row must be, and how rows are taken in. */
import type { z } from '@hono/zod-openapi';
import type { Tx } from '../../../db/client.ts';
import type { Config } from '../../config.ts';
import type { Hash } from '../../secrets.ts';

/** A column of CSV. */
export interface Column {
  /** Where in the row's object it goes. */
  path: readonly string[];
  /** Other names that it goes by. */
  also?: readonly string[];
  /** The cell, which has something in it, as the row has it; what cannot be read stays as it is, and is found wrong there. */
  read?(cell: string): unknown;
}

export interface RowProblem {
  /** A column or a field; null where it is about the whole row. */
  field: string | null;
  code: string;
  message: string;
}

export type Outcome =
  | { did: 'created' | 'updated' | 'unchanged' }
  /** Left out on purpose, which is no mistake of the file. */
  | { did: 'skipped'; problems: RowProblem[] }
  | { did: 'failed'; problems: RowProblem[] };

export const skipped = (code: string, message: string): Outcome => ({
  did: 'skipped',
  problems: [{ field: null, code, message }],
});
export const failed = (code: string, field: string | null, message: string): Outcome => ({
  did: 'failed',
  problems: [{ field, code, message }],
});

export interface RowContext {
  /** The system that rows come from which do not say. */
  source: string | null;
  /** The country of numbers that come without one. */
  country: string | null;
  /** The key that asked, or `command`. */
  by: string;
  eraseHash: Hash;
  config: Pick<Config, 'defaultTimeZone'>;
  now(): number;
}

/** Each kind has rows of its own: they come from `row`, and go to `take` of the same kind. */
export interface Kind<Row = unknown> {
  columns: Record<string, Column>;
  /** A column of a name that is not known beforehand; null: there is none. */
  column?(name: string): Column | null;
  row: z.ZodType<Row>;
  /** Rows of one transaction. */
  batch: number;
  /** What becomes of each row, in their order. Whatever throws is a failure of the batch. */
  take(tx: Tx, rows: readonly Row[], context: RowContext): Promise<Outcome[]>;
}
