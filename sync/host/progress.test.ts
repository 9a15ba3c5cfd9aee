import { expect, test } from 'vitest';
import { Progress } from './progress.ts';

test('a line a second at most, and one at the end of what took long', () => {
  const lines: string[] = [];
  let now = 0;
  const progress = new Progress(
    'history',
    (line) => lines.push(line),
    () => now,
  );
  for (now = 0; now <= 2_500; now += 100) progress.at(now, 5_000);
  progress.done();
  expect(lines).toEqual([
    'history: 1,000 of 5,000 (20 %)',
    'history: 2,000 of 5,000 (40 %)',
    'history: done',
  ]);
});

test('what is quickly done is not worth a line', () => {
  const lines: string[] = [];
  const progress = new Progress(
    'history',
    (line) => lines.push(line),
    () => 0,
  );
  progress.at(1, 2);
  progress.done();
  expect(lines).toEqual([]);
});
