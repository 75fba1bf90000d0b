/**
 * The chat page as the server hands it out: the header, an empty log, the composer, the menu. All else is done by the
 * modules in `client/`. Nothing in it is written by script or style of its own: the policy of the page forbids both.
 */
import type { Language, Localized } from '../types.ts';
import type { Boot } from './client/model.ts';
import { langOf } from './client/text.ts';
import { headingOf, LOCALES, type PlainText, TEXTS } from './client/texts.ts';

/** Every module that the page needs, so that the browser fetches them at once and not one after the other. */
export const MODULES = [
  'api.ts',
  'composer.ts',
  'connection.ts',
  'events.ts',
  'labels.ts',
  'main.ts',
  'menu.ts',
  'notice.ts',
  'outbox.ts',
  'recorder.ts',
  'rows.ts',
  'scroll.ts',
  'shelf.ts',
  'text.ts',
  'texts.ts',
  'thread.ts',
  'time.ts',
  'typing.ts',
  'view.ts',
  'visit.ts',
  'window.ts',
];

export const STYLES = ['style.css', 'log.css', 'menu.css'];

/**
 * The page as HTML.
 * @param version of the files in `client/`, see `api/chat/assets.ts`
 */
export function chatPage(boot: Boot, version: string): string {
  const assets = `/assets/chat/${version}`;
  const { title, status } = boot;
  return status === 'unknown' || !title ? unknownPage(boot, assets) : openPage(boot, title, assets);
}

function openPage(boot: Boot, title: Localized, assets: string): string {
  const { language, place, status } = boot;
  const texts = TEXTS[language];
  const name = headingOf(title, language);
  const head = `${MODULES.map((file) => `<link rel="modulepreload" href="${html(assets)}/${file}">`).join('\n')}
<script type="application/json" id="boot">${json(boot)}</script>
<script type="module" src="${html(assets)}/main.ts"></script>`;
  const body = `<header>
${MARK}
<div>
<h1 id="title">${html(name)}</h1>
<p>${text('assistant', language)}${place === null ? '' : ` <span>· <bdi lang="${langOf(place)}">${html(place)}</bdi></span>`}</p>
</div>
<button type="button" id="more" class="icon" aria-haspopup="dialog" ${label('menu', language)}>${DOTS}</button>
</header>
<main>
${status === 'closed' ? `<p class="closed" data-text="closed">${html(texts.closed)}</p>` : ''}
<noscript><p class="closed">${html(TEXTS.zh.noscript)}<br><span lang="en">${html(TEXTS.en.noscript)}</span></p></noscript>
<div class="middle">
<div id="log" role="log" aria-live="off" tabindex="0" ${label('log', language)}></div>
<button type="button" id="newer" hidden>${text('newest', language)}${text('newer', language)}${DOWN}</button>
</div>
<p id="notice" role="status"></p>
<form id="composer">
<p id="count" role="status" hidden></p>
<p id="voice" role="status" hidden></p>
<textarea id="words" rows="1" enterkeyhint="send" aria-describedby="count" ${label('write', language)} data-hint="placeholder" placeholder="${html(texts.placeholder)}"></textarea>
<button type="button" id="record" class="icon" hidden ${label('record', language)}>${MICROPHONE}</button>
<button type="submit" id="send" class="icon" aria-disabled="true" ${label('send', language)}>${UP}</button>
</form>
</main>
${menu(language)}`;
  return shell(language, `${name} · ${texts.assistant}`, assets, head, body);
}

/** The page for a code that no opening has. It works without script. */
function unknownPage({ language }: Boot, assets: string): string {
  const texts = TEXTS[language];
  const other = language === 'zh' ? 'en' : 'zh';
  const body = `<main class="alone">
${MARK}
<h1>${html(texts.unknown_title)}</h1>
<p>${html(texts.unknown)}</p>
<p><a href="?lang=${other}" lang="${LOCALES[other]}">${NAMES[other]}</a></p>
</main>`;
  return shell(language, texts.unknown_title, assets, '', body);
}

function menu(language: Language): string {
  const texts = TEXTS[language];
  const choice = (to: Language) =>
    `<button type="button" data-language="${to}" lang="${LOCALES[to]}" aria-pressed="${to === language}">${NAMES[to]}</button>`;
  const helps = ['help_person', 'help_pause', 'help_add', 'help_status', 'help_stop', 'help_data'] as const;
  return `<dialog id="menu" aria-labelledby="menu-title">
<div class="sheet">
<div class="top"><h2 id="menu-title">${text('menu', language)}</h2><button type="button" class="icon" data-part="close" ${label('close', language)}>${CROSS}</button></div>
<h3 id="menu-language">${text('language', language)}</h3>
<div class="languages" role="group" aria-labelledby="menu-language">${choice('zh')}${choice('en')}</div>
<p class="hint">${text('language_hint', language)}</p>
<h3>${text('help', language)}</h3>
<ul>${helps.map((key) => `<li>${text(key, language)}</li>`).join('')}</ul>
<p class="hint">${text('leave_hint', language)}</p>
<button type="button" class="wide" data-part="leave">${text('leave', language)}</button>
<div class="leaving" data-part="leaving" role="group" aria-labelledby="leave-title" hidden>
<h3 id="leave-title">${text('leave_ask', language)}</h3>
<p>${text('leave_warning', language)}</p>
<p class="over" role="alert" data-part="failed" hidden>${html(texts.leave_failed)}</p>
<button type="button" class="wide" data-part="stay">${text('leave_no', language)}</button>
<button type="button" class="wide" data-part="go">${text('leave_yes', language)}</button>
</div>
</div>
</dialog>`;
}

function shell(language: Language, title: string, assets: string, head: string, body: string): string {
  return `<!doctype html>
<html lang="${LOCALES[language]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#fffdf9" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#1c211f" media="(prefers-color-scheme: dark)">
<meta name="format-detection" content="telephone=no">
<meta name="robots" content="noindex">
<title>${html(title)}</title>
<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(MARK)}">
${STYLES.map((file) => `<link rel="stylesheet" href="${html(assets)}/${file}">`).join('\n')}
${head}
</head>
<body>
${body}
</body>
</html>
`;
}

const NAMES: Record<Language, string> = { zh: '中文', en: 'English' };

/** A speech bubble that listens. */
const MARK =
  '<svg xmlns="http://www.w3.org/2000/svg" class="mark" viewBox="0 0 40 40" width="40" height="40" aria-hidden="true">' +
  '<path fill="#0f6b5c" d="M20 3c9.9 0 17 6.6 17 15.5S29.9 34 20 34c-1.7 0-3.4-.2-5-.6L6.5 37l1.3-7C4.8 27.2 3 23.1 3 18.5 3 9.6 10.1 3 20 3Z"/>' +
  '<path fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round" d="M12.5 17v4M17.5 13.5v11M22.5 15.5v7M27.5 17.5v3"/></svg>';

const icon = (path: string) =>
  `<svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><path fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round" d="${path}"/></svg>`;
const DOTS = icon('M12 5.5v.01M12 12v.01M12 18.5v.01');
const UP = icon('M12 19V5M6 11l6-6 6 6');
const DOWN = icon('M12 5v14M6 13l6 6 6-6');
const MICROPHONE = icon(
  'M12 4a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0v-5A2.5 2.5 0 0 1 12 4M6 11.5a6 6 0 0 0 12 0M12 17.5V20.5',
);
const CROSS = icon('M6 6l12 12M18 6L6 18');

/** A text that the browser can exchange for the one in the other language. */
function text(key: PlainText, language: Language): string {
  return `<span data-text="${key}">${html(TEXTS[language][key])}</span>`;
}

/** The same for what is heard and not seen. */
function label(key: PlainText, language: Language): string {
  return `data-label="${key}" aria-label="${html(TEXTS[language][key])}"`;
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For text and for attributes in quotation marks. */
function html(value: string): string {
  return value.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** JSON inside of a script element: no `<` can end it or begin a comment. */
function json(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
