/**
 * The channels there are. A new one is a file beside this one, a row here, and a page in `docs/channels`. One that has no
 * variables is always on.
 */
import { z } from 'zod';
import { isCountry } from '../phone.ts';
import type { ChannelModule, ChannelRow } from './channel.ts';

const root = z.url({
  protocol: /^https?$/,
  error: 'must be an address that begins with https:// or http://',
});
const withoutSlash = (address: string) => address.replace(/\/+$/, '');

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
        TELEGRAM_API_ROOT: root.default('https://api.telegram.org').transform(withoutSlash),
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
  row(
    'twilio',
    z
      .object({
        TWILIO_ACCOUNT_SID: z
          .string("your account's SID, from the console")
          .regex(/^AC[0-9A-Za-z]{32}$/, 'must be the SID of your account, AC and 32 characters'),
        TWILIO_AUTH_TOKEN: z
          .string("your account's auth token, from the console")
          .regex(/^[\x21-\x7e]{8,128}$/, 'must be the auth token of your account'),
        TWILIO_FROM: z
          .string()
          .regex(/^(?:\+[1-9]\d{6,14}|\d{3,8})$/, 'must be a number like +15551234567, or a short code')
          .optional(),
        TWILIO_MESSAGING_SERVICE_SID: z
          .string()
          .regex(/^MG[0-9A-Za-z]{32}$/, 'must be the SID of a messaging service, MG and 32 characters')
          .optional(),
        TWILIO_API_ROOT: root.default('https://api.twilio.com').transform(withoutSlash),
      })
      .refine((given) => given.TWILIO_FROM ?? given.TWILIO_MESSAGING_SERVICE_SID, {
        path: ['TWILIO_FROM'],
        message: 'the number that we write from, or TWILIO_MESSAGING_SERVICE_SID',
      }),
    () => import('./twilio.ts'),
  ),
  row(
    'kannel',
    z.object({
      KANNEL_SEND_URL: root,
      KANNEL_USERNAME: z.string('the username of its sendsms-user').min(1).max(100),
      KANNEL_PASSWORD: z.string('the password of its sendsms-user').min(1).max(200),
      KANNEL_FROM: z
        .string('the number that we write from')
        .regex(
          /^(?:\+[1-9]\d{6,14}|\d{3,20}|[A-Za-z0-9 ]{1,11})$/,
          'must be a number, a short code or a name',
        ),
      KANNEL_CALLBACK_SECRET: z
        .string('make one with: openssl rand -hex 32')
        .regex(
          /^[A-Za-z0-9_-]{16,256}$/,
          'must be 16 to 256 of A-Z a-z 0-9 _ - (openssl rand -hex 32 makes one)',
        ),
      KANNEL_COUNTRY: z
        .string()
        .refine(isCountry, 'must be two letters like CN or GB: the country of numbers that come without one')
        .optional(),
    }),
    () => import('./kannel.ts'),
  ),
  row(
    'wecom',
    z.object({
      WECOM_CORP_ID: z
        .string('the id of your company, under 我的企业')
        .regex(/^[A-Za-z0-9_-]{4,64}$/, 'must be the id of your company, like ww0123456789abcdef'),
      WECOM_KF_SECRET: z
        .string('the secret of the app that manages customer service')
        .regex(/^[\x21-\x7e]{16,128}$/, 'must be the secret of the app that manages customer service'),
      WECOM_TOKEN: z
        .string('the Token beside the address that WeCom calls')
        .regex(
          /^[A-Za-z0-9]{1,32}$/,
          'must be the Token beside the address that WeCom calls, 1 to 32 letters and digits',
        ),
      WECOM_AES_KEY: z
        .string('the EncodingAESKey beside the address that WeCom calls')
        .regex(/^[A-Za-z0-9]{43}$/, 'must be the EncodingAESKey, 43 letters and digits'),
      WECOM_API_ROOT: root.default('https://qyapi.weixin.qq.com').transform(withoutSlash),
    }),
    () => import('./wecom.ts'),
  ),
  row(
    'wechat',
    z.object({
      WECHAT_PUPPET_ENDPOINT: z
        .string(
          'where your Wechaty gateway listens, like 10.0.0.5:8788: without one the library would call a public service',
        )
        .regex(
          /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})|\[[0-9A-Fa-f:.]{2,45}\]):\d{1,5}$/,
          'must be a host and a port, like 10.0.0.5:8788',
        ),
      WECHAT_PUPPET_TOKEN: z
        .string("the gateway's token, like insecure_ and a UUID")
        .regex(
          /^[A-Za-z0-9.-]{1,63}_[A-Za-z0-9-]{8,128}$/,
          'must be the token of the gateway: the name in its certificate, _ and a secret, like insecure_ and a UUID',
        ),
      WECHAT_PUPPET_TLS: z.enum(['on', 'off'], 'must be on or off').default('on'),
    }),
    () => import('./wechat.ts'),
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
