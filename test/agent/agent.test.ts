import { afterEach, describe, expect, it } from 'vitest';
import { asking, RIGHT, type Stage, startStage, VALUE } from './support.ts';

let stage: Stage;
afterEach(() => stage.stop());

describe('a question', () => {
  it('is answered', async () => {
    stage = await startStage();
    stage.first.says(RIGHT);
    const asked = await stage.agent.ask(asking());
    expect(asked).toMatchObject({ ok: true, value: VALUE, call: { model: 'gpt-emulated', repaired: false } });
    expect(stage.first.asked[0]!.body).toMatchObject({ response_format: { type: 'json_object' } });
  });
});
