/** How people of HR come in: by an invitation, with a password and a code, and out again. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from './harness.ts';
import { codeOf, GOOD_PASSWORD, Person } from './person.ts';

let api: Harness;
/** The clock of the authenticators; each person begins later, so that no code is one that was taken. */
let clock = Date.now();
beforeAll(async () => {
  api = await startHarness({ now: () => clock });
});
afterAll(() => api.close());

const STEP = 30_000;
const later = () => {
  clock += STEP;
};

async function joined(role: 'owner' | 'recruiter' | 'viewer' = 'owner'): Promise<Person> {
  const person = new Person(api);
  expect((await person.choose(await person.invited(role))).status).toBe(200);
  later();
  return person;
}

const signedOut = (from: Person): Person => Object.assign(from, { cookie: '' });
const withoutNonce = (text: string) =>
  text.replace(/data-passkey="[^"]*"/g, '').replace(/value="[^"]*"/g, '');
/** Whether a cookie still opens anything. */
const opens = async (person: Person) => (await person.get('/hr')).status === 200;

describe('who does not get in', () => {
  const failures = () => api.sql<{ subject: string | null; address_hash: string; actor_id: string }[]>`
    select subject, address_hash, actor_id from audit_log where action = 'hr.sign_in_failed' order by position`;

  it('is in the audit log for an owner to see: the account, where there is one, and never a word that was typed', async () => {
    const person = signedOut(await joined());
    await person.login({ password: 'a password typed wrong' });
    await person.login({ email: 'wang.stranger@example.com' });
    await person.post('/hr/login', { what: 'passkey', answer: '{}' });
    await expect
      .poll(async () => (await failures()).map(({ subject }) => subject))
      .toEqual(expect.arrayContaining([person.id, null]));
    await expect.poll(async () => (await failures()).length).toBe(3);
    const { data } = (await api.call('GET', '/v1/audit_log?action=hr.sign_in_failed')).body;
    expect(data).toHaveLength(3);
    for (const one of data)
      expect(one).toMatchObject({
        actor: { kind: 'system', id: 'hr' },
        status: 422,
        address_hash: expect.any(String),
      });
    const kept = JSON.stringify(await api.sql`select * from audit_log`);
    for (const word of ['wang.stranger', person.email, 'typed wrong']) expect(kept).not.toContain(word);
  });

  it('fills no table: of a flood the first ones are written down', async () => {
    const before = (await failures()).length;
    for (let i = 0; i < 30; i++)
      await new Person(api).post('/hr/login', { email: `nobody${i}@example.com`, password: 'x', code: '1' });
    // Somebody's own account has a count of its own, and comes after all of these.
    const person = signedOut(await joined());
    await person.login({ password: 'a password typed wrong' });
    await expect.poll(async () => (await failures()).at(-1)!.subject).toBe(person.id);
    expect((await failures()).length - before).toBeLessThanOrEqual(21);
  });
});

describe('an invitation', () => {
  it('makes a password and an authenticator, shows the recovery codes once, signs in, and opens nothing again', async () => {
    const person = new Person(api);
    const path = await person.invited();
    const { text, headers } = await person.get(path);
    expect(text).toContain(person.email);
    expect(text).toMatch(/<svg/);
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-/,
    );
    expect(headers.get('cache-control')).toBe('no-store');
    const answer = await person.choose(path);
    expect(answer.status).toBe(200);
    expect(person.codes).toHaveLength(10);
    const [cookie] = answer.headers.getSetCookie();
    expect(cookie).toMatch(
      /^__Host-tingda_hr=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    );
    expect((await person.get('/hr')).text).toContain(person.email);
    expect((await person.get(path)).status).toBe(404);
    expect((await person.choose(await person.invitedAgain())).status).toBe(200);
    const kept = JSON.stringify(await api.sql`select * from users where id = ${person.id}`);
    expect(kept).not.toContain(person.secret);
    expect(kept).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
  });

  it('opens for one of two who use it at once', async () => {
    const [one, other] = [new Person(api), new Person(api)];
    const path = await one.invited();
    const answers = await Promise.all([one.choose(path), other.choose(path)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
  });

  it('is over after 72 hours, when another was made, and when the person is shut out', async () => {
    const person = new Person(api);
    const first = await person.invited();
    const second = await person.invitedAgain();
    expect((await person.get(first)).status).toBe(404);
    expect((await person.get(second)).status).toBe(200);
    await api.sql`update users set disabled_at = now() where id = ${person.id}`;
    expect((await person.get(second)).status).toBe(404);
    await api.sql`update users set disabled_at = null where id = ${person.id}`;
    const [link] = await api.sql<{ hours: number }[]>`
      update user_links set expires_at = expires_at - interval '72 hours'
      where user_id = ${person.id} and expires_at > now() returning extract(epoch from expires_at - now()) / 3600 as hours`;
    expect(Math.abs(Number(link!.hours))).toBeLessThan(0.1);
    expect((await person.get(second)).status).toBe(404);
  });

  it.each([
    ['short', 'short pass'],
    ['known', 'password1234'],
    ['known', 'P@ssw0rd2024!'],
    ['known', 'qwertyuiop123'],
    ['known', 'iloveyou12345'],
    ['known', 'aaaaaaaaaaaaaaaa'],
    ['long', 'long pass '.repeat(30)],
  ])('takes no password that is %s: %s', async (why, password) => {
    const person = new Person(api);
    const answer = await person.choose(await person.invited(), { password });
    expect(answer.status).toBe(422);
    const said = { short: '太短了', known: '太容易猜到', long: '太长了' }[why as 'short'];
    expect(answer.text).toContain(said);
    // What was scanned stays good.
    expect(answer.text).toContain(person.secret.match(/.{4}/g)!.join(' '));
    expect(answer.text).not.toContain(password);
  });

  it('takes no password that is made of the person’s own address', async () => {
    const person = new Person(api);
    Object.assign(person, { email: 'wangxiaoming.recruiting@example.com' });
    const answer = await person.choose(await person.invited(), { password: 'wangxiaoming' });
    expect(answer.text).toContain('太容易猜到');
  });

  it('takes no authenticator whose code is wrong, and none that was shown to somebody else', async () => {
    const person = new Person(api);
    const path = await person.invited();
    expect((await person.choose(path, { code: '000000' })).text).toContain('六位数字不对');
    const other = new Person(api);
    const theirs = (await other.get(await other.invited())).text;
    const secret = /name="secret" value="([\w-]+)"/.exec(theirs)![1]!;
    const shown = /class="secret">([A-Z2-7 ]+)</.exec(theirs)![1]!.replaceAll(' ', '');
    const answer = await person.post(path, {
      what: 'choice',
      secret,
      password: GOOD_PASSWORD,
      code: codeOf(shown, clock),
    });
    expect(answer.status).toBe(422);
  });

  it('used anew puts an end to all that was before: secrets, codes, sessions', async () => {
    const person = await joined();
    const [before, secret, [recovery]] = [person.cookie, person.secret, person.codes];
    await signedOut(person).choose(await person.invitedAgain());
    later();
    person.cookie = before;
    expect(await opens(person)).toBe(false);
    signedOut(person);
    expect((await person.login({ code: codeOf(secret, clock) })).status).toBe(422);
    expect((await person.login({ code: recovery! })).status).toBe(422);
    expect((await person.login()).status).toBe(303);
  });
});

describe('signing in', () => {
  it('needs the password and the code, and answers every other pair alike', async () => {
    const person = signedOut(await joined());
    const wrong = { password: 'kettle orbit pigeon velour' };
    const answers = [
      await person.login({ code: '' }),
      await person.login({ code: '000000' }),
      await person.login(wrong),
      await person.login({ ...wrong, code: '' }),
      await person.login({ email: 'nobody@example.com' }),
      await person.login({ email: 'no address' }),
      await person.login({ email: '' }),
    ];
    for (const { status, text, headers } of answers) {
      expect(status).toBe(422);
      expect(withoutNonce(text)).toBe(withoutNonce(answers[0]!.text));
      expect(headers.getSetCookie()).toEqual([]);
    }
    expect((await person.login()).headers.get('location')).toBe('/hr');
    expect(await opens(person)).toBe(true);
  });

  // Times are for the night, when the machine is ours.
  it.runIf(process.env.TINGDA_NIGHTLY)(
    'takes as long for nobody as for somebody: a password is hashed either way',
    async () => {
      const person = signedOut(await joined());
      const time = async (email: string) => {
        const started = performance.now();
        await person.login({ email, password: 'kettle orbit pigeon velour' });
        return performance.now() - started;
      };
      await time(person.email);
      const theirs = [await time(person.email), await time(person.email), await time(person.email)].sort(
        (a, b) => a - b,
      );
      const nobodys = [
        await time('nobody1@example.com'),
        await time('nobody2@example.com'),
        await time('nobody3@example.com'),
      ];
      // Without the hash it would be a twentieth.
      expect(nobodys.sort((a, b) => a - b)[1]!).toBeGreaterThan(theirs[1]! / 3);
    },
  );

  it('takes a code once, of two at once too, and none that lies before one that was taken', async () => {
    const person = signedOut(await joined());
    const both = await Promise.all([person.login(), person.login()]);
    expect(both.map(({ status }) => status).sort()).toEqual([303, 422]);
    signedOut(person);
    expect((await person.login()).status).toBe(422);
    expect((await person.login({ code: codeOf(person.secret, clock, -1) })).status).toBe(422);
    later();
    expect((await person.login()).status).toBe(303);
  });

  it('lets a telephone’s clock be one step off, and no more', async () => {
    const person = await joined();
    const with_ = (steps: number) => signedOut(person).login({ code: codeOf(person.secret, clock, steps) });
    expect((await with_(2)).status).toBe(422);
    clock += 4 * STEP;
    expect((await with_(-2)).status).toBe(422);
    expect((await with_(-1)).status).toBe(303);
    expect((await with_(1)).status).toBe(303);
  });

  it('takes a recovery code once, in the place of the code, however it is written', async () => {
    const person = await joined();
    const [first, second] = person.codes;
    expect((await signedOut(person).login({ code: first! })).status).toBe(303);
    expect((await signedOut(person).login({ code: first! })).status).toBe(422);
    expect(
      (await signedOut(person).login({ code: ` ${second!.toLowerCase().replaceAll('-', ' ')} ` })).status,
    ).toBe(303);
    expect((await signedOut(person).login({ code: second!, password: 'wrong' })).status).toBe(422);
  });

  it('makes whoever tries too often wait: for one account from everywhere, and from one address for all', async () => {
    const person = signedOut(await joined());
    const statuses: number[] = [];
    for (let i = 0; i < 12; i++) {
      const stranger = Object.assign(new Person(api, `192.0.2.${i}`), { email: person.email });
      statuses.push(
        (await stranger.post('/hr/login', { email: person.email, password: 'x', code: '1' })).status,
      );
    }
    expect(statuses.slice(-2)).toEqual([429, 429]);
    expect((await person.login()).status).toBe(429);
    const one = new Person(api, '192.0.2.200');
    let last = 0;
    const began = Date.now();
    // A try comes back every five seconds, and a slow machine needs as long for a few.
    for (let i = 0; i < 32 + (Date.now() - began) / 5000 && last !== 429; i++)
      last = (await one.post('/hr/login', { email: `x${i}@example.com`, password: 'x', code: '1' })).status;
    expect(last).toBe(429);
  });

  it('guessed at until it has to wait keeps nobody from their invitation, nor who is signed in from a change', async () => {
    const [guest, inside] = [new Person(api), await joined()];
    const path = await guest.invited();
    /** As often as it takes, and not for ever: a try comes back after a minute. */
    const untilLater = async (attempt: (n: number) => Promise<{ status: number }>) => {
      let status = 0;
      for (let i = 0; i < 40 && status !== 429; i++) status = (await attempt(i)).status;
      return status;
    };
    for (const { email } of [guest, inside]) {
      const guess = (n: number) =>
        new Person(api, `192.0.2.${n}`).post('/hr/login', { email, password: 'x', code: '1' });
      expect(await untilLater(guess)).toBe(429);
    }
    expect((await guest.choose(path)).status).toBe(200);
    const change = { what: 'password', password: 'umbrella canyon walnut fiddle' };
    expect((await inside.post('/hr/security', change)).status).toBe(303);
    // They have limits of their own: what is chosen is dear to keep.
    const other = new Person(api);
    const link = await other.invited();
    expect(await untilLater(() => other.post(link, { what: 'choice' }))).toBe(429);
    expect(await untilLater(() => inside.post('/hr/security', { what: 'choice' }))).toBe(429);
  });

  it('is taken from our own page only', async () => {
    const person = signedOut(await joined());
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://jobs.example.evil.example' },
    ] as Record<string, string>[]) {
      const code = codeOf(person.secret, clock);
      const fields = { email: person.email, password: GOOD_PASSWORD, code };
      expect((await person.post('/hr/login', fields, headers)).status, JSON.stringify(headers)).toBe(403);
    }
    expect((await person.login()).status).toBe(303);
  });

  it('gives a new session in the place of the one that came along', async () => {
    const person = await joined();
    const before = person.cookie;
    await person.login();
    expect(person.cookie).not.toBe(before);
    expect(await opens(person)).toBe(true);
    person.cookie = before;
    expect(await opens(person)).toBe(false);
  });

  it('writes down neither who it was nor what they typed', async () => {
    const person = await joined();
    await signedOut(person).login({ password: 'a password typed wrong' });
    const kept = JSON.stringify(await api.sql`select * from audit_log`) + api.lines.join('');
    for (const secret of [
      person.email,
      GOOD_PASSWORD,
      'typed wrong',
      person.secret,
      ...person.codes,
      person.from,
    ])
      expect(kept).not.toContain(secret);
    expect(kept).toContain(person.id);
  });
});

describe('a session', () => {
  it('is listed with the others, and ended by a press', async () => {
    const person = await joined();
    const there = person.cookie;
    signedOut(person);
    await person.login();
    const { text } = await person.get('/hr');
    expect(text.match(/class="card"/g)).toHaveLength(2);
    const [, other] = /name="end" value="(ses_\w+)"/.exec(text)!;
    await person.post('/hr', { end: other! });
    expect((await person.get('/hr')).text.match(/class="card"/g)).toHaveLength(1);
    const here = person.cookie;
    person.cookie = there;
    expect(await opens(person)).toBe(false);
    person.cookie = here;
    const out = await person.post('/hr');
    expect(out.headers.getSetCookie().join()).toContain('Max-Age=0');
    person.cookie = here;
    expect(await opens(person)).toBe(false);
  });

  it('of somebody else cannot be ended', async () => {
    const [one, other] = [await joined(), await joined()];
    const [session] = await api.sql<
      { id: string }[]
    >`select id from user_sessions where user_id = ${other.id}`;
    await one.post('/hr', { end: session!.id });
    expect(await opens(other)).toBe(true);
  });

  it('is over after half a day without a request, after a week, and when the person is shut out', async () => {
    const over = async (change: (person: Person) => Promise<unknown>) => {
      const person = await joined();
      await change(person);
      return !(await opens(person));
    };
    const { sql } = api;
    expect(await over(async () => {})).toBe(false);
    expect(
      await over(
        (p) => sql`update user_sessions set seen_at = now() - interval '12 hours' where user_id = ${p.id}`,
      ),
    ).toBe(true);
    expect(await over((p) => sql`update user_sessions set expires_at = now() where user_id = ${p.id}`)).toBe(
      true,
    );
    expect(await over((p) => sql`update users set disabled_at = now() where id = ${p.id}`)).toBe(true);
  });

  it('counts for nothing beside a second cookie of its name', async () => {
    const person = await joined();
    person.cookie = `${person.cookie}; ${person.cookie.replace(/=.*/, '=x')}`;
    expect(await opens(person)).toBe(false);
  });

  it('does not change how somebody signs in unless they have just done so', async () => {
    const person = await joined();
    await api.sql`update user_sessions set created_at = now() - interval '16 minutes' where user_id = ${person.id}`;
    expect((await person.get('/hr/security')).text).toContain('再登录一次');
    const fields = { what: 'password', password: 'umbrella canyon walnut fiddle' };
    expect((await person.post('/hr/security', fields)).status).toBe(403);
    expect((await signedOut(person).login()).status).toBe(303);
    const there = person.cookie;
    later();
    await signedOut(person).login();
    const answer = await person.post('/hr/security', fields);
    expect(answer.headers.get('location')).toBe('/hr/security?saved');
    expect(await opens(person)).toBe(true);
    person.cookie = there;
    expect(await opens(person)).toBe(false);
    later();
    expect((await signedOut(person).login()).status).toBe(422);
    expect((await signedOut(person).login({ password: fields.password })).status).toBe(303);
  });

  it('changes to another authenticator, whose codes alone work then', async () => {
    const person = await joined();
    const [secret, [recovery]] = [person.secret, person.codes];
    expect((await person.choose('/hr/security')).status).toBe(200);
    expect(person.codes).toHaveLength(10);
    later();
    expect((await signedOut(person).login({ code: codeOf(secret, clock) })).status).toBe(422);
    expect((await signedOut(person).login({ code: recovery! })).status).toBe(422);
    expect((await signedOut(person).login()).status).toBe(303);
  });
});

it('a passkey that is not there is taken away without anything else: nobody is signed in anew by it', async () => {
  const person = await joined();
  const session = () => api.sql`
    select id, created_at from user_sessions where user_id = ${person.id} and ended_at is null`;
  const before = await session();
  const { cookie } = person;
  const answer = await person.post('/hr/security', { what: 'remove', passkey: 'nobody has it' });
  expect(answer.headers.get('location')).toBe('/hr/security');
  expect(answer.headers.getSetCookie()).toEqual([]);
  expect(person.cookie).toBe(cookie);
  expect(await session()).toEqual(before);
  expect(
    await api.sql`
    select 1 from audit_log where actor_id = ${person.id} and action like '%remove_passkey'`,
  ).toEqual([]);
});

it('shows who is not signed in the door, and nothing else', async () => {
  const person = new Person(api);
  for (const path of ['/hr', '/hr/security'])
    expect((await person.get(path)).headers.get('location')).toBe('/hr/login');
  for (const path of ['/hr', '/hr/security'])
    expect(
      (await person.post(path, { what: 'password', password: GOOD_PASSWORD })).headers.get('location'),
    ).toBe('/hr/login');
  expect((await person.get('/hr/join/x')).status).toBe(404);
  expect((await person.get(`/hr/enter/${'A'.repeat(43)}`)).status).toBe(404);
});
