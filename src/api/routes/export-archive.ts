/** `/v1/candidates/{id}/export/archive`: the same as the export, to be read by a person too, with every recording and paper. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';

import { findCandidate } from '../../../db/candidates.ts';
import {
  exportApplications,
  exportAssessments,
  exportEmployments,
  exportFiles,
  exportTurns,
} from '../../../db/export.ts';
import { masked, openIdentity } from '../../pipeline/identity.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { flowing } from '../flowing.ts';
import { found } from '../frames.ts';
import type { Guard } from '../guard.ts';
import { type Readable, readable } from '../readable.ts';
import { idParam, problems } from '../schemas.ts';
import { type Entry, zipped } from '../zipped.ts';
import { wireCandidate } from './candidates.ts';
import { exportDocument } from './personal-data.ts';

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

export function exportArchiveRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps, guard: Guard): void {
  const read = createRoute({
    ...guard('candidates:read'),
    operationId: 'exportCandidateArchive',
    method: 'get',
    path: '/v1/candidates/{id}/export/archive',
    summary:
      'Everything that is kept of one candidate, as a zip: data, a page to be read, recordings and papers',
    request: { params: idParam('cnd') },
    responses: {
      200: {
        description: '`data.json`, `readable.html`, `media/…`, `contracts/…`',
        content: { 'application/zip': { schema: z.string().openapi({ format: 'binary' }) } },
      },
      ...problems(404),
    },
  });
  api.openapi(read, async (c) => {
    const candidateId = c.req.valid('param').id;
    const row = found(await findCandidate(deps.sql, candidateId));
    // The document tells its type; it is written as it is read, so there is no value to check it by.
    return new Response(flowing(deps.log, zipped(entries(deps, candidateId, row))), {
      headers: {
        'content-type': 'application/zip',
        'content-disposition': `attachment; filename="${candidateId}.zip"`,
      },
    }) as never;
  });
}

type Found = NonNullable<Awaited<ReturnType<typeof findCandidate>>>;

async function* entries(deps: ApiDeps, candidateId: string, row: Found): AsyncGenerator<Entry> {
  const { sql, media } = deps;
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
    language: known.language ?? 'zh',
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
