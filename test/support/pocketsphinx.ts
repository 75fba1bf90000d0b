/**
 * A real recogniser of English (https://cmusphinx.github.io, from Debian), behind the emulator of OpenAI's endpoint: what it
 * hears was a voice, and not only the right number of samples. It is old and knows espeak's voice little, so it is given
 * the words of a recording among others, and asked which of them were said.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROGRAM = '/usr/bin/pocketsphinx_continuous';
const MODEL = '/usr/share/pocketsphinx/model/en-us';

/** Why there is none; null where there is. */
export function withoutPocketsphinx(): string | null {
  if (existsSync(PROGRAM) && existsSync(MODEL)) return null;
  return process.env.TINGDA_WITHOUT_POCKETSPHINX || 'pocketsphinx is not installed (npm test installs it)';
}

/** What `samples/en.wav` says, without its smallest words. */
export const SAID = ['sorted', 'three', 'hundred', 'parcels', 'hour'];
const OTHERS =
  'zero one two four five six seven eight nine ten night morning monday friday sunday forklift licence packed';
const GRAMMAR = `#JSGF V1.0;
grammar words;
public <said> = ( ${[...SAID, ...OTHERS.split(' ')].join(' | ')} )+;
`;

/** The words that are heard in a WAV of 16 kHz. The same file always gives the same. */
export async function listen(wav: Uint8Array): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'tingda-sphinx-'));
  try {
    const [file, grammar] = [join(directory, 'said.wav'), join(directory, 'words.gram')];
    writeFileSync(file, wav);
    writeFileSync(grammar, GRAMMAR);
    const model = ['-hmm', `${MODEL}/en-us`, '-dict', `${MODEL}/cmudict-en-us.dict`, '-jsgf', grammar];
    const args = ['-infile', file, ...model, '-logfn', '/dev/null'];
    const recogniser = spawn(PROGRAM, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    let heard = '';
    recogniser.stdout.setEncoding('utf8').on('data', (piece: string) => {
      heard += piece;
    });
    const code = await new Promise((resolve, reject) =>
      recogniser.once('error', reject).once('close', resolve),
    );
    if (code !== 0) throw new Error(`pocketsphinx ended with ${code}`);
    return heard.trim().split(/\s+/).join(' ');
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** How much of both is the same words in the same order, from 0 to 1 (Dice's measure over their longest common part). */
export function sameWords(heard: string, said: readonly string[] = SAID): number {
  const words = heard === '' ? [] : heard.split(' ');
  let row = new Array<number>(said.length + 1).fill(0);
  for (const word of words) {
    const next = [0];
    for (const [i, one] of said.entries())
      next.push(one === word ? row[i]! + 1 : Math.max(row[i + 1]!, next[i]!));
    row = next;
  }
  return (2 * row.at(-1)!) / (words.length + said.length);
}
