import { describe, expect, it } from 'vitest';
import { masked, openIdentity, readIdentity, sealIdentity } from '../../src/pipeline/identity.ts';
import { sealFor } from '../../src/secrets.ts';

const NOW = new Date('2026-03-06T12:00:00Z');
const read = (change: object) =>
  readIdentity({ legal_name: '林小雨', id_number: 'E12345678', birth_date: '2001-05-31', ...change }, NOW);

describe('the number of a paper', () => {
  it.each([
    // From GB 11643's own examples and made ones; the check character is right.
    ['11010519491231002X', '11010519491231002X', '1949-12-31'],
    ['440524188001010014', null, 'born in 1880'],
    ['11010519491231002x', '11010519491231002X', '1949-12-31'],
    ['１１０１０５１９４９１２３１００２Ｘ', '11010519491231002X', '1949-12-31'],
    ['110105 19491231 002X', '11010519491231002X', '1949-12-31'],
  ])('%s is read as %s (%s)', (given, number, born) => {
    const result = read({ id_number: given, birth_date: '' });
    if (number === null) expect(result).toEqual({ problems: { id_number: 'checksum' } });
    else expect(result).toEqual({ identity: { legal_name: '林小雨', id_number: number, birth_date: born } });
  });

  it.each([
    ['110105194912310020', 'checksum', 'another check character'],
    ['110105194912310021', 'checksum', 'another check character'],
    ['11010519491231102X', 'checksum', 'a digit changed'],
    ['11010519941231002X', 'checksum', 'two digits swapped'],
    ['11010520490101002X', 'checksum', 'not born yet'],
    ['110105194913310029', 'checksum', 'no such month'],
    ['', 'missing', 'nothing'],
    [' - ', 'missing', 'nothing but marks'],
    ['1234', 'wrong', 'too short'],
    ['A'.repeat(21), 'wrong', 'too long'],
    ['E1234567八', 'wrong', 'a letter of another script'],
    ["E123'; --", 'wrong', 'marks'],
  ])('%s is refused: %s (%s)', (id_number, problem) => {
    expect(read({ id_number })).toEqual({ problems: { id_number: problem } });
  });

  it.each(['E12345678', 'g1234 5678', 'AB-123-456', '12345'])('%s of another paper is taken', (id_number) => {
    expect(read({ id_number })).toMatchObject({ identity: { birth_date: '2001-05-31' } });
  });

  it('of a card goes before the day that was typed', () => {
    const result = read({ id_number: '11010519491231002X', birth_date: '2001-01-01' });
    expect(result).toMatchObject({ identity: { birth_date: '1949-12-31' } });
  });
});

describe('the day of birth', () => {
  it.each([
    ['2001-05-31', '2001-05-31'],
    ['2001/5/31', '2001-05-31'],
    ['2001年5月31日', '2001-05-31'],
    [' 2001-05-31 ', '2001-05-31'],
  ])('%s is %s', (birth_date, day) => {
    expect(read({ birth_date })).toMatchObject({ identity: { birth_date: day } });
  });

  it.each([
    ['', 'missing'],
    ['31.5.2001', 'wrong'],
    ['2001-02-30', 'wrong'],
    ['2026-03-07', 'wrong'],
    ['1890-01-01', 'wrong'],
    ['yesterday', 'wrong'],
  ])('%s is refused: %s', (birth_date, problem) => {
    expect(read({ birth_date })).toEqual({ problems: { birth_date: problem } });
  });
});

describe('a name', () => {
  it.each(['林小雨', '阿卜杜拉·买买提', 'José María O’Neill', 'Nguyễn Thị Hoa', 'Anne-Marie St. Clair'])(
    '%s is taken',
    (legal_name) => {
      expect(read({ legal_name })).toMatchObject({ identity: { legal_name } });
    },
  );

  it.each([
    ['', 'missing'],
    ['  ', 'missing'],
    ['<b>', 'wrong'],
    ['12345', 'wrong'],
    ['x'.repeat(101), 'wrong'],
  ])('%j is refused: %s', (legal_name, problem) => {
    expect(read({ legal_name })).toEqual({ problems: { legal_name: problem } });
  });
});

it('names all that is wrong at once', () => {
  expect(read({ legal_name: '', id_number: '', birth_date: '' })).toEqual({
    problems: { legal_name: 'missing', id_number: 'missing', birth_date: 'missing' },
  });
});

it.each([
  ['11010519491231002X', '**************002X'],
  ['E12345678', '*****5678'],
  ['12345', '***45'],
])('%s is shown as %s', (number, shown) => {
  expect(masked(number)).toBe(shown);
});

it('opens for the candidate whose it is, with the secret that sealed it', () => {
  const identity = { legal_name: '林小雨', id_number: 'E12345678', birth_date: '2001-05-31' };
  const seal = sealFor('a secret', 'identity');
  const sealed = sealIdentity(seal, 'cnd_1', identity);
  expect(Buffer.from(sealed).toString('latin1')).not.toContain('E12345678');
  expect(openIdentity(seal, 'cnd_1', sealed)).toEqual(identity);
  expect(openIdentity(seal, 'cnd_2', sealed)).toBeNull();
  expect(openIdentity(sealFor('another', 'identity'), 'cnd_1', sealed)).toBeNull();
  expect(openIdentity(seal, 'cnd_1', null)).toBeNull();
});
