import { describe, expect, it } from 'vitest';
import { moving, statesOf } from '../../src/pipeline/machine.ts';

describe('a step moves only from where it may', () => {
  it.each([
    ['background_check', 'pending', ['collecting', 'suspended'], false],
    ['background_check', 'on_hold', ['consider'], false],
    // Nobody is turned down before they were told, and had time to answer.
    ['background_check', 'adverse', ['on_hold'], true],
    ['background_check', 'clear', ['pending', 'suspended', 'consider', 'on_hold'], true],
    ['contract', 'signed', ['draft', 'sent'], false],
    ['contract', 'voided', ['draft', 'sent', 'signed'], true],
    ['onboarding', 'no_show', ['scheduled', 'checked_in'], false],
    ['onboarding', 'completed', ['scheduled', 'checked_in'], true],
  ] as const)('a %s comes to %s from %j', (kind, to, from, ends) => {
    expect(moving(kind, to)).toEqual({ from, to, ends });
  });

  it('knows every state', () => {
    expect(statesOf('contract')).toEqual(['draft', 'sent', 'signed', 'declined', 'expired', 'voided']);
  });
});
