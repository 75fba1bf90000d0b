/** What is kept of a person, as a page that a person reads: what was said, what came of it, in their language and their time. */

import { calendarDay, clockOf, dayThere } from '../texts/dates.ts';
import { say } from '../texts/index.ts';
import type { Json, Language } from '../types.ts';
import { html } from './pages/html.ts';

export type Row = Record<string, Json>;

export interface Readable {
  language: Language;
  zone: string;
  about: { label: string; value: string }[];
  applications: Row[];
  employments: Row[];
  assessments: Row[];
  turns: AsyncIterable<Row>;
  files: readonly { name: string; at: string | null }[];
}

const STYLE =
  'body{font:100%/1.6 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#22261f;background:#fffdf9}' +
  'h2{margin-top:2.5rem}dt{color:#5d6259}dd{margin:0 0 .5rem}.t{color:#5d6259;font-size:.9rem}.s{margin:.75rem 0;white-space:pre-wrap}';

const text = (value: Json | undefined) =>
  typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value);

/** Piece by piece: a long talk is never whole in memory. */
export async function* readable(given: Readable): AsyncGenerator<string> {
  const { language, zone } = given;
  const words = (key: string, args: Record<string, string> = {}) =>
    html(say(language, { key: `export_${key}`, args }));
  const at = (value: Json | undefined) => {
    const time = new Date(text(value));
    if (Number.isNaN(time.getTime())) return '';
    return html(`${calendarDay(dayThere(time, zone), language)} ${clockOf(time, language, zone)}`);
  };
  const list = (items: [label: string, value: string][]) =>
    `<dl>${items
      .filter(([, value]) => value !== '')
      .map(([label, value]) => `<dt>${label}</dt><dd>${value}</dd>`)
      .join('')}</dl>`;
  const nothing = `<p>${words('nothing')}</p>`;

  yield `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="robots" content="noindex">` +
    `<meta name="viewport" content="width=device-width,initial-scale=1"><title>${words('title')}</title>` +
    `<style>${STYLE}</style><h1>${words('title')}</h1><p>${words('intro', { zone })}</p>`;
  yield `<h2>${words('about')}</h2>${list(given.about.map(({ label, value }) => [words(label), html(value)]))}`;

  yield `<h2>${words('applications')}</h2>${given.applications.length === 0 ? nothing : ''}`;
  for (const one of given.applications) {
    yield list([
      [words('at'), at(one.applied_at)],
      [words('stage'), html(text(one.stage))],
    ]);
    for (const decision of rows(one.decisions)) {
      yield list([
        [words('decided'), at(decision.at)],
        [words('outcome'), html(text(decision.outcome))],
        [words('reason'), html(text(decision.reason))],
        [words('message'), html(text(decision.message))],
      ]);
    }
    for (const step of rows(one.steps))
      yield list([[html(text(step.kind)), `${html(text(step.state))} · ${at(step.at)}`]]);
    for (const contract of rows(one.contracts)) {
      const terms = Object.entries((contract.terms ?? {}) as Row);
      yield list([
        [words('contract'), `${html(text(contract.state))} · ${at(contract.made_at)}`],
        [words('signed'), at(contract.signed_at)],
        ...terms.map(([name, value]): [string, string] => [html(name), html(text(value))]),
      ]);
    }
  }

  yield `<h2>${words('work')}</h2>${given.employments.length === 0 ? nothing : ''}`;
  for (const one of given.employments) {
    yield list([[words('from_to'), html(`${text(one.starts_on)} – ${text(one.ends_on)}`)]]);
    for (const pay of rows(one.pay_statements)) {
      const sum = `${text(pay.gross)} / ${text(pay.net)} ${text(pay.currency)}`;
      yield list([[words('paid'), html(`${text(pay.paid_on)}: ${sum}`)]]);
    }
  }

  yield `<h2>${words('assessments')}</h2>${given.assessments.length === 0 ? nothing : ''}`;
  for (const one of given.assessments) {
    const who = one.by === 'model' ? 'by_model' : one.by === 'person' ? 'by_person' : 'by_rules';
    yield list([
      [`${words(who)} · ${at(one.created_at)}`, html(text(one.recommendation))],
      ...rows(one.criteria).map((criterion): [string, string] => [
        html(text(criterion.id)),
        [text(criterion.score), ...rows(criterion.evidence).map(({ quote }) => `“${text(quote)}”`)]
          .filter(Boolean)
          .map(html)
          .join(' · '),
      ]),
    ]);
  }

  yield `<h2>${words('talk')}</h2>`;
  for await (const turn of given.turns) {
    const heard = (turn.transcript ?? {}) as Row;
    const said = text(turn.text) || text(heard.corrected) || text(heard.text);
    if (said === '') continue;
    const who = words(turn.from === 'bot' ? 'from_bot' : turn.from === 'hr' ? 'from_hr' : 'from_you');
    yield `<p class="s"><span class="t">${at(turn.at)} · ${who}</span>\n${html(said)}</p>`;
  }

  yield `<h2>${words('files')}</h2>${given.files.length === 0 ? nothing : ''}`;
  for (const { name, at: made } of given.files)
    yield `<p><a href="${html(name)}">${html(name)}</a> <span class="t">${at(made)}</span></p>`;
}

const rows = (value: Json | undefined): Row[] => (Array.isArray(value) ? (value as Row[]) : []);
