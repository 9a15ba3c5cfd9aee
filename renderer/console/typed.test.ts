import { expect, it } from 'vitest';
import { byFor } from '../exhibits/by.ts';
import { daysIn, linksIn, wrongLinks, wrongWords } from './typed.ts';

const by = byFor('table', 'requests', {}, {}, 'en');

it.each([
  ['', true, 'Words are needed.'],
  [' \u200b\n', true, 'Words are needed.'],
  ['\u202e\u0007', true, 'Words are needed.'],
  ['', false, ''],
  ['<b>x</b>', true, ''],
  ['x'.repeat(2000), true, ''],
  [` ${'x'.repeat(2003)}`, true, 'At most 2,000 characters, 3 too many.'],
  ['x'.repeat(2001), false, 'At most 2,000 characters, 1 too many.'],
])('words %j, needed %s: %s', (typed, needed, wrong) => {
  expect(wrongWords(typed, needed, by)).toBe(wrong);
});

it('addresses are one a line, http or https, ten at most', () => {
  expect(linksIn(' https://a.vn/x \n\nhttp://b.vn\n')).toEqual(['https://a.vn/x', 'http://b.vn']);
  expect(wrongLinks('https://a.vn\nhttp://b.vn', by)).toBe('');
  expect(wrongLinks('https://a.vn\njavascript:alert(1)', by)).toContain('javascript:alert(1)');
  expect(wrongLinks('a.vn', by)).toContain('a.vn');
  expect(wrongLinks(Array.from({ length: 11 }, (_, i) => `https://a.vn/${i}`).join('\n'), by)).toBe(
    'At most 10 addresses.',
  );
});

it.each([
  ['5', 5],
  [' 250 ', 250],
  ['0', null],
  ['251', null],
  ['-1', null],
  ['1.5', null],
  ['', null],
  ['mai', null],
])('%j is %s worked days', (typed, days) => {
  expect(daysIn(typed)).toBe(days);
});
