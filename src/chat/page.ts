/** The chat page's shell. */

export interface Boot {
  code: string;
  title: { zh: string; en: string } | null;
  place: string | null;
  status: 'open' | 'closed' | 'unknown';
  language: 'zh' | 'en';
}

/** @param version names the page's files, see `api/chat/assets.ts` */
export function chatPage(boot: Boot, version: string): string {
  const json = JSON.stringify(boot).replaceAll('<', '\\u003c');
  return `<!doctype html><html lang="${boot.language}"><meta charset="utf-8"><title>Tingda 听答</title>
<script type="application/json" id="boot">${json}</script><script type="module" src="/assets/chat/${version}/main.ts"></script></html>`;
}
