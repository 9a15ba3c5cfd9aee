import { afterEach, describe, expect, it } from 'vitest';
import { alertSettings, NO_ALERTS, type AlertSettingsIn } from '../../contract/alert-rules.ts';
import { sign, type Sign } from '../../contract/alerts.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../contract/instants.ts';
import type { Profile } from '../../contract/profile.ts';
import { questions, type Data, type Params } from '../../contract/questions/index.ts';
import type { CaseRecord, CityRecord } from '../../contract/records.ts';
import { answer, type QuestionContext } from '../index.ts';
import { filledCache, type Filled } from '../oracle/filled.ts';
import { both } from '../oracle/fixture.ts';
import { aCase, at, midnight } from '../oracle/flood-morning.ts';
import { measureOf, measuresProfile } from '../oracle/measures-fixture.ts';

type Watch = AlertSettingsIn['rules'][number]['watch'];
type RuleIn = AlertSettingsIn['rules'][number];

let filled: Filled | undefined;
afterEach(() => filled?.close());

/** The small city with one rule. */
function watching(watch: Watch, more: Partial<RuleIn> = {}): Profile {
  const rule = { id: 'r', name: both('Rule'), watch, severity: 'medium' as const, ...more };
  return { ...measuresProfile(), alerts: alertSettings.parse({ ...NO_ALERTS, rules: [rule] }) };
}

/** What the rule sees of some records. */
function seeing(
  watch: Watch,
  records: readonly CityRecord[],
  { rule = {}, ...more }: Partial<QuestionContext> & { rule?: Partial<RuleIn> } = {},
): Data<'signs'> {
  filled = filledCache(watching(watch, rule), [records]);
  return asked(more);
}

function asked(more: Partial<QuestionContext> = {}): Data<'signs'> {
  if (filled === undefined) throw new Error('nothing held');
  const found = answer(filled.at(more.at ?? at, more), 'signs', { rule: 'r' });
  if (found.content !== 'data') throw new Error(JSON.stringify(found));
  return questions.signs.answer.parse(found.data);
}

/** How many cases the list has that a sign leads to. */
function listed({ cases }: Sign, more: Partial<QuestionContext> = {}): number {
  if (filled === undefined || cases === null) throw new Error('no list');
  const params: Params<'cases'> = questions.cases.params.parse({ filter: cases, limit: 200 });
  const found = answer(filled.at(more.at ?? at, more), 'cases', params);
  if (found.content !== 'data') throw new Error(JSON.stringify(found));
  const { total, rows } = questions.cases.answer.parse(found.data);
  return total ?? rows.length;
}

const only = ({ signs, blind }: Data<'signs'>): Sign => {
  const [one, ...others] = signs;
  if (one === undefined || others.length > 0) throw new Error(`${blind}: ${signs.map((s) => s.key).join()}`);
  expect(sign.strict().parse(one)).toEqual(one);
  return one;
};

/** Ten weeks of some cases a day, spread over areas, fields, units and the hours of the day, each closed after five hours. */
function calm(days = 70, perDay = 24): CaseRecord[] {
  return Array.from({ length: days * perDay }, (_, n) => {
    const day = Math.floor(n / perDay);
    const openedAt = midnight - day * DAY + ((n * 37) % 1440) * MINUTE;
    return aCase(`c${n}`, openedAt, {
      ...{ category: ['flood', 'noise', 'light'][n % 3] ?? 'flood', area: `a${1 + ((n * 7) % 5)}` },
      ...{ unit: `u${1 + ((n * 11) % 6)}`, dueAt: openedAt + DAY },
      ...(openedAt + 5 * HOUR > at ? {} : { closedAt: openedAt + 5 * HOUR, status: 'resolved' as const }),
    });
  }).filter(({ openedAt }) => openedAt <= at);
}
/** So many cases a minute apart, the last just now. */
const burst = (n: number, more: Partial<CaseRecord> = {}): CaseRecord[] =>
  Array.from({ length: n }, (_, i) =>
    aCase(`b${i}`, at - i * MINUTE, { category: 'flood', area: 'a2', ...more }),
  );

const counts = { detector: 'counts' as const, service: 's1', hours: 6 };

describe('counts', () => {
  const calmAnd = (n: number, more: Partial<CaseRecord> = {}): CityRecord[] => [...calm(), ...burst(n, more)];

  it('sees nothing on a quiet day, by whatever is counted', () => {
    for (const by of ['all', 'category', 'unit', 'area', 'categoryArea', 'categoryUnit'] as const) {
      expect(seeing({ ...counts, by }, calm())).toEqual({ rule: 'r', blind: null, signs: [] });
      filled?.close();
      filled = undefined;
    }
  });

  it('sees a flood of one field in one area: how many, against what, since when, who handles it, and which cases', () => {
    const found = only(seeing({ ...counts, by: 'categoryArea' }, calmAnd(30, { unit: 'u5' })));
    expect(found).toMatchObject({
      key: 'service=s1&category=flood&area=a2',
      subject: { service: 's1', category: 'flood', area: 'a2' },
      ...{ severity: 'medium', measure: 'opened', unit: 'u5', atRisk: false, areas: ['a2'] },
      ...{ since: at - 6 * HOUR, until: at },
      cases: { service: 's1', category: 'flood', area: 'a2', since: at - 6 * HOUR, until: at, tree: false },
    });
    expect(found.value).toBeGreaterThanOrEqual(30);
    expect(found.p).toBeLessThan(1e-6);
    expect(listed(found)).toBe(found.value);
    // Hour by hour for a day, the last one up to now.
    const { series } = found;
    expect(series).toHaveLength(25);
    expect(series.at(-1)?.at).toBe(at);
    expect(series.slice(-7).reduce((sum, { value }) => sum + (value ?? 0), 0)).toBe(found.value);
    expect(series.every(({ expected }) => expected !== null && expected < 3)).toBe(true);
  });

  it.each([
    ['all', undefined, {}],
    ['category', undefined, { category: 'flood' }],
    ['unit', undefined, { unit: 'u5' }],
    ['area', undefined, { area: 'a2' }],
    ['categoryUnit', undefined, { category: 'flood', unit: 'u5' }],
    ['all', ['flood', 'light'], {}],
    ['unit', ['flood', 'light'], { unit: 'u5' }],
    ['area', ['flood', 'light'], { area: 'a2' }],
  ] as const)('lists as many as it counts: by %s of %s', (by, categories, subject) => {
    const watch = { ...counts, by, ...(categories === undefined ? {} : { categories: [...categories] }) };
    const { signs } = seeing(watch, calmAnd(60, { unit: 'u5' }));
    const found = signs[0];
    expect(found?.subject).toEqual({ service: 's1', ...subject });
    if (found === undefined) return;
    expect(listed(found)).toBe(found.value);
    expect(found.unit).toBe('u5');
    const lately = found.series.slice(-7).reduce((sum, { value }) => sum + (value ?? 0), 0);
    expect(lately).toBe(found.value);
  });

  it.each(['earsC1', 'earsC2', 'earsC3'] as const)('holds a count against its own days: %s', (method) => {
    expect(seeing({ ...counts, by: 'category', method }, calm()).signs).toEqual([]);
    filled?.close();
    const found = only(seeing({ ...counts, by: 'category', method }, calmAnd(40)));
    expect([found.subject, listed(found)]).toEqual([{ service: 's1', category: 'flood' }, found.value]);
  });

  it.each(['farrington', 'noufaily'] as const)('holds a count against its own years: %s', (method) => {
    const watch = { ...counts, by: 'all' as const, method };
    expect(seeing(watch, calm())).toMatchObject({ blind: 'tooShort', signs: [] });
    filled?.close();
    const years = calm(800, 8);
    expect(seeing(watch, years).signs).toEqual([]);
    filled?.close();
    expect(only(seeing(watch, [...years, ...burst(60)])).value).toBeGreaterThanOrEqual(60);
  });

  it('is graver where it is so many times its limit, and answered by whom the rule names', () => {
    const rule = {
      worse: [
        { severity: 'high' as const, above: 2 },
        { severity: 'critical' as const, above: 6 },
      ],
      unit: 'u6',
    };
    const severe = (n: number): [string, string | null] => {
      const { severity, unit } = only(seeing({ ...counts, by: 'area', minimum: 10 }, calmAnd(n), { rule }));
      filled?.close();
      return [severity, unit];
    };
    expect([severe(18), severe(40), severe(160)]).toEqual([
      ['medium', 'u6'],
      ['high', 'u6'],
      ['critical', 'u6'],
    ]);
    filled = undefined;
  });

  it('says why it cannot look', () => {
    const watch = { ...counts, by: 'area' as const };
    expect(seeing(watch, []).blind).toBe('nothingHeld');
    filled?.close();
    expect(seeing(watch, calm(10)).blind).toBe('tooShort');
    filled?.close();
    // Six hundred seconds make the source stale: what it does not tell is no calm.
    expect(seeing(watch, calm(), { watermarks: { calls: at - 601 * SECOND } }).blind).toBe('stale');
    expect(asked({ watermarks: { calls: at - 599 * SECOND } }).blind).toBeNull();
    expect(asked({ watermarks: {} }).blind).toBe('unheard');
  });
});

describe('cluster', () => {
  const watch = { detector: 'cluster' as const, service: 's1', days: 14, kilometres: 12 };
  it('sees neighbouring areas together, and lists their cases', () => {
    expect(seeing(watch, calm()).signs).toEqual([]);
    filled?.close();
    // The middles of areas stand on a line, equally far: no circle about one of them holds two but at its end.
    const near = (['a1', 'a2'] as const).flatMap((area, k) =>
      Array.from({ length: 25 }, (_, i) =>
        aCase(`n${k}-${i}`, at - DAY - (i % 20) * HOUR, { area, unit: 'u4' }),
      ),
    );
    const found = only(seeing({ ...watch, kilometres: 15 }, [...calm(), ...near]));
    expect(found.areas.toSorted()).toEqual(['a1', 'a2']);
    expect([found.measure, found.unit, listed(found)]).toEqual(['opened', 'u4', found.value]);
    expect(found.value).toBeGreaterThanOrEqual(50);
  });
});

describe('late', () => {
  const watch = { detector: 'late' as const, service: 's1', minimum: 10 };
  it('sees a unit with more due than it closes, and lists that', () => {
    expect(seeing(watch, calm()).signs).toEqual([]);
    filled?.close();
    const soon = Array.from({ length: 60 }, (_, i) =>
      aCase(`s${i}`, at - 2 * DAY, { unit: 'u2', dueAt: at + (1 + (i % 20)) * HOUR }),
    );
    const found = only(seeing(watch, [...calm(), ...soon]));
    expect(found).toMatchObject({ subject: { service: 's1', unit: 'u2' }, measure: 'dueSoon', unit: 'u2' });
    expect(found.value).toBeGreaterThanOrEqual(60);
    expect(listed(found)).toBe(found.value);
    filled?.close();
    const over = soon.map((one) => ({ ...one, dueAt: at - HOUR }));
    const late = only(seeing(watch, [...calm(), ...over]));
    expect([late.measure, listed(late)]).toEqual(['overdue', late.value]);
  });

  it('is not looked for where no day is worked', () => {
    // Saturday noon: the next twenty-four hours are the weekend.
    expect(seeing(watch, calm(), { at: at - 3 * DAY }).blind).toBe('dayOff');
  });
});

describe('backlog', () => {
  const watch = { detector: 'backlog' as const, service: 's1', days: 7, minimum: 10 };
  it('sees open cases that grow, and lists them', () => {
    expect(seeing(watch, calm()).signs).toEqual([]);
    filled?.close();
    const open = Array.from({ length: 80 }, (_, i) =>
      aCase(`o${i}`, at - (i % 6) * DAY - HOUR, { unit: 'u3', dueAt: at + 20 * DAY }),
    );
    const found = only(seeing(watch, [...calm(), ...open]));
    expect(found).toMatchObject({ subject: { service: 's1', unit: 'u3' }, measure: 'open', unit: 'u3' });
    expect(found.value).toBeGreaterThanOrEqual(80);
    expect(listed(found)).toBe(found.value);
    expect(found.series.at(-1)?.value).toBe(found.value);
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
      seeing(
        watch,
        calls(60, () => 10),
      ).signs,
    ).toEqual([]);
    filled?.close();
    const found = only(
      seeing(
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
    expect(listed(found)).toBe(6);
  });

  it('knows that a case was closed in another hour than it was opened in', () => {
    const records = calls(60, (day) => (day === 0 ? 20 : 10)).map((one) =>
      one.openedAt > at - 12 * HOUR ? { ...one, closedAt: undefined, status: 'received' as const } : one,
    );
    const open = records.map((one) => JSON.parse(JSON.stringify(one)));
    expect(only(seeing(watch, open)).value).toBe(0);
    // Twenty past the hour it is opened, ten to the next one closed: told later, by the same cache.
    const closed = records
      .filter(({ openedAt }) => openedAt > at - 12 * HOUR)
      .map((one): CaseRecord => ({
        ...one,
        rev: 2,
        closedAt: one.openedAt + 20 * MINUTE,
        status: 'resolved',
      }));
    filled?.apply(closed);
    expect(asked().signs).toEqual([]);
  });
});

describe('silence and gaps', () => {
  it('sees a source that is late by its own cadence', () => {
    const watch = { detector: 'silence' as const, times: 2 };
    const marks = { calls: at - 119 * SECOND, books: at, diary: at };
    expect(seeing(watch, [], { watermarks: marks }).signs).toEqual([]);
    const found = only(asked({ watermarks: { ...marks, calls: at - 121 * SECOND } }));
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
    expect(asked({ watermarks: {} }).blind).toBe('unheard');
  });

  it('sees hours without a case of a service that always has some', () => {
    const watch = { detector: 'gap' as const, service: 's1' };
    const every = Array.from({ length: 60 * 48 }, (_, n) => aCase(`g${n}`, at - n * 30 * MINUTE));
    expect(seeing(watch, every).signs).toEqual([]);
    filled?.close();
    const found = only(seeing(watch, every.slice(12)));
    expect(found).toMatchObject({ subject: { service: 's1' }, measure: 'time', value: 6 * HOUR, unit: 'u1' });
    // What the source has not told yet is no gap.
    expect(asked({ watermarks: { calls: at - 6 * HOUR + 60_000 } }).blind).toBe('stale');
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
    expect(seeing(watch, daily(104)).signs).toEqual([]);
    filled?.close();
    expect(seeing(watch, daily(40)).signs).toEqual([]);
    filled?.close();
    const found = only(seeing(watch, daily(180)));
    expect(found).toMatchObject({
      subject: { indicator: 'fever' },
      measure: 'value',
      value: 180,
      unit: 'u1',
    });
    const rows = answer(filled?.at(at) ?? seeingNothing(), 'daily', {});
    expect(rows.content === 'data' && questions.daily.answer.parse(rows.data).rows[0]?.stands).toBe('worse');
    filled?.close();
    expect(seeing(watch, daily(180).slice(0, 10)).blind).toBe('tooShort');
  });

  it('sees one that is over its limit of the day', () => {
    const plan = { value: 120, whose: 'committee', basis: 'toDate' } as const;
    const limited = (newest: number): CityRecord[] =>
      daily(newest).map((one) => (one.kind === 'measure' ? { ...one, plan } : one));
    expect(seeing({ detector: 'limit' }, limited(110)).signs).toEqual([]);
    filled?.close();
    expect(only(seeing({ detector: 'limit' }, limited(150)))).toMatchObject({
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
    const found = only(seeing({ detector: 'target' }, months));
    expect(found).toMatchObject({
      subject: { indicator: 'spent' },
      measure: 'chance',
      limit: 0.2,
      atRisk: true,
      unit: 'u1',
    });
    expect(found.value).toBeLessThan(0.2);
    filled?.close();
    expect(seeing({ detector: 'target' }, months.slice(-2)).blind).toBe('noForecast');
  });
});

const seeingNothing = (): never => {
  throw new Error('nothing held');
};

it('a rule that the profile lacks is refused by its name', () => {
  filled = filledCache(watching({ detector: 'limit' }), []);
  const found = answer(filled.at(at), 'signs', { rule: 'x' });
  expect(found).toMatchObject({ content: 'error', error: { code: 'question-params' } });
  expect(found.content === 'error' && found.error.what).toContain('"x"');
});
