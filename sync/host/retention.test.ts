import { pino } from 'pino';
import { expect, test } from 'vitest';
import { DAY } from '../contract/instants.ts';
import { Retention } from './retention.ts';

const NOW = Date.parse('2026-11-20T10:00:00+07:00');

function retention(keepDays: number | undefined, drops: (number | Error)[], now: number | null = NOW) {
  const asked: number[] = [];
  const lines: Record<string, unknown>[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const parts = {
    keepDays: () => keepDays,
    now: async () => now,
    async drop(before: number) {
      asked.push(before);
      const next = drops.shift() ?? 0;
      if (next instanceof Error) throw next;
      return next;
    },
    log,
  };
  return { asked, lines, retention: new Retention(parts) };
}

test('drops until nothing old is left, by the city’s time, and says how many', async () => {
  const stage = retention(30, [1_000, 7]);
  await stage.retention.look();
  expect(stage.asked).toEqual([NOW - 30 * DAY, NOW - 30 * DAY, NOW - 30 * DAY]);
  expect(stage.lines).toEqual([expect.objectContaining({ dropped: 1_007, keepDays: 30 })]);
});

test('drops nothing where the profile does not say so, or there is no time yet', async () => {
  for (const stage of [retention(undefined, [5]), retention(30, [5], null)]) {
    await stage.retention.look();
    expect([stage.asked, stage.lines]).toEqual([[], []]);
  }
});

test('what cannot be dropped now is tried again, and what was is told', async () => {
  const stage = retention(30, [3, new Error('the disk is full'), 2]);
  await stage.retention.look();
  await stage.retention.look();
  expect(stage.lines.map(({ dropped }) => dropped)).toEqual([undefined, 3, 2]);
});
