/** The browser's own ways, where they differ or may be missing. */
import type { Store } from './shelf.ts';

/** Reading `localStorage` throws where it is forbidden. */
export function storage(): Store | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/** 128 random bits. (`randomUUID` is only there on https.) */
export function newClientId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** One tab after the other; where there are no locks (plain http) they may overlap, which does no harm. */
export function oneTabAtATime(name: string, work: () => Promise<void>): Promise<unknown> {
  const locks: LockManager | undefined = navigator.locks;
  return locks ? locks.request(name, work) : work();
}

/** After this the stream's place may be long gone, and much may have been said. */
const LONG_SLEEP_MS = 60_000;

/** `glance`: the page was only away for a moment. `network`: it is back, or another. */
export type Wake = 'glance' | 'sleep' | 'network';

/** The page is looked at again, or the network has changed. */
export function onWake(wake: (kind: Wake) => void): void {
  let hiddenAt = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) hiddenAt = Date.now();
    else wake(Date.now() - hiddenAt > LONG_SLEEP_MS ? 'sleep' : 'glance');
  });
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) wake('sleep');
  });
  addEventListener('online', () => wake('network'));
}

const RELOADED = 'tingda.reloaded';
const ONCE_IN_MS = 60_000;

/** False when it was done just now, or when we could not tell: a page must not load itself for ever. */
export function reloadOnce(): boolean {
  try {
    if (Date.now() - Number(sessionStorage.getItem(RELOADED)) < ONCE_IN_MS) return false;
    sessionStorage.setItem(RELOADED, String(Date.now()));
  } catch {
    return false;
  }
  location.reload();
  return true;
}

/** On iOS the keyboard covers the page instead of making it smaller: the page follows what is really to be seen. */
export function fitScreen(): void {
  const seen = window.visualViewport;
  if (!seen) return;
  const fit = () => {
    // Whoever has zoomed in wants to look around, not a smaller page.
    const covered = seen.scale === 1 && window.innerHeight - seen.height > 50;
    const { style } = document.documentElement;
    if (covered) style.setProperty('--seen', `${seen.height}px`);
    else style.removeProperty('--seen');
    if (covered) window.scrollTo(0, 0);
  };
  seen.addEventListener('resize', fit);
}
