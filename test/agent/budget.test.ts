import { afterEach, describe, expect, it, vi } from 'vitest';
import { createBudget } from '../../src/agent/budget.ts';
import { waitFor } from '../support/patience.ts';
import { asking, Books, RIGHT, type Stage, startStage } from './support.ts';

const TODAY = '2026-11-26';
let now = Date.parse(`${TODAY}T10:00:00Z`);
const limits = { perInterview: 1000, perDay: 3000 };
const open = (books: Books, errors: unknown[] = []) =>
  createBudget(
    books,
    limits,
    () => now,
    (error) => errors.push(error),
  );

describe('what may be spent', () => {
  it('ends with the interview’s tokens, whoever spent them, and not for another interview', async () => {
    const books = new Books();
    const budget = open(books);
    expect(await budget.allows('int_1')).toBe(true);
    budget.spent('int_1', 600, 300);
    expect(await budget.allows('int_1')).toBe(true);
    const other = open(books);
    await budget.flush();
    other.spent('int_1', 100, 0);
    await other.flush();
    // What this process does not know yet it learns with its own next spending, or after a moment.
    now += 10_001;
    expect(await budget.allows('int_1')).toBe(false);
    expect(await budget.allows('int_2')).toBe(true);
    expect(await budget.allows(null)).toBe(true);
  });

  it('ends with the day’s tokens, and begins anew with the next day', async () => {
    const books = new Books();
    const budget = open(books);
    for (let i = 0; i < 4; i++) budget.spent(`int_${i}`, 700, 50);
    expect(budget.dayIsSpent).toBe(true);
    expect(await budget.allows('int_9')).toBe(false);
    await budget.flush();
    expect(await open(books).allows(null)).toBe(false);
    now += 24 * 3_600_000;
    expect(await budget.allows('int_9')).toBe(true);
    expect(budget.dayIsSpent).toBe(false);
    now -= 24 * 3_600_000;
  });

  it('counts what is not written down yet', async () => {
    const books = new Books();
    const budget = open(books);
    books.add = () => new Promise(() => {});
    budget.spent('int_1', 999, 1);
    expect(await budget.allows('int_1')).toBe(false);
  });

  it('is written down in one go while another is under way', async () => {
    const books = new Books();
    const add = vi.spyOn(books, 'add');
    const budget = open(books);
    for (let i = 0; i < 50; i++) budget.spent('int_1', 1, 1);
    await budget.flush();
    expect(books.sums.get('int_1')).toBe(100);
    expect(books.sums.get(TODAY)).toBe(100);
    expect(add.mock.calls.length).toBeLessThanOrEqual(2);
  });

  it('is not lost while the database is away', async () => {
    const books = new Books();
    const errors: unknown[] = [];
    const budget = open(books, errors);
    books.broken = true;
    budget.spent('int_1', 500, 0);
    await budget.flush();
    budget.spent('int_1', 400, 0);
    await budget.flush();
    expect(errors.length).toBeGreaterThan(0);
    books.broken = false;
    await budget.flush();
    expect(books.sums.get('int_1')).toBe(900);
  });

  it('is tried again by itself', async () => {
    const books = new Books();
    const budget = open(books);
    books.broken = true;
    budget.spent('int_1', 500, 0);
    await waitFor(() => expect(books.sums.size).toBe(0));
    books.broken = false;
    await expect.poll(() => books.sums.get('int_1')).toBe(500);
  });
});

describe('a question', () => {
  let stage: Stage;
  afterEach(() => stage.stop());

  it('is not asked when the interview’s tokens are spent, and other interviews go on', async () => {
    stage = await startStage({ tokensPerInterview: 100 });
    stage.first.think = () => RIGHT;
    expect(await stage.agent.ask(asking())).toMatchObject({ ok: true });
    expect(await stage.agent.ask(asking())).toEqual({ ok: false, code: 'budget_spent', call: null });
    expect(stage.first.asked).toHaveLength(1);
    const about = { interviewId: 'int_2', purpose: 'score' } as const;
    expect(await stage.agent.ask(asking({ about }))).toMatchObject({ ok: true });
    expect(stage.agent.health()).toEqual({ state: 'ok' });
    expect(stage.figures).toContain('call understand budget_spent');
  });

  it('of nobody is asked when the day’s tokens are spent, and that is said', async () => {
    stage = await startStage({ tokensPerDay: 100 });
    stage.first.says(RIGHT);
    await stage.agent.ask(asking());
    const about = { interviewId: 'int_2', purpose: 'score' } as const;
    expect(await stage.agent.ask(asking({ about }))).toMatchObject({ code: 'budget_spent' });
    expect(stage.agent.health()).toEqual({ state: 'degraded', detail: 'the tokens of today are spent' });
    expect(stage.figures).toContain('day is spent');
  });

  it('costs what the server counts, repairs included, and an estimate where it does not count', async () => {
    stage = await startStage();
    stage.first.says('no');
    stage.first.says(RIGHT);
    const asked = await stage.agent.ask(asking());
    const { tokensIn, tokensOut } = asked.call!;
    await expect.poll(() => stage.books.sums.get('int_1')).toBe(tokensIn + tokensOut);
    stage.first.says({ content: RIGHT, usage: false });
    const guessed = (await stage.agent.ask(asking())).call!;
    expect(guessed.tokensIn).toBeGreaterThan(tokensIn / 4);
    expect(guessed.tokensOut).toBeGreaterThan(3);
  });

  it('that was never answered costs what was sent', async () => {
    stage = await startStage({ timeoutMs: 1500 });
    stage.first.fault({ kind: 'hang' });
    const { call } = await stage.agent.ask(asking());
    expect(call!.tokensIn).toBeGreaterThan(50);
    await expect.poll(() => stage.books.sums.get('int_1')).toBe(call!.tokensIn);
  });

  it('is asked while the sums cannot be read: without the database no turn is committed either', async () => {
    stage = await startStage();
    stage.books.broken = true;
    stage.first.says(RIGHT);
    expect(await stage.agent.ask(asking())).toMatchObject({ ok: true });
    expect(stage.lines()).toContainEqual(
      expect.objectContaining({ level: 'warn', msg: 'what a model cost could not be written down' }),
    );
  });
});
