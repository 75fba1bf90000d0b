/** Flow files: from text to a checked, pinned flow. The only file of this room that reads from the disk. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type Document, isAlias, isMap, isNode, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { type ErrorItem, TingdaError } from '../errors.ts';
import { checkFlow, type Finding } from './check.ts';
import type { Flow, PinnedFlow } from './model.ts';
import { formatPath, parseShape } from './schema.ts';

type Path = (string | number)[];

/** What `flows check` shows of a good file: the flow, and what a person should look at although it works. */
interface CheckedFlow {
  pinned: PinnedFlow;
  warnings: ErrorItem[];
}

/**
 * Parses and checks the text of a flow file. `file` is the name that goes into the messages. Throws `TingdaError`
 * `flow_invalid` with one item for each error: `path` is `warehouse-sorter.yaml:41 sections[1].questions[0].ask.en`,
 * `message` what would be right.
 */
export function parseFlow(source: string, file: string): PinnedFlow {
  return parseAndCheck(source, file).pinned;
}

/** What writers of flows stumble over most, said in their terms. */
const SYNTAX_HINTS: Record<string, string> = {
  BLOCK_AS_IMPLICIT_KEY: ' (put quotes around a text that contains a colon)',
  TAB_AS_INDENT: ' (indent with spaces)',
};

/** As {@link parseFlow}, with the warnings. */
export function parseAndCheck(source: string, file: string): CheckedFlow {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false });
  const syntax = [...document.errors, ...document.warnings].map((error) => ({
    path: `${file}:${lines.linePos(error.pos[0]).line}`,
    message: `is not YAML: ${error.message}${SYNTAX_HINTS[error.code] ?? ''}`,
  }));
  if (syntax.length > 0) throw invalid(file, syntax);

  const locate = (path: Path): string => {
    const line = lines.linePos(offsetOf(document, path)).line;
    return `${file}:${line} ${formatPath(path)}`.trimEnd();
  };
  const shape = parseShape(plain(document, file));
  if ('problems' in shape) {
    throw invalid(
      file,
      shape.problems.map(({ path, message }) => ({ path: locate(path), message })),
    );
  }
  const { flow } = shape;
  const findings = checkFlow(flow);
  const found = (level: Finding['level']): ErrorItem[] =>
    findings
      .filter((finding) => finding.level === level)
      .map(({ path, message }) => ({ path: locate(path), message }));
  const errors = found('error');
  if (errors.length > 0) throw invalid(file, errors);
  return { pinned: { hash: hashFlow(flow), flow }, warnings: found('warning') };
}

/** Reads, parses and checks one file, named in messages as it was given; throws as {@link parseFlow}, also when it cannot be read. */
export function readFlow(path: string | URL): CheckedFlow {
  const file = path instanceof URL ? basename(path.pathname) : path;
  let source: string;
  try {
    source = readFileSync(path, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? ` (${cause.code})` : '';
    throw new TingdaError('flow_invalid', `${file} cannot be read${reason}.`, {
      items: [{ path: file, message: `cannot be read${reason}` }],
      cause,
    });
  }
  return parseAndCheck(source, file);
}

const LIBRARY = new URL('./library/', import.meta.url);

/** The shipped flows by id. Throws one `flow_invalid` with the errors of all files: a start with a bad flow fails. */
export function loadLibrary(): Map<string, PinnedFlow> {
  const library = new Map<string, PinnedFlow>();
  const items: ErrorItem[] = [];
  for (const name of readdirSync(LIBRARY).sort()) {
    if (!name.endsWith('.yaml')) continue;
    try {
      const { pinned } = readFlow(new URL(name, LIBRARY));
      if (`${pinned.flow.id}.yaml` !== name) {
        items.push({ path: `${name} id`, message: `must be ${name.slice(0, -5)}, like the file` });
      }
      library.set(pinned.flow.id, pinned);
    } catch (error) {
      if (!(error instanceof TingdaError)) throw error;
      items.push(...error.items);
    }
  }
  if (items.length > 0) throw invalid('The flow library', items);
  return library;
}

/**
 * A flow as it comes back from the database, where it was put when an interview was pinned to it. Its shape and its hash
 * are checked, the rules of `check.ts` are not: a rule that became stricter must not break an interview that runs.
 * Throws `TingdaError` `flow_invalid`.
 */
export function restoreFlow(hash: string, body: unknown): PinnedFlow {
  const shape = parseShape(body);
  if ('problems' in shape) {
    throw invalid(
      `Flow ${hash}`,
      shape.problems.map(({ path, message }) => ({ path: formatPath(path), message })),
    );
  }
  const actual = hashFlow(shape.flow);
  if (actual !== hash) {
    throw invalid(`Flow ${hash}`, [
      { path: 'hash', message: `does not belong to this content, which has ${actual}` },
    ]);
  }
  return { hash, flow: shape.flow };
}

/** sha256 (hex) of the flow's content: the same for any order of keys, comments and layout, another for one changed word. */
export function hashFlow(flow: Flow): string {
  return createHash('sha256').update(canonical(flow)).digest('hex');
}

/** The same for its rubric alone: what scores are given by. */
export function hashRubric({ rubric }: Flow): string {
  return createHash('sha256').update(canonical(rubric)).digest('hex');
}

/** JSON with sorted keys and no white space. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
}

function invalid(what: string, items: ErrorItem[]): TingdaError {
  const errors = items.length === 1 ? '1 error' : `${items.length} errors`;
  const first = items[0] ? `: ${items[0].path} ${items[0].message}` : '';
  return new TingdaError('flow_invalid', `${what} has ${errors}${first}.`, { items });
}

/** The document's content as JSON values; a bomb of aliases is refused, not expanded. */
function plain(document: Document.Parsed, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    const message = `cannot be resolved: ${cause instanceof Error ? cause.message : 'bad alias'}`;
    throw new TingdaError('flow_invalid', `${file} ${message}.`, {
      items: [{ path: `${file}:1`, message }],
      cause,
    });
  }
}

/** Where a path begins in the source: at its key, or, for a key that is missing, at the key of what should hold it. */
function offsetOf(document: Document.Parsed, path: Path): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find((item) => keyOf(item.key) === String(step));
      if (!pair) return offset;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof step === 'number') {
      node = node.items[step];
      offset = startOf(node) ?? offset;
    } else {
      return offset;
    }
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? (node as Node).range?.[0] : undefined;
}

function keyOf(key: unknown): string {
  return isNode(key) && 'value' in key ? String(key.value) : String(key);
}
