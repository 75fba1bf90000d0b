/** `/v1/candidates/{id}/erasure`: the certificate of an erasure. */
import { createHash } from 'node:crypto';
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { type ErasureRow, findErasure } from '../../../db/certificates.ts';
import { HELD_PARTS } from '../../../db/holds.ts';
import { REGISTER } from '../../../db/personal.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { found, reading } from '../frames.ts';
import type { Guard } from '../guard.ts';
import { id, localized, stored, storedOrNull, timestamp } from '../schemas.ts';

const certificate = z
  .object({
    candidate_id: id('cnd'),
    state: z.enum(['waiting', 'done', 'held']).openapi({
      description: '`waiting`: not all is gone yet; `held`: all but what a legal hold names',
    }),
    asked_at: timestamp,
    asked_by: z.string().openapi({ description: 'The id of a key, `candidate`, or `retention`' }),
    done_at: timestamp.nullable().openapi({ description: 'When nothing was left that no hold names' }),
    last_at: timestamp.nullable().openapi({ description: 'When something was taken out for the last time' }),
    erased: z
      .record(z.string(), z.int())
      .openapi({ description: 'Rows of each table that had something of the person in them' }),
    media_files: z
      .object({ erased: z.int(), waiting: z.int() })
      .openapi({ description: 'Files; each was looked for in the store after it was erased' }),
    session_forgotten_at: timestamp
      .nullable()
      .openapi({ description: 'Null: the cache could not be reached, and what is there runs out by itself' }),
    held: z
      .array(z.object({ table: z.string(), rows: z.int(), part: z.enum(HELD_PARTS).nullable() }))
      .openapi({ description: 'What is there still, because a legal hold names it' }),
    legal_holds: z.array(
      z.object({ id: id('hld'), parts: z.array(z.enum(HELD_PARTS)), created_at: timestamp }),
    ),
    kept: z
      .array(z.object({ what: localized, why: localized }))
      .openapi({ description: 'What an erasure never takes: it says nothing of who it was' }),
    reapplied_at: z.array(timestamp).openapi({ description: 'After a restore of an older backup' }),
    sha256: z.string().openapi({ description: 'Of everything above, as JSON with its keys in this order' }),
  })
  .openapi('ErasureCertificate');

const KEPT = [
  {
    what: {
      zh: '记录行、编号、状态、时间和计数',
      en: 'rows, ids, states, times and counts',
    },
    why: {
      zh: '让已经统计的数字保持不变；其中没有任何能说明是谁的内容',
      en: 'what was counted stays counted; nothing in them says who it was',
    },
  },
  {
    what: { zh: '消息的带密钥哈希', en: 'keyed hashes of messages' },
    why: {
      zh: '服务商再次送来同一条消息时，不会把它当作新消息',
      en: 'a message that a provider delivers again is known, and makes nobody',
    },
  },
  {
    what: { zh: '文件的哈希', en: 'hashes of papers' },
    why: {
      zh: '有人拿出合同原件时可以核对',
      en: 'whoever has a paper can have it compared',
    },
  },
];

function wire(row: ErasureRow): z.infer<typeof certificate> {
  const held = Object.entries(row.kept).map(([table, rows]) => ({
    table,
    rows,
    part: REGISTER[table]?.part ?? null,
  }));
  const open = row.done_at === null || row.media_waiting > 0;
  const said = {
    candidate_id: row.candidate_id,
    state: open ? ('waiting' as const) : held.length > 0 ? ('held' as const) : ('done' as const),
    asked_at: stored(row.at),
    asked_by: row.by,
    done_at: storedOrNull(row.done_at),
    last_at: storedOrNull(row.last_at),
    erased: row.erased,
    media_files: { erased: row.media_files, waiting: row.media_waiting },
    session_forgotten_at: storedOrNull(row.session_forgotten_at),
    held,
    legal_holds: row.holds,
    kept: KEPT,
    reapplied_at: row.reapplied_at.map(stored),
  };
  return { ...said, sha256: createHash('sha256').update(JSON.stringify(said)).digest('hex') };
}

export function erasureRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps, guard: Guard): void {
  const read = createRoute({
    ...guard('candidates:read'),
    operationId: 'getErasure',
    ...reading('cnd', 'What was taken out, and what stays', certificate),
    path: '/v1/candidates/{id}/erasure',
    summary: 'The certificate of an erasure',
  });
  api.openapi(read, async (c) => {
    return c.json(wire(found(await findErasure(deps.sql, c.req.valid('param').id))), 200);
  });
}
