import { expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../contract/instants.ts';
import { hostLog, readHostLog, type HostLog } from '../../store/host-log.ts';
import { noted, type HostFacts } from './host-notes.ts';

const START = Date.parse('2026-11-28T00:00:00Z');
const facts = (minutes: number, more: Partial<HostFacts> = {}): HostFacts => ({
  ...{ at: START + minutes * MINUTE, steady: minutes * MINUTE, screens: new Map(), free: 1e9, live: true },
  ...more,
});

/** Minute after minute. */
const after = (minutes: number, more: (minute: number) => Partial<HostFacts> = () => ({})): HostLog =>
  Array.from({ length: minutes }, (_, i) => i).reduce<HostLog>(
    (log, i) => noted(log, facts(i, more(i)), i === 0),
    noted(null, facts(0), true),
  );

it('notes a disk by the hour, for two weeks, and clocks by the minute, for half an hour', () => {
  const log = after(20 * 24 * 60, (minute) => ({ free: 1e9 - minute }));
  expect(log.free).toHaveLength(14 * 24);
  expect(new Set(log.free.slice(1).map(({ at }, i) => at - (log.free[i]?.at ?? 0)))).toEqual(new Set([HOUR]));
  expect(log.clocks).toHaveLength(30);
  expect(log.clocks.at(-1)).toEqual({ wall: log.at, steady: log.at - START });
  expect(hostLog.strict().parse(JSON.parse(JSON.stringify(log)))).toEqual(log);
});

it('a disk that nobody could ask about is not noted as full', () => {
  expect(
    after(200, (minute) => (minute > 100 ? { free: null } : {})).free.every(({ bytes }) => bytes === 1e9),
  ).toBe(true);
});

it('knows nothing of clocks from before it started: another run of the machine counts from another instant', () => {
  const before = after(10);
  const next = noted(before, facts(500, { steady: 3 }), true);
  expect(next.clocks).toEqual([{ wall: START + 500 * MINUTE, steady: 3 }]);
  expect(next.free).toEqual([...before.free, { at: START + 500 * MINUTE, bytes: 1e9 }]);
});

it('forgets a screen that was put away', () => {
  const screens = new Map([
    [2, START],
    [1, START + DAY],
  ]);
  const at = (instant: number): number[] =>
    noted(null, facts(0, { at: instant, screens }), true).screens.map(({ screen }) => screen);
  expect(at(START + DAY - 1)).toEqual([1, 2]);
  expect(at(START + DAY)).toEqual([1]);
});

it('remembers when the city was last heard, and nothing of the kind without a city', () => {
  const log = after(20, (minute) => ({ live: minute < 5 }));
  expect(log.liveAt).toBe(START + 4 * MINUTE);
  expect(after(5, () => ({ live: null })).liveAt).toBeNull();
});

it('what another version noted is not read', () => {
  expect(readHostLog({ at: 1 })).toBeNull();
  expect(readHostLog(undefined)).toBeNull();
});
