import fc from 'fast-check';
import { expect, it } from 'vitest';
import { callsAfter, NO_CALLS, type CallEvent } from '../../contract/calls.ts';
import { MINUTE } from '../../contract/instants.ts';
import { ringing, roster, taken } from './calling.fixture.ts';
import { onDuty } from './roster.ts';
import { seenIn } from './seen.ts';
import { nextStep } from './step.ts';

const HCMC = 'Asia/Ho_Chi_Minh';
const of = roster(1);
/** Who is called first at a local time of Hồ Chí Minh City; `-` where nobody is. */
const first = (local: string): string =>
  onDuty(of, 'critical', Date.parse(`${local}:00+07:00`), HCMC)
    .levels[0]?.map(({ account }) => account)
    .join() ?? '-';

it('is who has the shift of the weekday, in the zone of the city', () => {
  // Monday to Wednesday have a night shift, which goes on into the next morning.
  expect(['2026-11-30T05:59', '2026-11-30T06:00', '2026-11-30T17:59', '2026-11-30T18:00'].map(first)).toEqual(
    [...['-', 'lan', 'lan', 'tu']],
  );
  expect(['2026-12-01T05:59', '2026-12-01T06:00'].map(first)).toEqual(['tu', 'lan']);
  expect(['2026-12-03T17:59', '2026-12-03T18:00', '2026-12-04T05:59'].map(first)).toEqual(['lan', '-', '-']);
});

it('is who has the shift of a day that differs, until the last that began on it has ended', () => {
  // 2 December is a holiday from 08:00 to 08:00; the night shift that began the evening before goes on to its end.
  expect(['2026-12-02T05:59', '2026-12-02T06:00', '2026-12-02T08:00', '2026-12-02T18:00'].map(first)).toEqual(
    [...['tu', '-', 'minh', 'minh']],
  );
  const both = onDuty(of, 'critical', Date.parse('2026-12-03T07:00:00+07:00'), HCMC);
  expect(both.levels.map((level) => level.map(({ account }) => account))).toEqual([
    ...[['minh', 'lan'], ['ha'], []],
  ]);
});

it('is told by the local time where clocks are set', () => {
  const night = roster(1, {
    shifts: [
      { id: 'n', name: { vi: 'n', en: 'n' }, from: '01:00', to: '04:00', levels: [['lan']], days: [7] },
    ],
    dates: [],
  });
  // 1 November 2026 has 01:00 twice in New York: the shift is an hour longer.
  const hours = Array.from({ length: 12 }, (_, n) => Date.UTC(2026, 10, 1, 2 + n)).filter(
    (at) => onDuty(night, 'critical', at, 'America/New_York').levels.length > 0,
  );
  expect(hours).toHaveLength(4);
});

it('puts off what no shift of now has, where another has it; what none ever has is nobody’s', () => {
  const night = { id: 'n', name: { vi: 'n', en: 'n' }, from: '18:00', to: '06:00', levels: [['lan']] };
  const days = [1, 2, 3, 4, 5, 6, 7];
  const of = roster(1, { shifts: [{ ...night, calls: ['late'], days }], dates: [] });
  const by = roster(1, {
    shifts: [...of.shifts, { ...night, id: 'd', from: '06:00', to: '12:00', days }],
    dates: [],
  });
  const at = Date.parse('2026-11-30T22:00:00+07:00');
  expect(onDuty(by, 'critical', at, HCMC)).toMatchObject({ isPutOff: true, levels: [] });
  expect(onDuty(by, 'late', at, HCMC)).toMatchObject({ isPutOff: false, levels: [[{ account: 'lan' }]] });
  expect(onDuty(of, 'critical', at, HCMC)).toMatchObject({ isPutOff: false, levels: [] });
  expect(onDuty(by, 'critical', at - 9 * 60 * MINUTE, HCMC)).toMatchObject({ isPutOff: false, levels: [] });
});

/** What may happen to a group in one step of time. */
const happening = fc.record({
  group: fc.constantFrom('g1', 'g2', 'g3'),
  what: fc.constantFrom('rings', 'rings', 'taken', 'gone', 'aside', 'nothing'),
  minutes: fc.integer({ min: 0, max: 400 }),
  /** Whether anybody could look; a restart takes what is on disk alone. */
  seen: fc.integer({ min: 0, max: 4 }),
  restart: fc.boolean(),
});

it('has every grave group called, answered, over, or named as nobody’s, whatever happens', () => {
  fc.assert(
    fc.property(fc.array(happening, { minLength: 1, maxLength: 40 }), (steps) => {
      let at = Date.UTC(2026, 10, 30, 3);
      const disk: CallEvent[] = [];
      const stepped = new Map<string, number>();
      const groups = new Map<string, ReturnType<typeof ringing>>();
      let known = NO_CALLS;
      let names = 0;
      for (const { group, what, minutes, seen, restart } of steps) {
        at += minutes * MINUTE;
        if (what === 'rings') groups.set(group, ringing(group));
        if (what === 'taken' && groups.has(group)) groups.set(group, taken(group, 'ha', at));
        if (what === 'aside' && groups.has(group))
          groups.set(group, ringing(group, { state: 'shelved', rings: false }));
        if (what === 'gone') groups.delete(group);
        if (restart) known = callsAfter(NO_CALLS, disk);
        const looked = seen === 0 ? null : seenIn(told([...groups.values()]), NO_REQUESTS);
        const now = at;
        const events = nextStep(known, looked, {
          ...{ at, rules: of.calls, demo: false, name: () => `n${names++}`, waysOf: () => ['webhook'] },
          onDuty: (rule) => onDuty(of, rule, now, HCMC),
          waited: (call) => now - (stepped.get(call) ?? now),
        });
        for (const event of events) if ('call' in event) stepped.set(event.call, at);
        disk.push(...events);
        known = callsAfter(known, events);
        const open = [...known.calls.values()].filter(({ ended }) => ended === null);
        const things = open.map(({ about }) => (about.what === 'alerts' ? about.group : ''));
        expect(new Set(things).size, 'one open call for one thing').toBe(things.length);
        if (looked === null) continue;
        // All that rings has an open call, and what nobody waits for any more has none.
        expect(new Set(things)).toEqual(
          new Set([...groups.values()].filter(({ rings }) => rings).map((one) => one.group)),
        );
        for (const call of open) {
          const there = onDuty(of, call.rule, at, HCMC);
          if (there.levels.length === 0) expect(call.waits).toBe('duty');
          if (call.waits === 'answer') expect(now - (stepped.get(call.call) ?? 0)).toBeLessThan(5 * MINUTE);
          expect(call.shifts).toBe(there.shifts);
          expect(there.isPutOff).toBe(false);
        }
      }
    }),
    { numRuns: 300 },
  );
});

const told = (groups: ReturnType<typeof ringing>[]): Parameters<typeof seenIn>[0] => ({
  level: { level: 3, since: null },
  counts: { new: 0, acknowledged: 0, returned: 0, shelved: 0, muted: 0, off: 0 },
  severities: { critical: 0, high: 0, medium: 0, low: 0 },
  ...{ groups, matching: { groups: groups.length, alerts: groups.length }, rules: [], demo: false },
});
const NO_REQUESTS: Parameters<typeof seenIn>[1] = {
  ...{ total: 0, late: 0, rows: [] },
  states: { asked: 0, received: 0, answered: 0, accepted: 0, sentBack: 0, withdrawn: 0 },
  units: [],
};
