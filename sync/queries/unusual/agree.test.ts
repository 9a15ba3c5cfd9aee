import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dice, poisson } from '../../alerts/detect/dice.fixture.ts';
import { adjusted } from '../../alerts/detect/fdr.ts';
import { alertSettings, NO_ALERTS, type AlertSettingsIn } from '../../contract/alert-rules.ts';
import { DAY, HOUR, MINUTE } from '../../contract/instants.ts';
import type { Sign } from '../../contract/alerts.ts';
import type { Mark } from '../../contract/questions/cases.ts';
import type { CaseRecord, CityRecord } from '../../contract/records.ts';
import { calm } from '../alerts/watching.fixture.ts';
import { filledCache } from '../oracle/filled.ts';
import { AREAS, both, CATEGORIES, UNITS } from '../oracle/fixture.ts';
import { aCase, at, midnight } from '../oracle/flood-morning.ts';
import { measureOf, measuresProfile } from '../oracle/measures-fixture.ts';
import { must } from '../oracle/random-cases.ts';
import type { QuestionContext } from '../question.ts';

/** What boards mark is what rules of alerts see, at any instant; and on a quiet day nearly nothing. */

type Watch = AlertSettingsIn['rules'][number]['watch'];
const counts = { detector: 'counts' as const, service: 's1', minimum: 4, falseDiscovery: 0.1 };
const RULES: Record<string, Watch> = {
  all: { ...counts, by: 'all', ratio: 1.2 },
  flood: { ...counts, by: 'category', categories: ['flood'], hours: 6 },
  noise: { ...counts, by: 'category', categories: ['noise'], hours: 24 },
  unit: { ...counts, by: 'unit' },
  area: { ...counts, by: 'area', hours: 12 },
  pair: { ...counts, by: 'categoryArea', categories: ['flood', 'noise'], hours: 8, ratio: 2 },
  day: { detector: 'daily', falseDiscovery: 0.1 },
};
const ruled = () => ({
  ...measuresProfile(),
  alerts: alertSettings.parse({
    ...NO_ALERTS,
    rules: Object.entries(RULES).map(([id, watch]) => ({ id, name: both(id), watch, severity: 'low' })),
  }),
});

const seen = (context: QuestionContext, rule: string): Sign[] => must(context, 'signs', { rule }).signs;

/** A mark, or a sign, by its figures. */
const told = (key: string, mark: Mark): string =>
  mark === null ? '' : `${key} ${mark.count} of ${mark.expected} since ${mark.since}`;
const signed = (key: string | undefined, { value, expected, since }: Sign): string =>
  `${key} ${value} of ${expected} since ${since}`;
const marked = (all: readonly string[]): string[] => all.filter((one) => one !== '').sort();

function agree(context: QuestionContext): void {
  const service = 's1';
  const byCategory = ['flood', 'noise'].flatMap((rule) => seen(context, rule));
  for (const range of ['today', '30d'] as const) {
    const { rows } = must(context, 'categories', { service, range, limit: 100 });
    const watched = rows.filter(({ category }) => category !== 'light');
    // What is unusual since before the range began, and has nothing in it, is no row of it.
    const listed = new Set(watched.map(({ category }) => category));
    expect(marked(watched.map(({ category, unusual }) => told(category, unusual)))).toEqual(
      marked(
        byCategory
          .filter(({ subject }) => listed.has(subject.category ?? ''))
          .map((sign) => signed(sign.subject.category, sign)),
      ),
    );
    if (range === '30d')
      expect(byCategory.every(({ subject }) => listed.has(subject.category ?? ''))).toBe(true);
    const areas = must(context, 'areas', { service, range }).rows;
    expect(marked(areas.map(({ area, unusual }) => told(area, unusual)))).toEqual(
      marked(seen(context, 'area').map((sign) => signed(sign.subject.area, sign))),
    );
    const floods = must(context, 'areas', { service, range, category: 'flood' }).rows;
    expect(marked(floods.map(({ area, unusual }) => told(area, unusual)))).toEqual(
      marked(
        seen(context, 'pair')
          .filter(({ subject }) => subject.category === 'flood')
          .map((sign) => signed(sign.subject.area, sign)),
      ),
    );
  }
  const spots = must(context, 'hotspots', { service, limit: 20 }).rows;
  const pairOf = (one: { category?: string | undefined; area?: string | undefined }): string =>
    `${one.category} ${one.area}`;
  expect(
    spots
      .filter(({ category }) => category !== 'light')
      .map((row) => `${pairOf(row)} ${row.count}`)
      .sort(),
  ).toEqual(
    seen(context, 'pair')
      .map(({ subject, value }) => `${pairOf(subject)} ${value}`)
      .sort(),
  );
  const whole = seen(context, 'all').map((sign) => signed('', sign));
  const [strip] = must(context, 'strip', { services: [service] }).rows;
  for (const one of [must(context, 'today', { service }), strip])
    expect(marked([told('', one?.unusual ?? null)])).toEqual(whole);
  const units = new Set(seen(context, 'unit').map(({ subject }) => subject.unit));
  for (const unit of UNITS) {
    const { rows } = must(context, 'days', { service, unit, days: 7 });
    expect(rows.at(-1)?.unusual).toBe(units.has(unit));
  }
  past(context);
  const daily = must(context, 'daily', {}).rows;
  expect(
    daily.flatMap(({ indicator, stands }) => (['worse', 'outside'].includes(stands) ? indicator : [])),
  ).toEqual(seen(context, 'day').map(({ subject }) => subject.indicator));
}

/** A day that is over is marked where it was a sign at its end, of all that are shown controlled together. */
function past(context: QuestionContext): void {
  for (const [rule, own] of [
    ['all', {}],
    ['unit', { unit: 'u2' }],
  ] as const) {
    const { rows } = must(context, 'days', { service: 's1', ...own, days: 15 });
    const ends = rows.slice(1).map(({ start }) => start - 1);
    const looks = ends.map((end) => must({ ...context, at: end }, 'signs', { rule }));
    const known = looks.flatMap((look, i) => (look.blind === null ? [{ signs: look.signs, i }] : []));
    const ps = adjusted(
      known.map(
        ({ signs }) => signs.find(({ subject }) => rule === 'all' || subject.unit === own.unit)?.p ?? 1,
      ),
    );
    const days = new Set(known.filter((_, k) => (ps[k] ?? 1) <= 0.1).map(({ i }) => i));
    expect(rows.slice(0, -1).flatMap(({ unusual }, i) => (unusual ? [i] : []))).toEqual([...days]);
  }
}

/** What happens in a made city beside what happens every day: so many cases in a few hours, somewhere. */
const burst = fc.record({
  ago: fc.integer({ min: 0, max: 16 * 24 }),
  n: fc.integer({ min: 3, max: 40 }),
  area: fc.constantFrom(...AREAS),
  unit: fc.constantFrom(...UNITS),
  category: fc.constantFrom(...CATEGORIES),
});

describe('what boards mark', () => {
  it('is what the rules that watch the same see, now and at any past instant', { timeout: 240_000 }, () => {
    const quiet = calm(80);
    fc.assert(
      fc.property(
        fc.array(burst, { minLength: 1, maxLength: 6 }),
        fc.array(fc.integer({ min: 0, max: 12 * 24 * 60 }), { maxLength: 2 }),
        fc.integer({ min: 40, max: 200 }),
        (bursts, agos, newest) => {
          const events = bursts.flatMap(({ ago, n, ...where }, b) =>
            Array.from({ length: n }, (_, i): CaseRecord =>
              // Off the whole minute: a day's first instant is in one day alone.
              aCase(`e${b}-${i}`, at - ago * HOUR - i * 3 * MINUTE - 7000, where),
            ),
          );
          const fever = Array.from({ length: 60 }, (_, i): CityRecord => {
            const day = new Date(midnight - i * DAY).toISOString().slice(0, 10);
            const reportedAt = midnight - i * DAY + HOUR;
            return measureOf('fever', day, i === 0 ? newest : 100 + ((i * 7) % 9), { reportedAt });
          });
          const filled = filledCache(ruled(), [[...quiet, ...events, ...fever]]);
          try {
            for (const ago of [0, ...agos]) agree(filled.at(at - ago * MINUTE));
          } finally {
            filled.close();
          }
        },
      ),
      { numRuns: 12, endOnFailure: true },
    );
  });

  it('of quiet cities that no rule watches is nearly nothing', { timeout: 120_000 }, () => {
    let [marks, looked] = [0, 0];
    for (let seed = 1; seed <= 12; seed++) {
      const random = dice(seed);
      const cases = Array.from({ length: 75 }, (_, day) =>
        AREAS.flatMap((area) =>
          CATEGORIES.flatMap((category) =>
            Array.from({ length: poisson(4, random) }, (_, i): CaseRecord => {
              const openedAt = midnight + DAY - day * DAY - Math.ceil(random() * DAY);
              const unit = UNITS[Math.floor(random() * UNITS.length)];
              return aCase(`q${day}${area}${category}${i}`, openedAt, {
                ...{ category, area },
                ...(unit === undefined ? {} : { unit }),
              });
            }),
          ),
        ),
      ).flat();
      const filled = filledCache(measuresProfile(), [cases]);
      const context = filled.at(midnight + 20 * HOUR);
      const service = 's1';
      const whole = must(context, 'today', { service });
      const areas = must(context, 'areas', { service, range: '24h' }).rows;
      const categories = must(context, 'categories', { service, range: 'today' }).rows;
      const days = must(context, 'days', { service, days: 28 }).rows;
      const unit = must(context, 'days', { service, unit: 'u2', days: 28 }).rows;
      const spots = must(context, 'hotspots', { service }).rows;
      const told = [whole, ...areas, ...categories].filter(({ unusual }) => unusual !== null);
      marks += told.length + spots.length + [...days, ...unit].filter(({ unusual }) => unusual).length;
      looked += 1 + areas.length + categories.length + days.length + unit.length + 15;
      filled.close();
    }
    expect(looked).toBeGreaterThan(900);
    expect(marks).toBeLessThanOrEqual(2);
  });
});
