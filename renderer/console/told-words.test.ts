import { expect, it } from 'vitest';
import { remark, remarkCode, type Remark } from '../../sync/contract/commands.ts';
import { byFor } from '../exhibits/by.ts';
import { failureWords, reasonWords } from '../ui/told-words.ts';

const BY = (['vi', 'en'] as const).map((language) => byFor('shares', 'backlog', {}, {}, language));
const [VI, EN] = BY;
const CODES = remarkCode.unwrap().options;

/** Said in words: no message's name, and no place in one that nothing was put in. */
const isSaid = (words: string): void => {
  expect(words).not.toBe('');
  expect(words).not.toMatch(/[{}]|undefined|NaN|\b(remark|failure)\./);
};

it('every remark has words of its own in both languages, and neither shows the other', () => {
  for (const by of BY) {
    const said = CODES.map((code) => reasonWords({ reason: '', remarks: [{ code, name: 'desk-1' }] }, by));
    for (const words of said.flat()) isSaid(words);
    expect(new Set(said.flat()).size).toBe(CODES.length);
    expect(said.flat().filter((words) => words.includes(' / '))).toEqual([]);
  }
});

it('of many, each remark says of how many it is so', () => {
  const remarks: Remark[] = [
    { code: 'taken', name: 'desk-2', n: 3 },
    { code: 'closed', n: 1 },
  ];
  const told = BY.map((by) => reasonWords({ reason: '', remarks }, by));
  expect(told).toEqual([
    ['3 cảnh báo: desk-2 đã nhận trước', '1 cảnh báo: đã đóng'],
    ['3 alerts: desk-2 has acknowledged it already', '1 alert: is closed'],
  ]);
});

it('words of whoever decided are shown where they are all there is', () => {
  if (VI === undefined) throw new Error('no words');
  expect(reasonWords({ reason: 'Trùng với báo cáo trước.' }, VI)).toEqual(['Trùng với báo cáo trước.']);
  expect(reasonWords({ reason: '', remarks: [] }, VI)).toEqual([]);
  expect(reasonWords({ reason: 'of a log', remarks: [{ code: 'late' }] }, VI)).toHaveLength(1);
});

it('a remark of a newer release is read, and says that it is not known', () => {
  expect(remark.parse({ code: 'of-next-year', name: 'x' })).toEqual({ code: 'other', name: 'x' });
});

it.each([
  ...[
    'no-reply',
    'sign-in-wrong',
    'sign-in-over',
    'password-invalid',
    'code-wrong',
    'machine-needed',
    'provider-unreachable',
    'provider-refused',
    'provider-answer',
    'person-unmapped',
    'session-needed',
    'session-locked',
    'role-needed',
    'disk-full',
    'of-next-year',
  ],
  ...['window-busy', 'windows-full', 'given-up'],
])('the failure %s is said in both languages', (code) => {
  const said = BY.map((by) => failureWords({ code, what: 'words of a log' }, by.say));
  for (const words of said) {
    isSaid(words);
    expect(words).not.toContain('words of a log');
  }
  expect(new Set(said).size).toBe(2);
});

it('a failure names the field that is meant', () => {
  if (EN === undefined) throw new Error('no words');
  const field = { code: 'question-params', what: 'rule.watch.ratio: expected number' };
  expect(failureWords(field, EN.say)).toBe('not there, or not valid: rule.watch.ratio');
  const place = { code: 'command-invalid', what: 'there is no command "x"', where: 'give' };
  expect(failureWords(place, EN.say)).toContain('give');
});
