/**
 * The embedded engine in memory, with our schema. To make one takes seconds (PGlite runs its `initdb`), to copy one a
 * fraction of that: the run makes a template (`global-setup.ts`), and every test takes a copy.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import { openInMemory } from '../../db/embedded.ts';
import { migrate } from '../../db/migrate.ts';
import { temporaryDirectory } from './server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    embeddedTemplate: string;
  }
}

/** @returns where the template lies */
export async function makeTemplate(): Promise<string> {
  const database = await openInMemory();
  await migrate(database.sql);
  const file = join(temporaryDirectory(), 'template.tar');
  await writeFile(file, Buffer.from(await (await database.dump()).arrayBuffer()));
  await database.close();
  return file;
}

/** A fresh engine with our schema. */
export async function embeddedDatabase(): ReturnType<typeof openInMemory> {
  return openInMemory(new Blob([await readFile(inject('embeddedTemplate'))]));
}

/** A DATA_DIR in which the engine has been before, with our schema. */
export function embeddedDirectory(): string {
  const directory = temporaryDirectory();
  const data = join(directory, 'postgres');
  mkdirSync(data);
  execFileSync('tar', ['-xf', inject('embeddedTemplate'), '-C', data]);
  return directory;
}
