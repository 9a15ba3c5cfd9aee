import { afterEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../contract/instants.ts';
import { questions } from '../../contract/questions/index.ts';
import type { CaseRecord, CityRecord } from '../../contract/records.ts';
import { answer } from '../index.ts';
import { aCase, at, midnight } from '../oracle/flood-morning.ts';
import { measureOf } from '../oracle/measures-fixture.ts';
import { calm, only, Wall } from './watching.fixture.ts';

const wall = new Wall();
afterEach(() => wall.close());

describe('cluster', () => {
  const watch = { detector: 'cluster' as const, service: 's1', days: 14, kilometres: 12 };
  it('sees neighbouring areas together, and lists their cases', () => {
    expect(wall.seeing(watch, calm()).signs).toEqual([]);
    // The middles of areas stand on a line, equally far: no circle about one of them holds two but at its end.
    const near = (['a1', 'a2'] as const).flatMap((area, k) =>
      Array.from({ length: 25 }, (_, i) =>
        aCase(`n${k}-${i}`, at - DAY - (i % 20) * HOUR, { area, unit: 'u4' }),
      ),
    );
    const found = only(wall.seeing({ ...watch, kilometres: 15 }, [...calm(), ...near]));
    expect(found.areas.toSorted()).toEqual(['a1', 'a2']);
    expect([found.measure, found.unit, wall.listed(found)]).toEqual(['opened', 'u4', found.value]);
    expect(found.value).toBeGreaterThanOrEqual(50);
  });
});

describe('clusters by cells', () => {
  const watch = { detector: 'cluster' as const, service: 's1', days: 14, kilometres: 3, minimum: 8 };
  /** The calm city with places: a grid of two kilometres about the middle of each area. */
  const placed = (): CaseRecord[] =>
    calm().map((one, n) => {
      const middle = 106 + Number(one.area?.slice(1) ?? 1) / 10;
      return { ...one, point: [middle + ((n % 5) - 2) * 0.02, 10.5 + ((n % 3) - 1) * 0.02] };
    });
  const close = (n: number, [lon, lat]: [number, number], area: (i: number) => string): CaseRecord[] =>
    Array.from({ length: n }, (_, i) =>
      aCase(`k${lon}-${i}`, at - (1 + (i % 20)) * HOUR, {
        ...{ area: area(i), unit: 'u4', category: 'noise' },
        point: [lon + (i % 4) * 0.001, lat + (i % 3) * 0.001],
      }),
    );
  const kilometres = ([lon, lat]: readonly number[], [x, y]: readonly number[]): number =>
    Math.hypot(((lon ?? 0) - (x ?? 0)) * 109.3, ((lat ?? 0) - (y ?? 0)) * 111.2);

  it('sees one on the border of two areas, names both, and lists the very cases', () => {
    expect(wall.seeing(watch, placed()).signs).toEqual([]);
    const border: [number, number] = [106.151, 10.511];
    const found = only(wall.seeing(watch, [...placed(), ...close(24, border, (i) => (i % 3 ? 'a1' : 'a2'))]));
    expect(found).toMatchObject({ subject: { service: 's1', area: 'a1' }, unit: 'u4', measure: 'opened' });
    expect(found.areas.slice(0, 2)).toEqual(['a1', 'a2']);
    expect(found.value).toBeGreaterThanOrEqual(24);
    expect(wall.listed(found)).toBe(found.value);
    expect(kilometres(found.circle?.middle ?? [], border)).toBeLessThan(2);
    expect(found.circle?.kilometres).toBeLessThan(4);
  });

  it('says where in a large area one is, and what came in since is in no list of then', () => {
    const corner: [number, number] = [106.331, 10.551];
    const found = only(wall.seeing(watch, [...placed(), ...close(20, corner, () => 'a3')]));
    expect(found).toMatchObject({ subject: { area: 'a3' }, areas: ['a3'], value: 20 });
    expect(kilometres(found.circle?.middle ?? [], corner)).toBeLessThan(1);
    expect(wall.listed(found)).toBe(20);
    wall.filled.apply(
      close(20, corner, () => 'a3').map((one) => ({ ...one, id: `later${one.id}`, openedAt: at + 1 })),
    );
    expect(wall.listed(found)).toBe(20);
  });

  it('goes by areas where a rule is of some fields alone, or cases have no place', () => {
    const border: [number, number] = [106.151, 10.511];
    const near = close(40, border, () => 'a1').map((one) => ({ ...one, category: 'flood' }));
    const ofField = only(wall.seeing({ ...watch, categories: ['flood'] }, [...placed(), ...near]));
    expect([ofField.areas, ofField.circle, ofField.cases?.areas]).toEqual([['a1'], undefined, ['a1']]);
    const nowhere = [...placed(), ...near].map(({ point: _, ...one }) => one);
    expect(only(wall.seeing(watch, nowhere))).toMatchObject({ areas: ['a1'] });
  });
});

describe('late', () => {
  const watch = { detector: 'late' as const, service: 's1', minimum: 10 };
  it('sees a unit with more due than it closes, and lists that', () => {
    expect(wall.seeing(watch, calm()).signs).toEqual([]);
    const soon = Array.from({ length: 60 }, (_, i) =>
      aCase(`s${i}`, at - 2 * DAY, { unit: 'u2', dueAt: at + (1 + (i % 20)) * HOUR }),
    );
    const found = only(wall.seeing(watch, [...calm(), ...soon]));
    expect(found).toMatchObject({ subject: { service: 's1', unit: 'u2' }, measure: 'dueSoon', unit: 'u2' });
    expect(found.value).toBeGreaterThanOrEqual(60);
    expect(wall.listed(found)).toBe(found.value);
    const over = soon.map((one) => ({ ...one, dueAt: at - HOUR }));
    const late = only(wall.seeing(watch, [...calm(), ...over]));
    expect([late.measure, wall.listed(late)]).toEqual(['overdue', late.value]);
  });

  it('is not looked for where no day is worked', () => {
    // Saturday noon: the next twenty-four hours are the weekend.
    expect(wall.seeing(watch, calm(), { at: at - 3 * DAY }).blind).toBe('dayOff');
  });
});

describe('backlog', () => {
  const watch = { detector: 'backlog' as const, service: 's1', days: 7, minimum: 10 };
  it('sees open cases that grow, and lists them', () => {
    expect(wall.seeing(watch, calm()).signs).toEqual([]);
    const open = Array.from({ length: 80 }, (_, i) =>
      aCase(`o${i}`, at - (i % 6) * DAY - HOUR, { unit: 'u3', dueAt: at + 20 * DAY }),
    );
    const found = only(wall.seeing(watch, [...calm(), ...open]));
    expect(found).toMatchObject({ subject: { service: 's1', unit: 'u3' }, measure: 'open', unit: 'u3' });
    expect(found.value).toBeGreaterThanOrEqual(80);
    expect(wall.listed(found)).toBe(found.value);
    expect(found.series.at(-1)?.value).toBe(found.value);
    // Also where all is to be told.
    const { signs } = wall.seeing({ ...watch, falseDiscovery: 1 }, [...calm(), ...open]);
    expect(signs.length).toBeGreaterThan(0);
    for (const { limit } of signs) expect(limit).toBeGreaterThan(0);
  });
});

describe('response', () => {
  const watch = { detector: 'response' as const, service: 's1', minutes: 30, hours: 6, minimum: 5 };
  const calls = (days: number, took: (day: number) => number): CaseRecord[] =>
    Array.from({ length: days * 24 }, (_, n) => {
      const openedAt = at - n * HOUR - 10 * MINUTE;
      return aCase(`r${n}`, openedAt, {
        closedAt: openedAt + took(Math.floor(n / 24)) * MINUTE,
        status: 'resolved',
      });
    });
  it('sees that fewer are closed in time than are to be and than usually are', () => {
    expect(
      wall.seeing(
        watch,
        calls(60, () => 10),
      ).signs,
    ).toEqual([]);
    const found = only(
      wall.seeing(
        watch,
        calls(60, (day) => (day === 0 ? 50 : 10)),
      ),
    );
    expect(found).toMatchObject({
      subject: { service: 's1' },
      measure: 'share',
      value: 0,
      limit: 0.8,
      unit: 'u1',
    });
    // Half an hour is given to each before it counts.
    expect([found.since, found.until]).toEqual([at - 6.5 * HOUR, at - HOUR / 2]);
    expect(wall.listed(found)).toBe(6);
  });

  it('knows that a case was closed in another hour than it was opened in', () => {
    const records = calls(60, (day) => (day === 0 ? 20 : 10)).map((one) =>
      one.openedAt > at - 12 * HOUR ? { ...one, closedAt: undefined, status: 'received' as const } : one,
    );
    const open = records.map((one) => JSON.parse(JSON.stringify(one)));
    expect(only(wall.seeing(watch, open)).value).toBe(0);
    // Twenty past the hour it is opened, ten to the next one closed: told later, by the same cache.
    const closed = records
      .filter(({ openedAt }) => openedAt > at - 12 * HOUR)
      .map((one): CaseRecord => ({
        ...one,
        rev: 2,
        closedAt: one.openedAt + 20 * MINUTE,
        status: 'resolved',
      }));
    wall.filled.apply(closed);
    expect(wall.asked().signs).toEqual([]);
  });
});

describe('silence and gaps', () => {
  it('sees a source that is late by its own cadence', () => {
    const watch = { detector: 'silence' as const, times: 2 };
    const marks = { calls: at - 119 * SECOND, books: at, diary: at };
    expect(wall.seeing(watch, [], { watermarks: marks }).signs).toEqual([]);
    const found = only(wall.asked({ watermarks: { ...marks, calls: at - 121 * SECOND } }));
    expect(found).toMatchObject({
      ...{ key: 'source=calls', subject: { source: 'calls' }, measure: 'time', unit: 'u1' },
      ...{
        value: 121 * SECOND,
        limit: 120 * SECOND,
        since: at - 121 * SECOND,
        until: at,
        p: null,
        cases: null,
      },
    });
    expect(wall.asked({ watermarks: {} }).blind).toBe('unheard');
  });

  it('sees hours without a case of a service that always has some', () => {
    const watch = { detector: 'gap' as const, service: 's1' };
    const every = Array.from({ length: 60 * 48 }, (_, n) => aCase(`g${n}`, at - n * 30 * MINUTE));
    expect(wall.seeing(watch, every).signs).toEqual([]);
    const found = only(wall.seeing(watch, every.slice(12)));
    expect(found).toMatchObject({ subject: { service: 's1' }, measure: 'time', value: 6 * HOUR, unit: 'u1' });
    // What the source has not told yet is no gap.
    expect(wall.asked({ watermarks: { calls: at - 6 * HOUR + 60_000 } }).blind).toBe('stale');
  });
});

describe('measures', () => {
  const day = (ago: number): string => new Date(midnight - (ago - 1) * DAY).toISOString().slice(0, 10);
  const daily = (newest: number): CityRecord[] =>
    Array.from({ length: 60 }, (_, i) =>
      measureOf('fever', day(i + 1), i === 0 ? newest : 100 + ((i * 7) % 9), {
        reportedAt: midnight - i * DAY + HOUR,
      }),
    );
  it('sees a daily one out of its usual to the worse, as boards do', () => {
    const watch = { detector: 'daily' as const };
    expect(wall.seeing(watch, daily(104)).signs).toEqual([]);
    expect(wall.seeing(watch, daily(40)).signs).toEqual([]);
    const found = only(wall.seeing(watch, daily(180)));
    expect(found).toMatchObject({
      subject: { indicator: 'fever' },
      measure: 'value',
      value: 180,
      unit: 'u1',
    });
    const rows = answer(wall.filled.at(at), 'daily', {});
    expect(rows.content === 'data' && questions.daily.answer.parse(rows.data).rows[0]?.stands).toBe('worse');
    expect(wall.seeing(watch, daily(180).slice(0, 10)).blind).toBe('tooShort');
  });

  it('sees one that is over its limit of the day', () => {
    const plan = { value: 120, whose: 'committee', basis: 'toDate' } as const;
    const limited = (newest: number): CityRecord[] =>
      daily(newest).map((one) => (one.kind === 'measure' ? { ...one, plan } : one));
    expect(wall.seeing({ detector: 'limit' }, limited(110)).signs).toEqual([]);
    expect(only(wall.seeing({ detector: 'limit' }, limited(150)))).toMatchObject({
      ...{ subject: { indicator: 'fever' }, value: 150, limit: 120, p: null, severity: 'medium' },
    });
  });

  it('sees a target at risk', () => {
    // Sixty months of the same: a third of the plan.
    const months = Array.from({ length: 58 }, (_, i) => {
      const [year, month] = [2022 + Math.floor(i / 12), 1 + (i % 12)];
      return measureOf('spent', `${year}-${String(month).padStart(2, '0')}`, 33 + (i % 3), {
        reportedAt: at - DAY,
      });
    });
    const found = only(wall.seeing({ detector: 'target' }, months));
    expect(found).toMatchObject({
      subject: { indicator: 'spent' },
      measure: 'chance',
      limit: 0.2,
      atRisk: true,
      unit: 'u1',
    });
    expect(found.value).toBeLessThan(0.2);
    expect(wall.seeing({ detector: 'target' }, months.slice(-2)).blind).toBe('noForecast');
  });
});

it('a rule that the profile lacks is refused by its name', () => {
  wall.seeing({ detector: 'limit' }, []);
  const found = answer(wall.filled.at(at), 'signs', { rule: 'x' });
  expect(found).toMatchObject({ content: 'error', error: { code: 'question-params' } });
  expect(found.content === 'error' && found.error.what).toContain('"x"');
});
