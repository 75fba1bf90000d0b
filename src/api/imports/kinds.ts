/** What can be imported. */
import type { ImportKind } from '../../../db/imports.ts';
import type { Scope } from '../../auth/scopes.ts';
import { candidates } from './candidates.ts';
import { employments } from './employments.ts';
import type { Kind } from './kind.ts';
import { payStatements, performanceRecords } from './records.ts';

export const kinds: Record<ImportKind, Kind> = {
  candidates,
  employments,
  performance_records: performanceRecords,
  pay_statements: payStatements,
};

export const scopesOf = {
  candidates: { read: 'candidates:read', write: 'candidates:write' },
  employments: { read: 'pipeline:read', write: 'pipeline:write' },
  performance_records: { read: 'pipeline:read', write: 'pipeline:write' },
  pay_statements: { read: 'pipeline:read', write: 'pipeline:write' },
} as const satisfies Record<ImportKind, { read: Scope; write: Scope }>;
