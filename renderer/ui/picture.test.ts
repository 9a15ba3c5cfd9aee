import { expect, test } from 'vitest';
import type { Answer } from '../../sync/contract/answers.ts';
import { shownLine } from './line.ts';
import { contentOf, nextPicture } from './picture.ts';
import { SHIFT_EVERY, shiftAt } from './shift.ts';

const told = (asOf: number) => ({ asOf, freshness: { state: 'live', since: asOf, source: '' } }) as const;
const good = (asOf: number, data: number): Answer<number> => ({ ...told(asOf), content: 'data', data });
const failed: Answer<number> = { ...told(9), content: 'error', error: { code: 'question-failed', what: '' } };

test('an error keeps the last good picture and its time; nothing yet stays nothing', () => {
  const held = nextPicture(null, good(1, 5));
  expect(nextPicture(held, failed)).toEqual({ data: 5, asOf: 1 });
  expect(nextPicture(null, failed)).toBeNull();
  expect(nextPicture(held, null)).toBe(held);
});

test('empty is a truth of its own: it clears the picture', () => {
  expect(nextPicture({ data: 5, asOf: 1 }, { ...told(2), content: 'empty' })).toBeNull();
});

test('the same data at the same instant is the same picture', () => {
  const held = nextPicture(null, good(1, 5));
  expect(nextPicture(held, good(1, 5))).toBe(held);
  expect(nextPicture(held, good(2, 5))).toEqual({ data: 5, asOf: 2 });
});

test('no answer is loading; content is what the answer says, whatever its age', () => {
  expect(contentOf(null)).toBe('loading');
  expect(contentOf(failed)).toBe('error');
});

test("the host's silence comes before what it last said of the city", () => {
  expect(shownLine('live', 'stale')).toBe('stale');
  expect(shownLine('late', 'live')).toBe('silent');
  expect(shownLine('live', null)).toBe('empty');
});

test('the picture moves by one step at a time and comes back', () => {
  const walk = Array.from({ length: 11 }, (_, i) => shiftAt(i * SHIFT_EVERY));
  walk.slice(1).forEach(([x, y], i) => {
    const [px, py] = walk[i] ?? [0, 0];
    expect(Math.abs(x - px) + Math.abs(y - py)).toBe(1);
  });
  expect(walk.at(-1)).toEqual(walk[0]);
});
