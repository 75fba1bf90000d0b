/** `/v1/candidates/{id}/export/archive`: the same as the export, to be read by a person too, with every recording and paper. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { findCandidate } from '../../../db/candidates.ts';
import { WHOLE_PERSON } from '../../auth/scopes.ts';
import { archiveOf } from '../archive.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { found } from '../frames.ts';
import type { Guard } from '../guard.ts';
import { idParam, problems } from '../schemas.ts';

export function exportArchiveRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps, guard: Guard): void {
  const read = createRoute({
    ...guard(WHOLE_PERSON),
    operationId: 'exportCandidateArchive',
    method: 'get',
    path: '/v1/candidates/{id}/export/archive',
    summary:
      'Everything that is kept of one candidate, as a zip: data, a page to be read, recordings and papers',
    description: 'The same that they are given themselves when they ask for it in the chat.',
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
    // It is written as it is read, so there is no value to check it by.
    return new Response(archiveOf(deps, row), {
      headers: {
        'content-type': 'application/zip',
        'content-disposition': `attachment; filename="${candidateId}.zip"`,
      },
    }) as never;
  });
}
