/** What a contract is on the wire. */
import { z } from '@hono/zod-openapi';
import type { ContractRow } from '../../../db/contracts.ts';
import { statesOf } from '../../pipeline/machine.ts';
import { fields } from '../contract-making.ts';
import { id, stored, storedOrNull, timestamp } from '../schemas.ts';

export const state = z.enum(statesOf('contract'));

const paper = z.object({ sha256: z.string(), bytes: z.int() });

export const contract = z
  .object({
    id: id('ctr'),
    application_id: id('app'),
    candidate_id: id('cnd'),
    state,
    provider: z.string(),
    external_id: z.string().nullable().openapi({ description: "The provider's name for it" }),
    template_id: id('tpl'),
    template_version: z.int(),
    template_hash: z.string(),
    language: z.enum(['zh', 'en']),
    fields: fields.nullable().openapi({ description: 'Null after the candidate was erased' }),
    expires_in_days: z.int(),
    sent_at: timestamp.nullable(),
    expires_at: timestamp.nullable(),
    document: paper
      .nullable()
      .openapi({ description: 'As it was before anybody signed; null where a provider has it' }),
    signature: paper
      .extend({ signer: z.string().nullable(), signed_at: timestamp })
      .nullable()
      .openapi({ description: 'The document with the record of the signature; null before' }),
    remark: z.string().nullable().openapi({ description: 'What the candidate said instead of signing' }),
    trouble: z.string().nullable().openapi({ description: 'Why the provider did not take it' }),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .openapi('Contract');

export function wire(row: ContractRow): z.infer<typeof contract> {
  const { signed_at: signedAt, signed_hash: sha256, signed_bytes: bytes } = row;
  const signature =
    signedAt && sha256 !== null && bytes !== null
      ? { sha256, bytes, signer: row.signer, signed_at: stored(signedAt) }
      : null;
  return {
    id: row.id,
    application_id: row.application_id,
    candidate_id: row.candidate_id,
    state: row.state,
    provider: row.provider,
    external_id: row.external_id,
    template_id: row.template_id,
    template_version: row.template_version,
    template_hash: row.template_hash,
    language: row.language,
    fields: row.terms,
    expires_in_days: row.expires_in_days,
    sent_at: storedOrNull(row.sent_at),
    expires_at: storedOrNull(row.expires_at),
    document:
      row.document_hash === null || row.document_bytes === null
        ? null
        : { sha256: row.document_hash, bytes: row.document_bytes },
    signature,
    remark: row.remark,
    trouble: row.trouble,
    created_at: stored(row.created_at),
    updated_at: stored(row.updated_at),
  };
}
