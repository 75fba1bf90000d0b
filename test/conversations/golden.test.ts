/** Every talk in this directory goes today as it went when it was written down: `UPDATE_GOLDEN=1` writes it down anew. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readGolden, writeGolden } from '../../src/commands/terminal/golden.ts';
import { Stage } from './replay.ts';

const directory = new URL('./', import.meta.url);
const files = readdirSync(directory).filter((name) => name.endsWith('.yaml'));

describe('golden dialogues', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  it.each(files)('%s', async (name) => {
    const file = new URL(name, directory);
    const golden = readGolden(readFileSync(file, 'utf8'));
    const now = await stage.replay(golden);
    if (process.env.UPDATE_GOLDEN) writeFileSync(file, writeGolden(now));
    else expect(now).toEqual(golden);
  });
});
