/** The page's files. What it runs is TypeScript of ours without its types, so there is nothing to build. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { gzipSync } from 'node:zlib';

export interface Asset {
  type: string;
  bytes: Buffer<ArrayBuffer>;
  gzip: Buffer<ArrayBuffer>;
}

const folder = new URL('../../chat/client/', import.meta.url);
const TYPES: Record<string, string> = {
  ts: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

let loaded: Promise<{ version: string; files: Map<string, Asset> }> | undefined;

/** Changes when a file does: the address of a file never means another content. */
export async function assetsVersion(): Promise<string> {
  loaded ??= load();
  return (await loaded).version;
}

/** Null for a file that is not there, or another version's. */
export async function readAsset(version: string, file: string): Promise<Asset | null> {
  loaded ??= load();
  const { version: current, files } = await loaded;
  return version === current ? (files.get(file) ?? null) : null;
}

async function load() {
  const files = new Map<string, Asset>();
  const hash = createHash('sha256');
  for (const name of (await readdir(folder)).sort()) {
    const type = TYPES[name.split('.').at(-1) ?? ''];
    if (!type) continue;
    const source = await readFile(new URL(name, folder), 'utf8');
    const bytes = Buffer.from(name.endsWith('.ts') ? withoutTypes(source) : source);
    hash.update(name).update(bytes);
    files.set(name, { type, bytes, gzip: gzipSync(bytes, { level: 9 }) });
  }
  return { version: hash.digest('hex').slice(0, 12), files };
}

/** As Node does with this very file. That the function is young is Node's own news, not an operator's. */
function withoutTypes(source: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(source);
  } finally {
    process.emitWarning = emitWarning;
  }
}
