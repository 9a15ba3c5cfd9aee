import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../sync/contract/instants.ts';
import type { MeasureRecord } from '../../sync/contract/records.ts';
import type { PlantedEvent } from '../../sync/feeds/demo/events.ts';
import { graceOf, KINDS, planned } from './plan.ts';
import { asReported } from './reported.ts';
import { causeOf, causes, isOf, missedOf, rates, scored, type Raised } from './score.ts';

const FROM = Date.parse('2026-01-01T00:00:00+07:00');

describe('the plan of a trial', () => {
  const plan = planned(60, FROM, 365, 1);

  it('has sixty events of seven kinds and three sizes, each about as often', () => {
    expect(plan.length).toBe(60);
    for (const { kind } of KINDS) {
      const own = plan.filter((one) => one.kind === kind);
      expect(own.length).toBeGreaterThanOrEqual(8);
      for (const size of ['small', 'middle', 'large'] as const)
        expect(own.filter((one) => one.size === size).length).toBeGreaterThanOrEqual(2);
    }
  });

  it('spreads each kind over the year, none within another of its own', () => {
    const start = (one: { at?: string[] | undefined }) => Date.parse(one.at?.[0] ?? '');
    for (const { kind } of KINDS) {
      const own = plan.filter((one) => one.kind === kind).sort((a, b) => start(a) - start(b));
      for (const [n, one] of own.entries()) {
        const { hours, size = 'large' } = one;
        const lasts = typeof hours === 'number' ? hours : hours[size];
        const end = start(one) + lasts * HOUR + graceOf(kind);
        expect(end).toBeLessThan(start(own[n + 1] ?? { at: [new Date(FROM + 365 * DAY).toISOString()] }));
        expect(start(one)).toBeGreaterThan(FROM + 9 * DAY);
      }
    }
  });

  it('follows from the seed', () => {
    expect(planned(60, FROM, 365, 1)).toEqual(plan);
    expect(planned(60, FROM, 365, 2)).not.toEqual(plan);
    expect(planned(7, FROM, 365, 1).map(({ kind }) => kind)).toEqual(KINDS.map(({ kind }) => kind));
  });
});

const event = (more: Partial<PlantedEvent> = {}): PlantedEvent => ({
  ...{ id: 'flood-1', kind: 'flood', effect: 'reports', size: 'large', from: FROM, to: FROM + 4 * HOUR },
  where: { service: '1022', categories: ['flooding', 'power'], areas: ['a1', 'a2'] },
  ...more,
});
const alert = (more: Partial<Raised> = {}): Raised => ({
  ...{ at: FROM + HOUR, rule: 'r', detector: 'counts', severity: 'high', areas: [], muted: false },
  subject: { service: '1022', category: 'flooding', area: 'a1' },
  ...more,
});

describe('an alert is of an event', () => {
  it.each([
    ['where field and place agree', {}, true],
    ['where it names the field alone', { subject: { service: '1022', category: 'power' } }, true],
    ['of another field, not', { subject: { service: '1022', category: 'noise', area: 'a1' } }, false],
    ['of another place, not', { subject: { service: '1022', category: 'flooding', area: 'a9' } }, false],
    ['that reaches over one of its places', { subject: { service: '1022' }, areas: ['a7', 'a2'] }, true],
    ['of its service alone, not', { subject: { service: '1022' } }, false],
    ['of another service, not', { subject: { service: 'emergency', category: 'flooding' } }, false],
    ['from before it, not', { at: FROM - 1 }, false],
    ['shortly after it', { at: FROM + 5 * HOUR }, true],
    ['long after it, not', { at: FROM + 5 * HOUR + 1 }, false],
  ])('%s', (_, more, is) => {
    expect(isOf(alert(more), event(), HOUR)).toBe(is);
  });

  it('that is of a whole service where its detector sees such', () => {
    const slow = event({ effect: 'slow', where: { service: 'emergency' } });
    const late = alert({ subject: { service: 'emergency' } });
    expect(isOf({ ...late, detector: 'response' }, slow, 0)).toBe(true);
    expect(isOf(late, slow, 0)).toBe(false);
  });
});

describe('the score', () => {
  const events = [event(), event({ id: 'flood-2', from: FROM + 30 * DAY, to: FROM + 30 * DAY + HOUR })];
  const raised = [
    alert({ at: FROM + 20 * MINUTE, muted: true }),
    alert({ at: FROM + 30 * MINUTE }),
    alert({ at: FROM + 40 * MINUTE }),
    alert({ at: FROM + 10 * DAY, severity: 'critical' }),
  ];

  it('counts each event once, by its first alert that rang', () => {
    expect(scored(events, raised, () => 0)).toEqual([
      { kind: 'flood', size: 'small', planted: 0, found: 0, medianDelayMinutes: null },
      { kind: 'flood', size: 'middle', planted: 0, found: 0, medianDelayMinutes: null },
      { kind: 'flood', size: 'large', planted: 2, found: 1, medianDelayMinutes: 30 },
    ]);
  });

  it('counts what rang a day and a week, and names what was not found', () => {
    const { perDay, criticalPerWeek } = rates(raised, FROM, FROM + 14 * DAY);
    expect(perDay).toBeCloseTo(3 / 14);
    expect(criticalPerWeek).toBeCloseTo(1 / 2);
    expect(missedOf(events, raised, () => 0).map(({ id }) => id)).toEqual(['flood-2']);
  });

  it.each([
    ['an event, in its time', {}, 'event'],
    ['what follows from one, later', { at: FROM + 6 * HOUR }, 'follows'],
    [
      'what follows: a unit that was given its cases',
      { subject: { service: '1022', unit: 'udc' } },
      'follows',
    ],
    ['nothing: a unit that was not', { subject: { service: '1022', unit: 'sawaco' } }, 'nothing'],
    ['nothing: a unit of another service', { subject: { service: 'procedures', unit: 'udc' } }, 'nothing'],
    ['nothing: that unit, before it', { at: FROM - 1, subject: { service: '1022', unit: 'udc' } }, 'nothing'],
    ['nothing: long after it', { at: FROM + 8 * HOUR }, 'nothing'],
    ['a fact, which nobody need plant', { detector: 'target', subject: { indicator: 'x' } }, 'fact'],
  ])('holds an alert to come of %s', (_, more, cause) => {
    const wake = { hours: () => 2, units: () => new Set(['udc']) };
    expect(causeOf(alert(more), [event()], () => HOUR, wake)).toBe(cause);
  });

  it('counts by rule what those that rang come of', () => {
    const all = causes(raised, ({ at }) => (at > FROM + DAY ? 'nothing' : 'event'));
    expect([...all]).toEqual([['r', { event: 2, follows: 0, fact: 0, nothing: 1 }]]);
  });
});

it('a measure is told as often as it was said, each time as it was known then', () => {
  const measure: MeasureRecord = {
    ...{ kind: 'measure', indicator: 'x', subject: 'city', territory: 't', period: '2026-01', value: 3 },
    ...{ status: 'official', provenance: 'demo', reportedAt: 30, source: 's', rev: 2 },
    earlier: [{ value: 1, status: 'estimated', reportedAt: 10 }],
  };
  expect(
    [...asReported(measure)].map(({ value, reportedAt, rev, earlier }) => [
      value,
      reportedAt,
      rev,
      earlier?.length,
    ]),
  ).toEqual([
    [1, 10, 1, 0],
    [3, 30, 2, 1],
  ]);
});
