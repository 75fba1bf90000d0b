/** The page on which a contract is read and signed, as HTML: the same words as on paper, large, and one thing to do at a time. */
import type { Block } from '../../pipeline/contract/document.ts';
import type { Language } from '../../types.ts';
import { askWrong, type CodeProblems, codeField, codeWrong, type Reached, whither } from './code-parts.ts';
import { html, pageOf, words } from './html.ts';

export interface SignView {
  /** The address of this page, without what comes after it. */
  path: string;
  title: string;
  employer: string;
  blocks: Block[];
  /** What is to be signed is in one language, whatever the page is read in. */
  contractLanguage: Language;
  /** As it stands in the contract. */
  name: string;
  /** Until when it can be signed, in words. */
  by: string;
  reached: Reached;
  /** What was typed before. */
  typed: { name: string; read: boolean };
  /** What was written instead of signing. */
  remark: string;
  /** A code was said, and is good. */
  coded: boolean;
  problems: CodeProblems & { name?: 'missing' | 'other'; read?: 'missing' };
}

export interface SignedView
  extends Pick<SignView, 'path' | 'title' | 'employer' | 'blocks' | 'contractLanguage'> {
  at: string;
  hash: string;
  signer: string;
}

const LOCALES: Record<Language, string> = { zh: 'zh-CN', en: 'en' };

/** First: the contract, the name, and the wish for a code. */
export function readPage(language: Language, view: SignView): string {
  const say = (key: string, args?: Record<string, string>) => words(language, key, args);
  const { problems, typed, reached } = view;
  const nameWrong = problems.name && say(`sign_name_${problems.name}`);
  const readWrong = problems.read && say('sign_read_missing');
  const form = `<h2 id="sign">${say('sign_here')}</h2>
${askWrong(language, view.problems)}
<form method="post" action="${action(view, language, 'code')}" novalidate>
<label for="name">${say('sign_name')}</label>
<p class="hint" id="name-hint">${say('sign_name_hint', { name: view.name })}</p>
<input type="text" id="name" name="name" autocomplete="name" maxlength="100" value="${html(typed.name)}" aria-describedby="name-hint${nameWrong ? ' name-wrong' : ''}"${nameWrong ? ' aria-invalid="true"' : ''}>
${nameWrong ? `<p class="wrong" id="name-wrong" role="alert">${nameWrong}</p>` : ''}
<label class="box" for="read"><input type="checkbox" id="read" name="read" value="yes"${typed.read ? ' checked' : ''}${readWrong ? ' aria-invalid="true" aria-describedby="read-wrong"' : ''}> ${say('sign_read')}</label>
${readWrong ? `<p class="wrong" id="read-wrong" role="alert">${readWrong}</p>` : ''}
${reached ? `<p class="hint">${say('sign_ask_code_hint', whither(language, reached))}</p>` : ''}
<button type="submit">${say('sign_ask_code')}</button>
</form>`;
  return page(language, view, true, form);
}

/** Then: the code that came in the chat. */
export function codePage(language: Language, view: SignView): string {
  const say = (key: string, args?: Record<string, string>) => words(language, key, args);
  const { reached, typed } = view;
  const form = `<h2 id="sign">${say('sign_here')}</h2>
${askWrong(language, view.problems)}
<p class="said" role="status">${reached ? say('sign_code_where', whither(language, reached)) : say('sign_unreachable')}</p>
<form method="post" action="${action(view, language, 'sign')}" novalidate>
<p>${say('sign_as', { name: typed.name })} <a href="${view.path}?lang=${language}&amp;name=1#sign">${say('sign_change_name')}</a></p>
${codeField(language, view.problems, 'code')}
<button type="submit">${say('sign_submit')}</button>
</form>
<form method="post" action="${action(view, language, 'code')}">
<input type="hidden" name="name" value="${html(typed.name)}"><input type="hidden" name="read" value="yes">
<button type="submit" class="plain">${say('sign_again')}</button>
</form>`;
  return page(language, view, false, form);
}

/** Instead: it is not signed, and HR hears why; also that is done by whoever has the chat. */
export function declinePage(language: Language, view: SignView): string {
  const form = `<h2 id="sign">${words(language, 'sign_question')}</h2>
${askWrong(language, view.problems)}
${declineForm(language, view)}
<p><a href="${view.path}?lang=${language}&amp;name=1#sign">${words(language, 'sign_back')}</a></p>`;
  return frame(language, view, false, form);
}

/** At last: it is signed, and this is the copy. */
export function signedPage(language: Language, view: SignedView): string {
  const say = (key: string, args?: Record<string, string>) => words(language, key, args);
  const body = `<p class="said">${say('sign_done_about', { employer: view.employer })}</p>
<p class="go"><a href="${view.path}/contract.pdf">${say('sign_pdf_copy')}</a></p>
<dl class="facts">
<dt>${say('contract_record_signer')}</dt><dd>${html(view.signer)}</dd>
<dt>${say('sign_done_at')}</dt><dd>${html(view.at)}</dd>
<dt>${say('sign_done_hash')}</dt><dd>${html(view.hash)}</dd>
</dl>
${sheet(language, view, false)}`;
  return pageOf(language, { title: say('sign_done'), body, other: true });
}

/** What there is to say when nothing is to be signed. */
export function wordPage(language: Language, name: 'declined' | 'dead' | 'later'): string {
  const title = words(language, `sign_${name}_title`);
  return pageOf(language, {
    title,
    body: `<p>${words(language, `sign_${name}`)}</p>`,
    other: name === 'dead',
  });
}

function page(language: Language, view: SignView, open: boolean, form: string): string {
  const say = (key: string) => words(language, key);
  // The code of the chat has one field on a page.
  const other = { ...view, coded: false, problems: {} };
  const decline = `<details class="sheet"><summary>${say('sign_question')}</summary>
${declineForm(language, other)}</details>`;
  return frame(language, view, open, `${form}\n${decline}`);
}

function frame(language: Language, view: SignView, open: boolean, rest: string): string {
  const say = (key: string, args?: Record<string, string>) => words(language, key, args);
  const body = `<p>${say('sign_about', { employer: view.employer, by: view.by })}</p>
${sheet(language, view, open)}
<p class="go"><a href="${view.path}/contract.pdf">${say('sign_pdf')}</a></p>
${rest}`;
  return pageOf(language, { title: say('sign_title', { title: view.title }), body, other: true });
}

function sheet(
  language: Language,
  { blocks, contractLanguage }: Pick<SignView, 'blocks' | 'contractLanguage'>,
  open: boolean,
): string {
  const lines = blocks.map((block) => {
    if (block.kind === 'clause')
      return `<p class="clause"><span>${html(block.number)}</span><span>${html(block.text)}</span></p>`;
    if (block.kind === 'title') return `<h2>${html(block.text)}</h2>`;
    if (block.kind === 'section') return `<h3>${html(block.text)}</h3>`;
    return `<p>${html(block.text)}</p>`;
  });
  return `<details class="sheet"${open ? ' open' : ''}><summary>${words(language, 'sign_text')}</summary>
<div lang="${LOCALES[contractLanguage]}">
${lines.join('\n')}
</div></details>`;
}

function declineForm(language: Language, view: SignView): string {
  const say = (key: string, args?: Record<string, string>) => words(language, key, args);
  const { coded, reached, remark } = view;
  const where = reached
    ? say(coded ? 'sign_code_where' : 'sign_ask_code_hint', whither(language, reached))
    : '';
  return `<form method="post" action="${action(view, language, 'decline')}" novalidate>
<p class="hint">${say('sign_question_hint')}</p>
<label for="remark">${say('sign_question_label')}</label>
<textarea id="remark" name="remark" maxlength="1000">${html(remark)}</textarea>
${coded ? `<p class="said" role="status">${where}</p>` : `<p class="hint">${where}</p>`}
${coded ? `${codeField(language, view.problems, 'decline-code')}\n<input type="hidden" name="coded" value="yes">` : codeWrong(language, view.problems, 'decline-code')}
<button type="submit" class="plain">${say(coded ? 'sign_decline' : 'sign_ask_code_decline')}</button>
${coded ? `<button type="submit" class="plain" name="again" value="yes">${say('sign_again')}</button>` : ''}
</form>`;
}

const action = ({ path }: SignView, language: Language, verb: string) =>
  `${path}/${verb}?lang=${language}#sign`;
