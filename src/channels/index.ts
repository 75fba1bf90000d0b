/**
 * The channels there are. A new one is a file beside this one, a row here, and a page in `docs/channels`. One that has no
 * variables is always on.
 */
import { z } from 'zod';
import type { ChannelModule, ChannelRow } from './channel.ts';

export const channelRegistry: readonly ChannelRow[] = [
  row(
    'telegram',
    z
      .object({
        TELEGRAM_BOT_TOKEN: z
          .string('the token that BotFather gave you')
          .regex(
            /^\d{3,20}:[A-Za-z0-9_-]{20,}$/,
            'must be the token that BotFather gave, like 123456789:AAF…',
          ),
        TELEGRAM_MODE: z.enum(['webhook', 'polling'], 'must be webhook or polling').default('webhook'),
        TELEGRAM_WEBHOOK_SECRET: z
          .string()
          .regex(
            /^[A-Za-z0-9_-]{1,256}$/,
            'must be 1 to 256 of A-Z a-z 0-9 _ - (openssl rand -hex 32 makes one)',
          )
          .optional(),
        TELEGRAM_API_ROOT: z
          .url({ protocol: /^https?$/, error: 'must be an address that begins with https:// or http://' })
          .default('https://api.telegram.org')
          .transform((root) => root.replace(/\/+$/, '')),
      })
      .refine(
        ({ TELEGRAM_MODE: mode, TELEGRAM_WEBHOOK_SECRET: secret }) =>
          mode === 'polling' || secret !== undefined,
        {
          path: ['TELEGRAM_WEBHOOK_SECRET'],
          error: 'make one with: openssl rand -hex 32 (TELEGRAM_MODE=polling needs none)',
          // Whatever else is wrong: each variable is named at once.
          when: () => true,
        },
      ),
    () => import('./telegram.ts'),
  ),
  row('api', z.object({}), () => import('./api.ts')),
  row('web', z.object({}), () => import('./web.ts')),
];

function row<E extends z.ZodObject>(
  type: string,
  environment: E,
  load: () => Promise<ChannelModule<z.infer<E>>>,
): ChannelRow {
  // Sound because `readConfig` hands over what this very `environment` parsed.
  return { type, environment, load: load as ChannelRow['load'] };
}
