/** Papers in the media store: printed, hashed, kept under a name that nobody else ever writes. */
import { createHash } from 'node:crypto';
import type { Sql } from '../../../db/client.ts';
import type { ContractRow } from '../../../db/contracts.ts';
import { draftMedia } from '../../../db/media-drafts.ts';
import { newId } from '../../ids.ts';
import type { Sheet } from './print.ts';
import type { Printer } from './printer.ts';
import type { Agreed } from './sheet.ts';

export const PAPER_TYPE = 'application/pdf';

export interface Paper {
  id: string;
  /** SHA-256, hexadecimal. */
  hash: string;
  bytes: number;
}

interface Store {
  put(name: string, bytes: Uint8Array, type: string): Promise<void>;
}

/**
 * Prints and keeps it as a draft: whoever commits what it belongs to settles that, and what nobody commits is swept away.
 * @throws TingdaError `unavailable`
 */
export async function keepPaper(
  { sql, printer, media }: { sql: Sql; printer: Printer; media: Store },
  sheet: Sheet,
): Promise<Paper> {
  const bytes = await printer.print(sheet);
  const id = newId('med');
  await draftMedia(sql, id);
  await media.put(id, bytes, PAPER_TYPE);
  return { id, hash: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
}

/** What a stored contract says; null once the person was erased. */
export function agreedOf(row: ContractRow): Agreed | null {
  const { id, terms, language, zone, body, fields } = row;
  if (!terms) return null;
  return { id, template: { body, fields }, terms, language, jobTitle: row.job_title, zone, at: row.made_at };
}
