/**
 * What a model is told, as files: `prompts/NAME.zh.md` and `NAME.en.md`, each with its id and version on top. A prompt holds
 * no secret and nothing of a person; what comes from outside goes beside it, as data.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { Language } from '../types.ts';

export interface Prompt {
  id: string;
  version: number;
  language: Language;
  /** Of everything that a model is told besides the data, the frame included. */
  hash: string;
  text: string;
}

const folder = new URL('./prompts/', import.meta.url);
const FRONT_MATTER = /^---\nid: ([a-z][a-z-]*)\nversion: ([1-9]\d*)\n---\n+/;
/** How every answer in JSON is asked for, and how it is asked for again. */
const FRAMES = ['json', 'repair'] as const;

const read = new Map<string, Prompt>();

/** @throws Error when there is no such file, or it does not begin as it must */
export function loadPrompt(id: string, language: Language): Prompt {
  const key = `${id}.${language}`;
  const known = read.get(key);
  if (known) return known;
  const file = readFile(id, language);
  const hash = createHash('sha256').update(file.text);
  for (const frame of FRAMES) if (frame !== id) hash.update('\0').update(readFile(frame, language).text);
  const prompt = { ...file, language, hash: hash.digest('hex').slice(0, 12) };
  read.set(key, prompt);
  return prompt;
}

/** The ids of all prompts, each in both languages. */
export function promptIds(): string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.md'));
  return [...new Set(names.map((name) => name.split('.')[0]!))].sort();
}

function readFile(id: string, language: Language): { id: string; version: number; text: string } {
  const name = `${id}.${language}.md`;
  const whole = readFileSync(new URL(name, folder), 'utf8');
  const match = FRONT_MATTER.exec(whole);
  if (match?.[1] !== id) throw new Error(`${name} must begin with its id and its version`);
  return { id, version: Number(match[2]), text: whole.slice(match[0].length).trim() };
}
