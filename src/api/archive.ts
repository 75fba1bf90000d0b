/** Everything that is kept of one person as a zip: for the API, and for themselves. */
import type { findCandidate } from '../../db/candidates.ts';
import {
  exportApplications,
  exportAssessments,
  exportEmployments,
  exportFiles,
  exportTurns,
} from '../../db/export.ts';
import { masked, openIdentity } from '../pipeline/identity.ts';
import type { Language } from '../types.ts';
import type { ApiDeps } from './deps.ts';
import { flowing } from './flowing.ts';
import { type Readable, readable } from './readable.ts';
import { wireCandidate } from './routes/candidates.ts';
import { exportDocument } from './routes/personal-data.ts';
import { type Entry, zipped } from './zipped.ts';

const ENDINGS: Record<string, string> = {
  'application/pdf': 'pdf',
  'audio/wav': 'wav',
  'audio/ogg': 'ogg',
  'audio/amr': 'amr',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/webm': 'webm',
};
/** Larger than anything that is taken in. */
const WHOLE_FILE = 64 * 1024 * 1024;

type Deps = Pick<ApiDeps, 'sql' | 'media' | 'identities' | 'config' | 'log'>;
type Found = NonNullable<Awaited<ReturnType<typeof findCandidate>>>;

/** @param language of the page to be read; without, the one that they are known to read */
export function archiveOf(deps: Deps, row: Found, language?: Language): ReadableStream<Uint8Array> {
  return flowing(deps.log, zipped(entries(deps, row, language)));
}

async function* entries(deps: Deps, row: Found, language: Language | undefined): AsyncGenerator<Entry> {
  const { sql, media } = deps;
  const { id: candidateId } = row;
  const identity = openIdentity(deps.identities, candidateId, row.identity);
  const papers = identity && { ...identity, id_number: masked(identity.id_number) };
  const known = wireCandidate(deps, row);
  yield {
    name: 'data.json',
    packed: false,
    bytes: encoded(exportDocument(deps, candidateId, { known, papers })),
  };
  const files = (await exportFiles(sql, candidateId)).map(({ name, type, at }) => {
    const folder = type === 'application/pdf' ? 'contracts' : 'media';
    return { id: name, name: `${folder}/${name}.${ENDINGS[type] ?? 'bin'}`, at };
  });
  const about = [
    { label: 'name', value: known.name },
    { label: 'phone', value: known.phone },
    { label: 'language', value: known.language },
    { label: 'legal_name', value: papers?.legal_name },
    { label: 'birth_date', value: papers?.birth_date },
  ].flatMap(({ label, value }) => (value ? [{ label, value }] : []));
  const given: Readable = {
    language: language ?? known.language ?? 'zh',
    zone: known.time_zone ?? deps.config.defaultTimeZone ?? 'UTC',
    about,
    applications: await exportApplications(sql, candidateId),
    employments: await exportEmployments(sql, candidateId),
    assessments: await exportAssessments(sql, candidateId),
    turns: exportTurns(sql, candidateId),
    files,
  };
  yield { name: 'readable.html', packed: false, bytes: encoded(readable(given)) };
  for (const { id, name } of files) {
    const bytes = await media.read(id, 0, WHOLE_FILE);
    if (bytes) yield { name, packed: true, bytes: once(bytes) };
  }
}

async function* encoded(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) yield Buffer.from(piece);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
