/**
 * Keeps nobody waiting for a server that fails: after some failures within a while it is taken for broken, and after a
 * pause one call goes ahead to see.
 */

/** Leave to make one call; exactly one of the three is told how it went. */
export interface Pass {
  worked(): void;
  /** @param pauseMs that the server itself asked for: nobody asks it before */
  failed(pauseMs?: number): void;
  /** Given up before it could tell. */
  dropped(): void;
}

export interface Breaker {
  /** Null while it is open. */
  enter(): Pass | null;
  /** Whether a call would be let through. */
  readonly open: boolean;
  /** Whether it has opened and no call has worked since. */
  readonly tripped: boolean;
}

/** So many failures, and at least half of the last calls: one in a hundred of a busy hour is not an outage. */
const FAILURES = 5;
const REMEMBERED = 20;
const WINDOW_MS = 60_000;
const PAUSE_MS = 30_000;

/** @param changed is told when it opens and when it closes again */
export function createBreaker(now: () => number, changed: (tripped: boolean) => void = () => {}): Breaker {
  let last: { at: number; worked: boolean }[] = [];
  let until: number | null = null;
  let probing = false;

  const open = () => until !== null && (probing || now() < until);

  function remember(worked: boolean): void {
    last = [...last, { at: now(), worked }].filter(({ at }) => at > now() - WINDOW_MS).slice(-REMEMBERED);
    const failures = last.filter((call) => !call.worked).length;
    if (failures >= FAILURES && failures * 2 >= last.length) trip(PAUSE_MS);
  }

  function trip(pauseMs: number): void {
    const news = until === null;
    until = now() + pauseMs;
    last = [];
    if (news) changed(true);
  }

  return {
    enter() {
      if (open()) return null;
      const probe = until !== null;
      probing = probe;
      const back = () => {
        if (probe) probing = false;
      };
      return {
        worked() {
          back();
          if (probe) {
            until = null;
            changed(false);
          } else if (until === null) remember(true);
        },
        failed(pauseMs) {
          back();
          if (pauseMs !== undefined) trip(pauseMs);
          else if (probe) trip(PAUSE_MS);
          // One that began before it opened tells nothing new.
          else if (until === null) remember(false);
        },
        dropped: back,
      };
    },
    get open() {
      return open();
    },
    get tripped() {
      return until !== null;
    },
  };
}
