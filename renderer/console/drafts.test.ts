import { expect, it } from 'vitest';
import { draftsIn } from './drafts.ts';

function storage(first: string | null = null) {
  let held = first;
  return { getItem: () => held, setItem: (_: string, value: string) => void (held = value) };
}

it('what was typed is there again, until it is sent; the oldest of many goes', () => {
  const place = storage();
  draftsIn(place, 'lan').keep('a', 'đang kiểm tra');
  expect(draftsIn(place, 'lan').read('a')).toBe('đang kiểm tra');
  expect(draftsIn(place, 'lan').read('b')).toBe('');
  draftsIn(place, 'lan').keep('a', ' ');
  expect(draftsIn(place, 'lan').read('a')).toBe('');
  for (let n = 0; n < 60; n++) draftsIn(place, 'lan').keep(String(n), 'words');
  expect(draftsIn(place, 'lan').read('0')).toBe('');
  expect(draftsIn(place, 'lan').read('59')).toBe('words');
});

it('is of whoever typed it: another person at the same console sees none of it', () => {
  const place = storage();
  draftsIn(place, 'lan').keep('a', 'chuyển cho đơn vị khác');
  expect(draftsIn(place, 'minh').read('a')).toBe('');
  draftsIn(place, 'minh').keep('a', '');
  expect(draftsIn(place, 'lan').read('a')).toBe('chuyển cho đơn vị khác');
});

it('what is no draft is read as none', () => {
  for (const text of ['{', '7', '[["a"],[1,2],null]'])
    expect(draftsIn(storage(text), 'lan').read('a')).toBe('');
});
