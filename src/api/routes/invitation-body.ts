/** What an invitation is on the wire, and what it is made of. */
import { z } from '@hono/zod-openapi';
import { exampleId } from '../openapi/example-ids.ts';
import { channel as channelName, id, phone, text, timestamp } from '../schemas.ts';

const channel = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'must be the name of a channel, like telegram, sms or web')
  .openapi({ example: 'telegram' });

const WHO = ['candidate_id', 'phone', 'address'] as const;

export const creation = z
  .strictObject({
    opening_id: id('opn'),
    candidate_id: id('cnd').optional(),
    phone: phone.optional().openapi({ description: 'Whoever has it; a candidate is made when nobody has' }),
    address: text(200)
      .optional()
      .openapi({ description: 'On `channel`, as `identities` of a candidate has it' }),
    channel: channel.optional().openapi({
      description:
        'Where to write; without, where the person was last. `sms` is taken for whichever of `twilio` and `kannel` is on, and read back as that one',
    }),
    send: z.boolean().default(true),
  })
  .refine((given) => WHO.filter((name) => given[name] !== undefined).length === 1, {
    path: ['candidate_id'],
    message: 'must be given, or phone, or address: one of the three',
  })
  .refine((given) => given.address === undefined || given.channel !== undefined, {
    path: ['channel'],
    message: 'must say where the address is',
  })
  .openapi('NewInvitation', {
    example: { opening_id: exampleId('opn'), phone: '+8613800138000', channel: 'telegram', send: true },
  });

export const invitation = z
  .object({
    id: id('inv'),
    code: z.string(),
    link: z.string().nullable(),
    channel: channelName,
    candidate_id: id('cnd'),
    application_id: id('app'),
    opening_id: id('opn'),
    interview_id: id('int'),
    state: z.enum(['queued', 'sent', 'not_sent']),
    reason: z.string().nullable().openapi({
      description:
        'Why it was not sent: not_asked · opted_out · no_address · unreachable · channel_off · opening_not_open · application_over · consent_refused · taken_over · revoked · expired, or what the provider said',
    }),
    expires_at: timestamp,
    revoked_at: timestamp.nullable(),
    claimed_at: timestamp.nullable(),
    created_at: timestamp,
  })
  .openapi('Invitation');
