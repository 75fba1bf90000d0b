/**
 * What may be spent: tokens of one interview and of one day, by all processes together. The sums stand in the database; a
 * question is asked by what this process knows of them, and what it cost is written down beside the path. So a limit may be
 * passed by what is under way, and a process that dies loses no more than that.
 */

/** Where the sums are kept; `db/model-spend.ts`. */
export interface Spending {
  /** Adds to the sums of these subjects; returns what they are now. */
  add(spent: Spent[]): Promise<Total[]>;
  read(subjects: string[]): Promise<Total[]>;
}
export interface Spent {
  /** An interview's id, or a day in UTC: `2026-11-26`. */
  subject: string;
  tokensIn: number;
  tokensOut: number;
}
export interface Total {
  subject: string;
  tokens: number;
}

export interface Budget {
  /** False when the day's or the interview's tokens are spent. */
  allows(interviewId: string | null): Promise<boolean>;
  spent(interviewId: string | null, tokensIn: number, tokensOut: number): void;
  /** By what is known of today. */
  readonly dayIsSpent: boolean;
  /** Writes down what is left; resolves when it is written, or cannot be. */
  flush(): Promise<void>;
}

interface Limits {
  perInterview: number;
  perDay: number;
}

/** A sum that another process may have raised is looked up again after so long. */
const FRESH_MS = 10_000;
const RETRY_MS = 1000;
/** Sums of interviews that this process remembers. */
const MOST_KNOWN = 5000;

export function createBudget(
  spending: Spending,
  limits: Limits,
  now: () => number,
  onError: (error: unknown) => void,
): Budget {
  /** In order of their last use. */
  const known = new Map<string, { tokens: number; at: number }>();
  let waiting = new Map<string, Spent>();
  /** What is being written just now. */
  let leaving = new Map<string, Spent>();
  let writing: Promise<void> | null = null;
  let retry: NodeJS.Timeout | undefined;

  const today = () => new Date(now()).toISOString().slice(0, 10);

  function learn(totals: Total[]): void {
    for (const { subject, tokens } of totals) {
      known.delete(subject);
      known.set(subject, { tokens, at: now() });
    }
    for (const [oldest] of known) {
      if (known.size <= MOST_KNOWN) break;
      known.delete(oldest);
    }
  }

  /** What is known, and what of our own is not in it yet. */
  function sum(subject: string): number {
    const own = [waiting.get(subject), leaving.get(subject)];
    return own.reduce(
      (tokens, one) => tokens + (one ? one.tokensIn + one.tokensOut : 0),
      known.get(subject)?.tokens ?? 0,
    );
  }

  async function write(): Promise<void> {
    while (waiting.size > 0) {
      leaving = waiting;
      waiting = new Map();
      const batch = [...leaving.values()];
      try {
        const totals = await spending.add(batch);
        leaving = new Map();
        learn(totals);
      } catch (error) {
        leaving = new Map();
        for (const { subject, tokensIn, tokensOut } of batch) add(subject, tokensIn, tokensOut);
        onError(error);
        retry ??= setTimeout(begin, RETRY_MS).unref();
        return;
      }
    }
  }

  function begin(): void {
    clearTimeout(retry);
    retry = undefined;
    writing ??= write().finally(() => {
      writing = null;
    });
  }

  function add(subject: string, tokensIn: number, tokensOut: number): void {
    const before = waiting.get(subject);
    waiting.set(subject, {
      subject,
      tokensIn: (before?.tokensIn ?? 0) + tokensIn,
      tokensOut: (before?.tokensOut ?? 0) + tokensOut,
    });
  }

  return {
    async allows(interviewId) {
      const day = today();
      const subjects = interviewId === null ? [day] : [day, interviewId];
      const old = subjects.filter((subject) => now() - (known.get(subject)?.at ?? -Infinity) > FRESH_MS);
      if (old.length > 0) {
        try {
          const totals = await spending.read(old);
          const zero = old.filter((subject) => !totals.some((total) => total.subject === subject));
          learn([...totals, ...zero.map((subject) => ({ subject, tokens: 0 }))]);
        } catch (error) {
          // By what is known: without the database no turn is committed either.
          onError(error);
        }
      }
      if (sum(day) >= limits.perDay) return false;
      return interviewId === null || sum(interviewId) < limits.perInterview;
    },
    spent(interviewId, tokensIn, tokensOut) {
      add(today(), tokensIn, tokensOut);
      if (interviewId !== null) add(interviewId, tokensIn, tokensOut);
      begin();
    },
    get dayIsSpent() {
      return sum(today()) >= limits.perDay;
    },
    async flush() {
      begin();
      await writing;
      clearTimeout(retry);
    },
  };
}
