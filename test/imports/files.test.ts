/** How a file is read, kept, gone on with and erased. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Importing, rows, startImporting } from './importing.ts';

let api: Importing;
beforeAll(async () => {
  api = await startImporting();
});
afterAll(() => api.close());

const named = async (source: string) =>
  (
    await api.sql`
    select o.remote_id, c.name from candidate_origins o join candidates c on c.id = o.candidate_id
    where o.source = ${source} order by c.position`
  ).map(({ remote_id, name }) => [remote_id, name]);
const table = (...lines: string[]) => `${lines.join('\n')}\n`;

/** 编号,姓名 / 1,王芳 in GB18030, as Excel in Chinese writes it. */
const GB = Buffer.from('b1e0bac52cd0d5c3fb0d0a312ccdf5b7bc0d0a', 'hex');
const utf16 = (text: string, order: 'le' | 'be') => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};

describe('a table', () => {
  it.each([
    ['GB18030, told by its bytes', GB, 'text/csv', 'gb18030'],
    ['GBK, declared', GB, 'text/csv; charset=GBK', 'gb18030'],
    ['UTF-16 with a mark', utf16('编号,姓名\r\n1,王芳\r\n', 'le'), 'text/csv', 'utf-16le'],
    ['UTF-16 the other way round', utf16('编号,姓名\r\n1,王芳\r\n', 'be'), 'text/csv', 'utf-16be'],
    ['UTF-8 with a mark', Buffer.from('\ufeff编号,姓名\n1,王芳'), 'text/csv; charset=utf-8', 'utf-8'],
    ['UTF-8 with semicolons', Buffer.from('编号;姓名\n1;王芳\n'), 'text/csv', 'utf-8'],
    ['UTF-8 with tabs', Buffer.from('编号\t姓名\r1\t王芳\r'), 'text/csv', 'utf-8'],
  ])('in %s is read', async (name, file, type, charset) => {
    const result = await api.taken(`kind=candidates&source=${encodeURIComponent(name)}`, file, {
      'content-type': type,
    });
    expect(result).toMatchObject({ charset, rows: rows({ created: 1 }), errors: [] });
    expect(await named(name)).toEqual([['1', '王芳']]);
  });

  it('has quotes, line breaks in cells, empty lines and the lines of its rows', async () => {
    const file = [
      'remote_id,name,education',
      '1,"Anna ""An"" Lee","two',
      'lines"',
      '',
      ',,',
      '2,O"Neil,',
      '3,x',
      '4,y,z,w',
      '5,zu\u0000m,',
      `6,"${'n'.repeat(201)}",`,
      '7,last,,,',
    ].join('\r\n');
    const result = await api.taken('kind=candidates&source=quoted', file);
    expect(await named('quoted')).toEqual([
      ['1', 'Anna "An" Lee'],
      ['2', 'O"Neil'],
      ['7', 'last'],
    ]);
    expect(result.errors.map(({ line, column, code }) => [line, column, code])).toEqual([
      [7, null, 'ragged'],
      [8, null, 'ragged'],
      [9, 'name', 'unreadable'],
      [10, 'name', 'validation_failed'],
    ]);
    expect(result.rows).toEqual(rows({ created: 3, failed: 4 }));
  });

  it.each([
    ['unknown columns', 'name,remote_id,salary,小名\nx,1,2,3\n', ['salary', '小名']],
    ['a column twice', 'name,remote_id,姓名\nx,1,y\n', ['姓名']],
    ['a column without a name', 'name,,remote_id\nx,,1\n', ['column 2']],
    ['no column', '\n\n', ['line 1']],
    ['a header that no spreadsheet writes', 'name\u0000,remote_id\n', ['column 1']],
  ])('with %s is refused at once, and they are named', async (_what, file, paths) => {
    const { status, body } = await api.send('kind=candidates&source=x', file);
    expect({ status, paths: body.errors.map(({ path }) => path) }).toEqual({ status: 422, paths });
    expect(await leftOver()).toEqual([]);
  });

  it('whose end of a row nobody can tell fails there, and what was before stays', async () => {
    const file = table('remote_id,name', '1,first', '2,"never closed', '3,x', '4,y');
    const result = await api.taken('kind=candidates&source=open', file);
    expect(result).toMatchObject({ status: 'failed', reason: 'broken_at_line_3' });
    expect(await named('open')).toEqual([['1', 'first']]);
    const large = table('remote_id,name', '1,first', `2,"${'x'.repeat(300_000)}"`, '3,x');
    const other = await api.taken('kind=candidates&source=large', large);
    expect(other).toMatchObject({ status: 'failed', reason: 'broken_at_line_3' });
    expect(await named('large')).toEqual([['1', 'first']]);
  });
});

it('of objects a line takes those that are right', async () => {
  const file = table(
    JSON.stringify({ remote_id: '1', name: '王芳', profile: { skills: ['叉车'] }, phone: null }),
    '{"remote_id": "2", "name": ',
    '[1]',
    '',
    JSON.stringify({ remote_id: '3', salary: 3 }),
    JSON.stringify({ remote_id: '4', '13800138000': 'x' }),
    JSON.stringify({ remote_id: '5', profile: { age: 'x' } }),
    `{"remote_id":"6","name":"${'x'.repeat(300_000)}"}`,
    JSON.stringify({ remote_id: '7', name: 'a\u0007b' }),
    JSON.stringify({ remote_id: '8' }),
  );
  const result = await api.taken('kind=candidates&source=lines&ndjson', file);
  expect(result.errors.map(({ line, column, code }) => [line, column, code])).toEqual([
    [2, null, 'payload_invalid'],
    [3, null, 'payload_invalid'],
    [5, 'salary', 'unknown_field'],
    [6, null, 'unknown_field'],
    [7, 'profile.age', 'validation_failed'],
    [8, null, 'payload_too_large'],
    [9, 'name', 'validation_failed'],
  ]);
  expect(result.rows).toEqual(rows({ created: 2, failed: 7 }));
});

describe('a request', () => {
  it.each([
    ['no kind', '', 'x', {}, 422],
    ['another kind', 'kind=keys', 'x', {}, 422],
    ['another type', 'kind=candidates', '{}', { 'content-type': 'application/json' }, 415],
    ['another charset', 'kind=candidates', 'phone\n', { 'content-type': 'text/csv; charset=ebcdic' }, 415],
    ['packed', 'kind=candidates', 'phone\n', { 'content-encoding': 'gzip' }, 415],
    ['an empty file', 'kind=candidates', '', {}, 422],
    ['bytes that are no text', 'kind=candidates', new Uint8Array([0x61, 0x2c, 0xff, 0x0a, 0x80]), {}, 422],
  ])('with %s is refused', async (_what, query, file, headers, status) => {
    expect((await api.send(query, file, headers)).status).toBe(status);
    expect(await leftOver()).toEqual([]);
  });

  it('that is too large is refused while it comes, and nothing of it stays', async () => {
    const row = Buffer.from('x'.repeat(1024 * 1024));
    let sent = 0;
    const body = new ReadableStream({
      pull(controller) {
        sent += 1;
        if (sent > 70) controller.close();
        else controller.enqueue(row);
      },
    });
    const request = new Request('http://localhost/v1/imports?kind=candidates', {
      method: 'POST',
      headers: { authorization: `Bearer ${api.bootstrapKey}`, 'content-type': 'text/csv' },
      body,
      duplex: 'half',
    } as RequestInit);
    const answer = await api.app.request(request, undefined, {
      incoming: { socket: { remoteAddress: '203.0.113.10' } },
    });
    expect(answer.status).toBe(413);
    expect(await leftOver()).toEqual([]);
  });

  it('that is repeated is one import; another file under its key is refused', async () => {
    const headers = { 'idempotency-key': 'again' };
    const first = await api.send('kind=candidates&source=again', table('remote_id', '1'), headers);
    const second = await api.send('kind=candidates&source=again', table('remote_id', '1'), headers);
    expect(second.body.id).toBe(first.body.id);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    const other = await api.send('kind=candidates&source=again', table('remote_id', '2'), headers);
    expect(other.status).toBe(422);
    expect((await api.sql`select 1 from imports where source = 'again'`).length).toBe(1);
    await api.work(first.body.id);
    expect(await leftOver()).toEqual([]);
  });

  it('needs the scope of its kind, and sees the imports of that kind only', async () => {
    const people = await api.key('candidates:*');
    const work = await api.key('pipeline:*');
    const both = await api.key('candidates:*', 'pipeline:*');
    const as = (key: string) => ({ authorization: `Bearer ${key}` });
    const made = await api.send('kind=candidates&source=scope', table('remote_id', '1'), as(people));
    expect(made.status).toBe(201);
    const refused = await api.send('kind=candidates&source=scope', table('remote_id', '1'), as(work));
    expect(refused).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect((await api.send('kind=pay_statements', 'remote_id\n', as(people))).status).toBe(403);
    expect((await api.send('kind=pay_statements', 'remote_id\n', as(work))).status).toBe(403);
    const pay = await api.send('kind=pay_statements', 'remote_id\n', as(both));
    expect(pay.status).toBe(201);
    for (const path of ['', '/errors'])
      expect((await api.call('GET', `/v1/imports/${pay.body.id}${path}`, undefined, as(people))).status).toBe(
        404,
      );
    const cancel = `/v1/imports/${made.body.id}/cancel`;
    expect((await api.call('POST', cancel, undefined, as(work))).status).toBe(403);
    const { data } = (await api.call('GET', '/v1/imports', undefined, as(people))).body;
    expect(new Set(data.map(({ kind }) => kind))).toEqual(new Set(['candidates']));
    expect((await api.call('POST', cancel, undefined, as(people))).body.status).toBe('canceled');
  });
});

describe('an import that is worked on', () => {
  const many = (source: string, n = 500) =>
    api.send(
      `kind=candidates&source=${source}`,
      table('remote_id', ...Array.from({ length: n }, (_, i) => `${i}`)),
    );
  const state = async (id: string) => (await api.call('GET', `/v1/imports/${id}`)).body;

  it('is given back behind its batch when the process ends, and gone on with from there', async () => {
    const { body } = await many('ending');
    const ending = new AbortController();
    const crash = (point: string) => point === 'import.committed' && ending.abort();
    await api.work(body.id, { signal: ending.signal, crash });
    expect(await state(body.id)).toMatchObject({ status: 'running', rows: rows({ created: 200 }) });
    await api.work(body.id);
    expect(await state(body.id)).toMatchObject({ status: 'completed', rows: rows({ created: 500 }) });
    expect(await named('ending')).toHaveLength(500);
  });

  it('that is called off keeps what was taken in; who was at it writes nothing more', async () => {
    const { body } = await many('called-off', 3000);
    let canceled: Promise<unknown> | null = null;
    const crash = (point: string) => {
      if (point === 'import.committed') canceled ??= api.call('POST', `/v1/imports/${body.id}/cancel`);
    };
    await api.work(body.id, { crash });
    expect(canceled).not.toBeNull();
    await canceled;
    const { status, rows: done } = (await state(body.id)) as unknown as {
      status: string;
      rows: { created: number };
    };
    expect(status).toBe('canceled');
    expect(await named('called-off')).toHaveLength(done.created);
    expect(done.created).toBeLessThan(3000);
    await api.work(body.id);
    expect(await state(body.id)).toMatchObject({ status: 'canceled', rows: { created: done.created } });
    expect(await leftOver()).toEqual([]);
  });

  it('by two at once is taken in once: the slower one is fenced off', async () => {
    const { body } = await many('fenced');
    let second: Promise<void> | null = null;
    const crash = (point: string) => {
      if (point !== 'import.committed' || second) return;
      // Its lease runs out while it is at it.
      second = api.sql`update imports set lease_until = now() where id = ${body.id}`.then(() =>
        api.work(body.id),
      );
    };
    await api.work(body.id, { crash });
    await second;
    expect(await state(body.id)).toMatchObject({ status: 'completed', rows: rows({ created: 500 }) });
    expect(await named('fenced')).toHaveLength(500);
  });

  it('whose batch fails three times fails, with the reason, and keeps what was done', async () => {
    const { body } = await many('poison');
    // Something in the second batch that the database does not take.
    await api.sql.unsafe(`
      create function poison() returns trigger language plpgsql as $$ begin
        if new.source = 'poison' and new.remote_id = '333' then raise 'poison'; end if; return new; end $$;
      create trigger poison before insert on candidate_origins for each row execute function poison()`);
    for (let tries = 0; tries < 3; tries++) {
      await api.sql`update imports set due_at = now() where id = ${body.id}`;
      await api.work(body.id);
    }
    await api.sql.unsafe('drop trigger poison on candidate_origins');
    expect(await state(body.id)).toMatchObject({
      status: 'failed',
      reason: 'batch_failed',
      rows: rows({ created: 200 }),
    });
    expect(await named('poison')).toHaveLength(200);
    expect(await leftOver()).toEqual([]);
    expect(api.lines.filter((line) => line.includes('a batch of an import failed'))).toHaveLength(3);
  });
});

/** Files of ended imports that nobody is to erase any more, and pieces in the store beside those that are. */
async function leftOver(): Promise<string[]> {
  const kept = await api.sql<{ id: string; due: boolean }[]>`
    select f.id, coalesce(f.erase_at <= clock_timestamp(), false) as due from import_files f
    where not exists (select 1 from imports i where i.id = f.id and i.status in ('queued', 'running'))`;
  return kept.filter(({ due }) => !due).map(({ id }) => id);
}
