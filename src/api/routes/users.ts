/** `/v1/users`: the people of HR, who come by invitation only. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { writeAudit } from '../../../db/audit.ts';
import type { Tx } from '../../../db/client.ts';
import { endSessions } from '../../../db/sessions.ts';
import { closeUserLinks } from '../../../db/user-links.ts';
import { changeUser, findUser, listUsers, lockUser, otherOwners, type UserRow } from '../../../db/users.ts';
import { revokeKeysOf } from '../../auth/keys.ts';
import { inviteUser, type Link, makeLink, readEmail } from '../../auth/links.ts';
import { ROLES } from '../../auth/roles.ts';
import { TingdaError } from '../../errors.ts';
import { actorOf } from '../audit.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { changing, found, listing, making, reading } from '../frames.ts';
import type { Guard } from '../guard.ts';
import { changed, once } from '../once.ts';
import { pageAnswer, pageRequest } from '../pages.ts';
import {
  bodyProblems,
  id,
  idempotencyHeader,
  idParam,
  json,
  stored,
  storedOrNull,
  timestamp,
} from '../schemas.ts';

const role = z.enum(ROLES).openapi({
  description: 'owner: everything; recruiter: all but keys, users and webhooks; viewer: reads',
});

const creation = z
  .strictObject({
    email: z
      .string()
      .max(254)
      .refine((given) => readEmail(given) !== null, 'must be an address like li@example.com')
      .overwrite((given) => readEmail(given) ?? given)
      .openapi({ example: 'li@example.com', pattern: '^[a-z]{1,20}@[a-z]{1,20}\\.[a-z]{2,6}$' }),
    role,
  })
  .openapi('NewUser');

const change = z.strictObject({ role, disabled: z.boolean() }).partial().openapi('UserChange');

const keyName = z.object({ id: id('key'), name: z.string() });

const user = z
  .object({
    id: id('usr'),
    email: z.string(),
    role,
    state: z.enum(['invited', 'active', 'disabled']),
    joined_at: timestamp.nullable(),
    disabled_at: timestamp.nullable(),
    last_login_at: timestamp.nullable(),
    sign_in: z.object({ password: z.boolean(), passkeys: z.int(), recovery_codes: z.int() }),
    keys: z
      .array(keyName)
      .openapi({ description: 'Those of theirs that work; they end when the person is disabled' }),
    revoked_keys: z.array(keyName).optional().openapi({
      description:
        'In the answer of a change: what it ended, all keys of who is disabled, and those that may do more than another role',
    }),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .openapi('User');

const invited = user
  .extend({
    link: z
      .string()
      .optional()
      .openapi({ description: 'Opens once, for 72 hours; not in a repeated answer' }),
    link_expires_at: timestamp,
  })
  .openapi('InvitedUser');

function wire(row: UserRow): z.infer<typeof user> {
  return {
    id: row.id,
    email: row.email,
    role: row.role,
    state: row.disabled_at ? 'disabled' : row.joined_at ? 'active' : 'invited',
    joined_at: storedOrNull(row.joined_at),
    disabled_at: storedOrNull(row.disabled_at),
    last_login_at: storedOrNull(row.last_login_at),
    sign_in: { password: row.password, passkeys: row.passkeys, recovery_codes: row.recovery_codes },
    keys: row.keys,
    created_at: stored(row.created_at),
    updated_at: stored(row.updated_at),
  };
}

export function userRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps, guard: Guard): void {
  const withLink = (row: UserRow, { path, expiresAt }: Link) => ({
    body: { ...wire(row), link_expires_at: stored(expiresAt) },
    secret: { link: `${deps.address() ?? ''}${path}` },
  });

  const list = createRoute({
    ...guard('admin'),
    operationId: 'listUsers',
    ...listing(user, {}),
    path: '/v1/users',
    summary: 'People of HR, newest first',
  });
  api.openapi(list, async (c) => {
    const page = await listUsers(deps.sql, pageRequest(c, 'users', c.req.valid('query')));
    return c.json(pageAnswer(c, 'users', page, wire), 200);
  });

  const create = createRoute({
    ...guard('admin'),
    operationId: 'inviteUser',
    ...making(creation, 'Invited', invited),
    path: '/v1/users',
    summary: 'Invite somebody: the answer has the link that they join by, once',
  });
  api.openapi(create, async (c) => {
    const { email, role } = c.req.valid('json');
    const made = await once<z.infer<typeof invited>>(c, deps, async (tx) => {
      const { user, link } = await inviteUser(tx, { email, role, by: c.get('principal').id });
      return { ...withLink(user, link), location: `/v1/users/${user.id}` };
    });
    return c.json(made.body, 201, made.headers);
  });

  const read = createRoute({
    ...guard('admin'),
    operationId: 'getUser',
    ...reading('usr', 'The user', user),
    path: '/v1/users/{id}',
    summary: 'One of them',
  });
  api.openapi(read, async (c) => {
    return c.json(wire(found(await findUser(deps.sql, c.req.valid('param').id))), 200);
  });

  const update = createRoute({
    ...guard('admin'),
    operationId: 'changeUser',
    ...changing('usr', change, user),
    path: '/v1/users/{id}',
    summary:
      'Another role, or shut out and let in again; they are signed out everywhere. The last owner stays one',
    description:
      'Who is disabled keeps no way in: their keys are revoked, and with them the integrations that use these; another role ends those that may do more. `GET` says which ones there are. One that has to go on is rotated first by another owner, whose it is from then on; what the first owner knows of it ends too.',
  });
  api.openapi(update, async (c) => {
    const userId = c.req.valid('param').id;
    const given = c.req.valid('json');
    const row = await changed(c, deps, async (tx) => {
      await requireOwner(tx, userId, given);
      const before = found(await lockUser(tx, userId));
      await changeUser(tx, userId, given);
      if (given.disabled) await closeUserLinks(tx, userId, null);
      const other = given.role !== undefined && given.role !== before.role;
      if (given.disabled || other) await endSessions(tx, userId);
      const after = { id: userId, role: given.role ?? before.role, disabled: given.disabled === true };
      const revoked = given.disabled || other ? await revokeKeysOf(tx, after) : [];
      for (const { id: subject } of revoked) {
        const about = { actor: actorOf(c.get('principal').id), requestId: c.get('requestId') };
        await writeAudit(tx, { ...about, action: 'revokeKey', subject, status: 200 });
      }
      return { ...wire(found(await findUser(tx, userId))), revoked_keys: revoked };
    });
    return c.json(row, 200);
  });

  const again = createRoute({
    ...guard('admin'),
    operationId: 'inviteUserAgain',
    method: 'post',
    path: '/v1/users/{id}/invite',
    summary:
      'A new link, for who lost the first or all they signed in with; using it puts what they set in its place',
    request: { headers: idempotencyHeader, params: idParam('usr') },
    responses: { 200: json('With the link', invited), ...bodyProblems(404) },
  });
  api.openapi(again, async (c) => {
    const userId = c.req.valid('param').id;
    const made = await once<z.infer<typeof invited>>(c, deps, async (tx) => {
      const row = found(await lockUser(tx, userId));
      if (row.disabled_at) {
        throw new TingdaError(
          'conflict',
          'This user is disabled; no link was made. Let them in again first, with `disabled: false`.',
        );
      }
      return withLink(row, await makeLink(tx, userId, 'join'));
    });
    return c.json(made.body, 200, made.headers);
  });
}

/**
 * Somebody has to stay who can invite the others.
 * @throws TingdaError `conflict`
 */
async function requireOwner(tx: Tx, id: string, { role, disabled }: z.infer<typeof change>): Promise<void> {
  const leaves = disabled === true || (role !== undefined && role !== 'owner');
  if (!leaves) return;
  // All owners first, then this one: two of these never wait for each other.
  const others = await otherOwners(tx, id);
  const row = found(await lockUser(tx, id));
  const isOwner = row.role === 'owner' && row.joined_at !== null && row.disabled_at === null;
  if (!isOwner || others > 0) return;
  throw new TingdaError(
    'conflict',
    'This is the last owner, and stayed one: nobody else could look after users and keys. Make another owner first.',
  );
}
