import { parsePeriod } from '../../contract/periods.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY } from '../../contract/instants.ts';
import { questions, type Data, type ParamsIn, type QuestionName } from '../../contract/questions/index.ts';
import { rhythm } from '../../contract/questions/measures.ts';
import { measureId, type MeasureRecord } from '../../contract/records.ts';
import { filledCache } from '../oracle/filled.ts';
import { at } from '../oracle/flood-morning.ts';
import { answer, type QuestionContext } from '../index.ts';
import { measureOf, measuresProfile, RANKED } from '../oracle/measures-fixture.ts';
import { countUnitSet } from '../oracle/index-set.ts';
import { countAhead, countDaily, countSeries, type Measured } from '../oracle/measures.ts';

const profile = measuresProfile();

/** The data of an answer, checked by the contract's own schema. */
function ask<Q extends QuestionName>(context: QuestionContext, name: Q, params: ParamsIn<Q>): unknown {
  const found = answer(context, name, params);
  if (found.content !== 'data') throw new Error(`${name}: ${JSON.stringify(found)}`);
  return questions[name].answer.strict().parse(found.data);
}
const indicatorData = (context: QuestionContext, params: ParamsIn<'indicator'>): Data<'indicator'> =>
  questions.indicator.answer.parse(ask(context, 'indicator', params));
const stateIn = ({ row: { state, reason } }: Data<'indicator'>): unknown[] => [state, reason];
const setData = (context: QuestionContext, params: ParamsIn<'indexSet'>): Data<'indexSet'> =>
  questions.indexSet.answer.parse(ask(context, 'indexSet', params));

const month = fc.integer({ min: 1, max: 12 }).map((m) => String(m).padStart(2, '0'));
const year = fc.constantFrom(2024, 2025, 2026);
const somePeriod = fc.oneof(
  fc.tuple(year, month).map(([y, m]) => `${y}-${m}`),
  fc.tuple(year, fc.integer({ min: 1, max: 12 })).map(([y, m]) => `${y}-${m}M`),
  fc.tuple(year, fc.integer({ min: 1, max: 4 })).map(([y, q]) => `${y}-Q${q}`),
  year.map(String),
  fc.constantFrom('2026-02-03..2026-05-11', '2026-10-31'),
);
const said = {
  territory: fc.constantFrom('now', 'now', 'old'),
  status: fc.constantFrom('estimated', 'provisional', 'official', 'forecast'),
  provenance: fc.constantFrom('published', 'demo'),
  reportedAt: fc.integer({ min: at - 700 * DAY, max: at + 9 * DAY }),
} as const;
const someMeasure: fc.Arbitrary<MeasureRecord> = fc
  .record({
    ...said,
    indicator: fc.constantFrom('spent', 'growth'),
    period: somePeriod,
    value: fc.integer({ min: 0, max: 4000 }).map((n) => n / 10),
  })
  .map(({ indicator, period, value, ...more }) => measureOf(indicator, period, value, more));

/** All of a month's days, one now and then left out. */
const someDays: fc.Arbitrary<MeasureRecord[]> = fc
  .record({ of: fc.constantFrom('fever', 'speed', 'visits'), gap: fc.integer({ min: 0, max: 150 }) })
  .chain(({ of, gap }) =>
    fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 100, maxLength: 100 }).map((values) =>
      values.flatMap((value, i) =>
        i === gap
          ? []
          : [
              measureOf(of, new Date(at - (i + 1) * DAY).toISOString().slice(0, 10), value, {
                reportedAt: at - i * DAY,
              }),
            ],
      ),
    ),
  );
/** Months of what was spent since January 2024, one left out now and then, up to a month of 2026. */
const someYears: fc.Arbitrary<MeasureRecord[]> = fc
  .record({ count: fc.integer({ min: 26, max: 35 }), gap: fc.integer({ min: 0, max: 60 }) })
  .chain(({ count, gap }) =>
    fc.array(fc.integer({ min: 0, max: 200 }), { minLength: count, maxLength: count }).map((values) =>
      values.flatMap((value, i) => {
        const period = `${2024 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`;
        return i === gap ? [] : [measureOf('spent', period, value)];
      }),
    ),
  );
const someScore = fc
  .record({
    ...said,
    indicator: fc.constantFrom('rating', 'ratingA', 'ratingB'),
    subject: fc.constantFrom(...RANKED),
    period: year.map(String),
    value: fc.integer({ min: 0, max: 20 }).map((n) => n / 2),
  })
  .map(({ indicator, period, value, ...more }) => measureOf(indicator, period, value, more));

/** A chance to a millionth: what is left of it far out is of no account. */
const millionth = (chance: number | null): number | null =>
  chance === null ? null : Math.round(chance * 1e6) / 1e6;

/** Values are no sums of the same numbers in the same order, so the last digits may differ. */
const near = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_key, part: unknown) =>
    typeof part === 'number' ? Number(part.toPrecision(9)) : part,
  );

describe('every question about measures equal the oracle, at any instant', () => {
  it('from random reports', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.array(someMeasure, { maxLength: 60 }), someYears),
        fc.array(someDays, { maxLength: 3 }),
        fc.array(someScore, { maxLength: 60 }),
        fc.array(fc.integer({ min: at - 500 * DAY, max: at }), { minLength: 1, maxLength: 3 }),
        (values, days, scores, instants) => {
          const all = [...values, ...days.flat(), ...scores];
          // The first of equal revisions is held.
          const held = new Map(all.toReversed().map((m) => [measureId(m), m]));
          const records = [...new Map(all.map((m) => [measureId(m), held.get(measureId(m)) ?? m])).values()];
          const filled = filledCache(profile, [records]);
          try {
            if (records.length === 0) return;
            for (const instant of [at, ...instants, at])
              compare(filled.at(instant), { profile, records, at: instant });
          } finally {
            filled.close();
          }
        },
      ),
      { numRuns: 8, endOnFailure: true },
    );
  });
});

function compare(context: QuestionContext, all: Measured): void {
  for (const indicator of ['spent', 'growth', 'fever', 'speed']) {
    const { rhythms } = indicatorData(context, { indicator });
    for (const one of rhythm.options) {
      const params = { indicator, rhythm: one, limit: 120 };
      const counted = countSeries(all, params);
      expect(rhythms.includes(one), `${indicator} ${one}`).toBe(counted.length > 0);
      const { series } = indicatorData(context, params);
      expect(
        near(
          series.map(({ period, territory, value, status, provenance, derived, samePeriod, previous }) => ({
            ...{ period, territory, value, status, provenance, derived, samePeriod, previous },
          })),
        ),
      ).toEqual(near(counted.slice(-120)));
    }
  }
  for (const indicator of ['spent', 'growth']) {
    const { row: one, course } = indicatorData(context, { indicator });
    if (course === null || one.period === null || one.plan?.basis !== 'year') continue;
    // What the year's picture asks of the newest period is what its row is held to.
    const { to } = parsePeriod(one.period);
    const asked = course.points.find(({ period }) => parsePeriod(period).to === to)?.plan;
    if (asked !== undefined) expect([indicator, near(asked)]).toEqual([indicator, near(one.expected)]);
  }
  const { row } = indicatorData(context, { indicator: 'spent' });
  const { forecast } = row;
  if (forecast.ok || (forecast.why !== 'noValue' && forecast.why !== 'tooOld')) {
    const counted = countAhead(all, 'spent');
    const told = forecast.ok
      ? { period: forecast.period, mean: forecast.mean, chance: millionth(row.chance) }
      : forecast.why === 'done'
        ? 'done'
        : { have: forecast.have };
    const known = counted !== null && typeof counted === 'object' && 'chance' in counted;
    expect(near(told)).toEqual(near(known ? { ...counted, chance: millionth(counted.chance) } : counted));
  }
  const daily = questions.daily.answer.parse(ask(context, 'daily', { days: 20 }));
  const rows = new Map(
    daily.rows.map(({ behind: _, state: __, reason: ___, ...row }) => [row.indicator, row]),
  );
  for (const { indicator, state, reason } of daily.rows)
    expect([indicator, state, reason]).toEqual([
      indicator,
      ...stateIn(indicatorData(context, { indicator })),
    ]);
  for (const row of countDaily(all, 20)) expect(near(rows.get(row.indicator))).toEqual(near(row));
  for (const types of [['department'], ['ward', 'district']]) {
    const found = answer(context, 'indexSet', { set: 'service', types });
    const newest = found.content === 'data' ? questions.indexSet.answer.parse(found.data).year : 2026;
    for (const of of new Set([newest, 2025])) {
      const counted = countUnitSet(all, 'service', of, types);
      if (found.content === 'empty') {
        expect(counted).toEqual([]);
        continue;
      }
      const { rows: ranked, total, mean } = setData(context, { set: 'service', year: of, types });
      expect(
        ranked.map(({ unit, score, rank, rankBefore, weakest }) => ({
          ...{ unit, score, rank, rankBefore, weakest: weakest.map((c) => c.indicator) },
        })),
      ).toEqual(counted);
      expect(total).toBe(counted.length);
      const sum = counted.reduce((n, row) => n + row.score, 0);
      expect(mean).toEqual(counted.length === 0 ? null : sum / counted.length);
    }
  }
}
