import { expect, test } from 'vitest';
import { Intake, type Source } from './intake.ts';

/** An intake whose turns the test lets come. */
function world() {
  const due: (() => void)[] = [];
  const read: string[] = [];
  const intake = new Intake((act) => void due.push(act));
  return {
    ...{ intake, read, due },
    turn: () => due.shift()?.(),
    source: (name: string, left: number, pieces = 1): Source => {
      const source: Source = {
        left,
        read() {
          read.push(name);
          pieces -= 1;
          if (pieces > 0) intake.add(source);
        },
      };
      return source;
    },
  };
}

test('reads one piece in a turn of the loop, of whoever has the most left, and rests where there is nothing', () => {
  const { intake, read, due, turn, source } = world();
  intake.add(source('flood', -3, 3));
  intake.add(source('screen', 9, 2));
  expect([read, due.length]).toEqual([[], 1]);
  for (const soFar of [1, 2, 3, 4, 5]) {
    turn();
    expect(read).toHaveLength(soFar);
  }
  expect(read).toEqual(['screen', 'screen', 'flood', 'flood', 'flood']);
  turn();
  expect([read.length, due.length]).toEqual([5, 0]);
  intake.add(source('later', 0));
  turn();
  expect(read.at(-1)).toBe('later');
});

test('reads nothing of a line that was closed meanwhile', () => {
  const { intake, read, turn, source } = world();
  const gone = source('gone', 1);
  intake.add(gone);
  intake.forget(gone);
  turn();
  expect(read).toEqual([]);
});
