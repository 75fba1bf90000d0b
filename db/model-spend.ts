/** What models cost: one sum an interview and one a day, raised by every process. */
import type { Sql } from './client.ts';

interface Spent {
  subject: string;
  tokensIn: number;
  tokensOut: number;
}
interface Total {
  subject: string;
  tokens: number;
}

export function spendingIn(sql: Sql) {
  return {
    /** Adds; returns the sums as they are now. */
    async add(spent: Spent[]): Promise<Total[]> {
      // In order: two processes that raise the same rows wait for each other in one direction only.
      return await sql<Total[]>`
        insert into model_spend as m (subject, tokens_in, tokens_out)
        select subject, tokens_in, tokens_out
        from jsonb_to_recordset(${sql.json(
          spent.map((one) => ({
            subject: one.subject,
            tokens_in: one.tokensIn,
            tokens_out: one.tokensOut,
          })),
        )}::jsonb) as s (subject text, tokens_in bigint, tokens_out bigint)
        order by subject
        on conflict (subject) do update
          set tokens_in = m.tokens_in + excluded.tokens_in, tokens_out = m.tokens_out + excluded.tokens_out,
              updated_at = now()
        returning subject, (tokens_in + tokens_out)::float8 as tokens`;
    },
    /** Of those that there are. */
    async read(subjects: string[]): Promise<Total[]> {
      return await sql<Total[]>`
        select subject, (tokens_in + tokens_out)::float8 as tokens from model_spend
        where subject = any(${subjects})`;
    },
  };
}
