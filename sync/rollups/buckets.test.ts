import { expect, it } from 'vitest';
import { HOUR } from '../contract/instants.ts';
import { clockOf } from './buckets.ts';

it.each([
  ['America/Havana', '2024-11-03T00:00:00-04:00', 25],
  ['America/Havana', '2024-03-10T01:00:00-04:00', 23],
  ['America/Sao_Paulo', '2018-11-04T01:00:00-02:00', 23],
  ['America/Sao_Paulo', '2018-02-17T00:00:00-02:00', 25],
])('%s: the day from %s has %i hours, whichever of them is asked about', (zone, from, hours) => {
  const start = Date.parse(from);
  for (let hour = 0; hour < hours; hour++) {
    const { start: first, end } = clockOf(zone).day(start + hour * HOUR + 1);
    expect([first, end]).toEqual([start, start + hours * HOUR]);
  }
});
