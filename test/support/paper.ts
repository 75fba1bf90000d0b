/** Reads paper as a person does: drawn at the size of a page, and looked at. From Debian: poppler-utils and tesseract-ocr. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROGRAMS = ['/usr/bin/pdftotext', '/usr/bin/pdftoppm', '/usr/bin/tesseract'];

/** Why nobody can read here; null: somebody can. */
export function withoutReaders(): string | null {
  if (PROGRAMS.every(existsSync)) return null;
  return (
    process.env.TINGDA_WITHOUT_READERS ||
    'poppler-utils and tesseract-ocr are not installed (npm test installs them)'
  );
}

export interface Read {
  /** What a machine copies out of it. */
  copied: string;
  /** What eyes see, page by page. */
  seen: string[];
}

/** White space is left out: where letters stand is not what they say. */
export async function readPaper(pdf: Uint8Array, language: 'chi_sim' | 'eng'): Promise<Read> {
  const folder = mkdtempSync(join(tmpdir(), 'tingda-paper-'));
  try {
    const file = join(folder, 'paper.pdf');
    writeFileSync(file, pdf);
    const text = await run('pdftotext', ['-enc', 'UTF-8', file, '-']);
    await run('pdftoppm', ['-r', '150', '-gray', '-png', file, join(folder, 'page')]);
    const seen: string[] = [];
    for (const page of readdirSync(folder)
      .filter((name) => name.endsWith('.png'))
      .sort()) {
      seen.push(bare(await run('tesseract', [join(folder, page), '-', '-l', language])));
    }
    return { copied: bare(text), seen };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(program: string, args: string[]): Promise<string> {
  // One thread: others run here too.
  const env = { ...process.env, OMP_THREAD_LIMIT: '1' };
  return new Promise((resolve, reject) => {
    execFile(program, args, { env }, (error, stdout) => (error ? reject(error) : resolve(stdout)));
  });
}

export const bare = (text: string) => text.replace(/\s+/g, '');
