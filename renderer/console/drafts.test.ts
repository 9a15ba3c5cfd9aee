import { expect, it } from 'vitest';
import { draftsIn } from './drafts.ts';

function storage(first: string | null = null) {
  let held = first;
  return { getItem: () => held, setItem: (_: string, value: string) => void (held = value) };
}

it('what was typed is there again, until it is sent; the oldest of many goes', () => {
  const place = storage();
  draftsIn(place).keep('a', 'đang kiểm tra');
  expect(draftsIn(place).read('a')).toBe('đang kiểm tra');
  expect(draftsIn(place).read('b')).toBe('');
  draftsIn(place).keep('a', ' ');
  expect(draftsIn(place).read('a')).toBe('');
  for (let n = 0; n < 60; n++) draftsIn(place).keep(String(n), 'words');
  expect(draftsIn(place).read('0')).toBe('');
  expect(draftsIn(place).read('59')).toBe('words');
});

it('what is no draft is read as none', () => {
  for (const text of ['{', '7', '[["a"],[1,2],null]']) expect(draftsIn(storage(text)).read('a')).toBe('');
});
