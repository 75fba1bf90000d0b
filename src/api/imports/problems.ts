/** What is wrong with a row, without a word of what stands in it. */
import type { z } from '@hono/zod-openapi';
import type { Header } from './header.ts';
import type { RowProblem } from './kind.ts';

export function problemOf(issue: z.core.$ZodIssue): RowProblem {
  if (issue.code === 'unrecognized_keys') {
    const field = nameable([...issue.path, issue.keys[0]!]);
    return { field, code: 'unknown_field', message: 'is not a field here' };
  }
  return { field: nameable(issue.path), code: 'validation_failed', message: issue.message };
}

/** The same, by the name that the column has in its file. */
export function inTable(problem: RowProblem, header: Header | null): RowProblem {
  const { field } = problem;
  const column = header?.find(({ column }) => {
    const path = column.path.join('.');
    return field === path || field?.startsWith(`${path}.`);
  });
  return column ? { ...problem, field: column.name } : problem;
}

/** A key can be anybody's number or name: what no field looks like is not repeated. */
export function nameable(path: readonly PropertyKey[]): string | null {
  const name = path.map(String).join('.');
  return /^[a-z][a-z_]*([.][a-z0-9_]{1,40}){0,3}$/.test(name) && name.length <= 80 ? name : null;
}
