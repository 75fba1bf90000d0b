/** What the pages are made of that somebody opens out of their chat: on a phone, without script, sealed. */
import { createHash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { say } from '../../texts/index.ts';
import type { Language } from '../../types.ts';
import type { ApiEnv } from '../deps.ts';

const LOCALES: Record<Language, string> = { zh: 'zh-CN', en: 'en' };
const NAMES: Record<Language, string> = { zh: '中文', en: 'English' };

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For text and for attributes in quotation marks. */
export function html(value: string): string {
  return value.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** A text of ours as HTML. */
export function words(language: Language, key: string, args: Record<string, string> = {}): string {
  return html(say(language, { key, args }));
}

const STYLE = `
:root { --paper:#f4f0e8; --sheet:#fffdf9; --ink:#22261f; --soft:#5d6259; --line:#8b867a; --accent:#0f6b5c; --on:#fff; --alarm:#a3341f;
  color-scheme: light dark; font: 100%/1.6 system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif }
@media (prefers-color-scheme: dark) { :root { --paper:#131715; --sheet:#1c211f; --ink:#e9ece6; --soft:#a7afa6; --line:#7d867f; --accent:#5cc4ae; --on:#06231d; --alarm:#ff9f88 } }
* { box-sizing: border-box }
body { margin: 0; color: var(--ink); background: var(--paper); text-size-adjust: 100% }
main { max-width: 34rem; margin: 0 auto; min-height: 100vh; padding: 1.25rem max(1rem, env(safe-area-inset-left)) 2.5rem; background: var(--sheet) }
h1 { font-size: 1.4rem; line-height: 1.3; margin: 0 0 .5rem } h2 { font-size: 1.1rem; margin: 2rem 0 .25rem }
p { margin: .5rem 0 } .soft { color: var(--soft) } a { color: var(--accent) }
.top { display: flex; justify-content: flex-end } .top a { padding: .65rem .25rem; min-height: 2.75rem; min-width: 2.75rem; text-align: right }
label { display: block; font-weight: 600; margin-top: 1.25rem }
input[type=text], input[type=date], input[type=email], input[type=password], textarea { display: block; width: 100%; min-height: 3rem; margin-top: .35rem; padding: .5rem .75rem; font: inherit;
  color: inherit; background: var(--sheet); border: 1px solid var(--line); border-radius: .5rem }
input[aria-invalid=true] { border: 2px solid var(--alarm) }
.hint { font-size: .9rem; color: var(--soft); margin: .25rem 0 0 } .wrong { color: var(--alarm); margin: .35rem 0 0; font-weight: 600 }
.box { display: flex; gap: .75rem; align-items: center; min-height: 3rem; margin-top: 1rem } .box input { width: 1.5rem; height: 1.5rem; flex: none; accent-color: var(--accent) }
.fix { border: 2px solid var(--alarm); border-radius: .5rem; padding: .5rem 1rem } .fix a { color: var(--alarm); display: inline-block; min-height: 2.75rem; padding: .5rem 0 }
button { display: block; width: 100%; min-height: 3rem; margin-top: 1.25rem; font: inherit; font-weight: 600; border-radius: .5rem; border: 1px solid var(--accent);
  color: var(--on); background: var(--accent) } button.plain { color: var(--accent); background: transparent; margin-top: .75rem }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px } ul { padding-left: 0; list-style: none; margin: 0 } ul.dots { list-style: disc; padding-left: 1.25rem }
summary { cursor: pointer; font-weight: 600; min-height: 2.75rem; padding: .6rem 0 } textarea { min-height: 6rem }
.go a { display: inline-block; min-height: 2.75rem; padding: .6rem 0 } .sheet { border: 1px solid var(--line); border-radius: .5rem; padding: 0 1rem; margin: 1rem 0 } .sheet[open] { padding-bottom: 1rem }
.sheet h2 { font-size: 1.25rem; margin: .5rem 0 1rem } .sheet h3 { font-size: 1.05rem; margin: 1.5rem 0 .25rem }
.clause { display: grid; grid-template-columns: 2rem 1fr } .said { border-left: 4px solid var(--accent); padding: .25rem 0 .25rem .9rem; margin: 1rem 0 }
.code { font-size: 1.5rem !important; letter-spacing: .35em; max-width: 14rem } .facts { margin: 1rem 0 } .facts dt { color: var(--soft); font-size: .9rem; margin-top: .75rem }
.facts dd { margin: 0; overflow-wrap: anywhere } [hidden] { display: none }
.qr { margin: .75rem 0 } .qr svg { display: block; width: 100%; max-width: 14rem; height: auto; border-radius: .5rem }
.secret { font-family: ui-monospace, monospace; overflow-wrap: anywhere } .codes { display: grid; grid-template-columns: 1fr 1fr; gap: .5rem }
.card { border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem; margin-top: .75rem } .card p { margin: 0 }`;

/** The whole page. `other`: the same is to be had in the other language. `script`: ours, which the page's policy has to know. */
export function pageOf(
  language: Language,
  { title, body, other, script }: { title: string; body: string; other: boolean; script?: string },
): string {
  const to = language === 'zh' ? 'en' : 'zh';
  const choice = other
    ? `<p class="top"><a href="?lang=${to}" lang="${LOCALES[to]}" hreflang="${LOCALES[to]}">${NAMES[to]}</a></p>`
    : '';
  return `<!doctype html>
<html lang="${LOCALES[language]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${choice}
<h1>${title}</h1>
${body}
</main>
${script === undefined ? '' : `<script>${script}</script>`}
</body>
</html>
`;
}

const sourceOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const policy = (script?: string) =>
  [
    "default-src 'none'",
    `style-src ${sourceOf(STYLE)}`,
    ...(script === undefined ? [] : [`script-src ${sourceOf(script)}`]),
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Kept by nobody, framed by nobody, with nothing from elsewhere; and the address, which opens it, is told to no other site. */
export const pageSealed: MiddlewareHandler<ApiEnv> = sealing('no-referrer');

/**
 * @param referrer `same-origin`: our own pages are told where a form came from, as those must be that know who is signed in
 * @param script the only one that runs there
 */
export function sealing(referrer: 'no-referrer' | 'same-origin', script?: string): MiddlewareHandler<ApiEnv> {
  const contentPolicy = policy(script);
  return async (c, next) => {
    await next();
    const { headers } = c.res;
    headers.set('content-security-policy', contentPolicy);
    headers.set('cache-control', 'no-store');
    headers.set('referrer-policy', referrer);
    headers.set('x-content-type-options', 'nosniff');
    headers.set('cross-origin-opener-policy', 'same-origin');
  };
}
