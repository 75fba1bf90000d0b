/** Several people may share a browser. When one leaves, every tab forgets them, also one that was asleep. */
import type { Shelf } from './shelf.ts';

const VISIT = 'tingda.visit';

export interface Visit {
  /** Removes all that was kept for this visitor, tells the other tabs, and loads the page anew. */
  leave(): void;
  /** True when somebody else has begun meanwhile; the page is being loaded anew then. */
  isOver(): boolean;
}

/** @param end stops what is going on, before the page is loaded anew */
export function watchVisit(shelf: Shelf, end: () => void): Visit {
  const mine = shelf.get(VISIT);
  const isOver = () => {
    if (shelf.get(VISIT) === mine) return false;
    end();
    location.reload();
    return true;
  };
  addEventListener('storage', ({ key }) => {
    if (key === VISIT) isOver();
  });
  return {
    leave() {
      for (const key of shelf.keys('tingda.')) if (key !== VISIT) shelf.remove(key);
      shelf.set(VISIT, String(Date.now()));
      location.reload();
    },
    isOver,
  };
}
