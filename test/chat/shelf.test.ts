import { describe, expect, it } from 'vitest';
import { createShelf, type Store } from '../../src/chat/client/shelf.ts';
import { memoryStore } from './store.ts';

const refuse = (): never => {
  throw new DOMException('no room', 'QuotaExceededError');
};
const full: Store = { ...memoryStore(), length: 0, setItem: refuse };
const forbidden: Store = {
  get length(): number {
    return refuse();
  },
  key: refuse,
  getItem: refuse,
  setItem: refuse,
  removeItem: refuse,
};

describe.each([
  ['a store that works', memoryStore()],
  ['none at all', null],
  ['one that is full', full],
  ['one that is forbidden', forbidden],
])('a shelf over %s', (_what, store) => {
  const shelf = createShelf(store);

  it('gives back what was put there, until it is taken away', () => {
    shelf.set('a.1', 'one');
    shelf.set('a.2', 'two');
    shelf.set('b', 'three');
    shelf.set('a.1', 'newer');
    expect(shelf.get('a.1')).toBe('newer');
    expect(shelf.keys('a.').sort()).toEqual(['a.1', 'a.2']);
    shelf.remove('a.1');
    expect(shelf.get('a.1')).toBeNull();
    expect(shelf.keys('a.')).toEqual(['a.2']);
  });
});

it('keeps the newer words when there is no more room for them', () => {
  const store = memoryStore();
  const shelf = createShelf(store);
  shelf.set('draft', 'short');
  store.setItem = refuse;
  shelf.set('draft', 'far too long');
  expect(shelf.get('draft')).toBe('far too long');
});
