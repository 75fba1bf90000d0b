/** What is wrong with a row, without a word of what stands in it. */
import type { z } from '@hono/zod-openapi';
import type { Header } from './header.ts';
import type { RowProblem } from './kind.ts';

/** By the name of the column where the row came in a table. */
export function problemOf(issue: z.core.$ZodIssue, header: Header | null): RowProblem {
  if (issue.code === 'unrecognized_keys') {
    const field = nameable([...issue.path, issue.keys[0]!]);
    return { field, code: 'unknown_field', message: 'is not a field here' };
  }
  const column = header?.find(({ column }) => column.path.every((step, i) => step === issue.path[i]));
  return {
    field: column?.name ?? nameable(issue.path),
    code: 'validation_failed',
    message: issue.message,
  };
}

/** A key can be anybody's number or name: what no field looks like is not repeated. */
export function nameable(path: readonly PropertyKey[]): string | null {
  const name = path.map(String).join('.');
  return /^[a-z][a-z_]*([.][a-z0-9_]{1,40}){0,3}$/.test(name) && name.length <= 80 ? name : null;
}
