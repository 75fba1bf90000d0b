import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The longest files first: begun last, one of them would run alone at the end. Those that keep both cores busy stand between
 * those that mostly wait.
 */
const LONGEST = [
  'test/fault/chaos.test.ts',
  'test/contracts/channel-path.test.ts',
  'test/conversation/wechat.test.ts',
  'test/fault/points.test.ts',
  'test/browser/troubles.test.ts',
  'test/api/fuzz.test.ts',
  'test/fault/polling.test.ts',
  'test/fault/step.test.ts',
  'test/commands/start.test.ts',
  'test/speech/corpus.test.ts',
  'test/fault/voice.test.ts',
  'test/browser/people.test.ts',
  'test/simulate/simulate.test.ts',
  'test/fault/screening.test.ts',
  'test/commands/demo.test.ts',
  'test/commands/backup.test.ts',
  'test/fault/import.test.ts',
];

/** Files in vitest's own order, but for those that are known to be long. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const known = LONGEST.indexOf(relative(this.ctx.config.root, moduleId));
      return known === -1 ? LONGEST.length : known;
    };
    return (await super.sort(files)).sort((one, other) => place(one) - place(other));
  }
}
