/** What a contract is made of: one line is one paragraph, and a few marks at its beginning say what kind. Pure. */

export type Block =
  | { kind: 'title' | 'section' | 'paragraph'; text: string }
  /** The number stands as it was written: other clauses point to it. */
  | { kind: 'clause'; number: string; text: string };

const CLAUSE = /^(\d{1,3}(?:\.\d{1,3})*)[.、．]\s*(.+)$/;
const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** `# title`, `## section`, `1. clause`, and everything else a paragraph. Empty lines only divide. */
export function parseBody(body: string): Block[] {
  return body
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line): Block => {
      if (line.startsWith('## ')) return { kind: 'section', text: line.slice(3).trim() };
      if (line.startsWith('# ')) return { kind: 'title', text: line.slice(2).trim() };
      const [, number, text] = CLAUSE.exec(line) ?? [];
      if (number !== undefined && text !== undefined) return { kind: 'clause', number: `${number}.`, text };
      return { kind: 'paragraph', text: line };
    });
}

/** The names between double braces, each once, in their order. */
export function placeholdersIn(body: string): string[] {
  return [...new Set([...body.matchAll(PLACEHOLDER)].map(([, name]) => name ?? ''))];
}

/** What is left when the placeholders are taken out: a brace there is a placeholder that somebody mistyped. */
export function textBetween(body: string): string {
  return body.replace(PLACEHOLDER, '');
}

/**
 * The blocks with every placeholder filled. A value stays on its line, whatever is in it: it makes no heading and no clause.
 * @throws RangeError for a value that is missing: whoever asks has looked before
 */
export function fillBody(body: string, values: ReadonlyMap<string, string>): Block[] {
  return parseBody(body).map((block) => ({
    ...block,
    text: block.text.replace(PLACEHOLDER, (_, name: string) => {
      const value = values.get(name);
      if (value === undefined || value === '') throw new RangeError(`no value for {{${name}}}`);
      return value.replace(/\s+/g, ' ').trim();
    }),
  }));
}
