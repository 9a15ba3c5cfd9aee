import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { range } from '../../contract/calendar.ts';
import { DAY, HOUR } from '../../contract/instants.ts';
import { questions, type Data, type ParamsIn } from '../../contract/questions/index.ts';
import type { CaseRecord } from '../../contract/records.ts';
import { filledCache } from '../oracle/filled.ts';
import { AREAS, CATEGORIES, fixtureProfile, UNITS } from '../oracle/fixture.ts';
import { answer, type QuestionContext } from '../index.ts';
import * as oracle from '../oracle/flows.ts';

type Flow = 'days' | 'flow' | 'ages' | 'quality';

/** A city in which u4 took over from u3, and a2 from a1. */
function city(zone: string) {
  const profile = fixtureProfile(zone);
  const [u4, a2, s1] = [profile.units[3], profile.areas[1], profile.services[0]];
  if (u4 !== undefined) Object.assign(u4, { succeeds: ['u3'], validFrom: '2026-10-25' });
  if (a2 !== undefined) Object.assign(a2, { succeeds: ['a1'], validFrom: '2026-10-25' });
  s1?.sums.push('quality');
  return profile;
}
const FAMILY: Record<string, string[]> = { u4: ['u4', 'u3'], a2: ['a2', 'a1'] };

function ask<Q extends Flow>(context: QuestionContext, name: Q, params: ParamsIn<Q>): Data<Q> | null {
  const found = answer(context, name, params);
  if (found.content === 'empty') return null;
  if (found.content !== 'data') throw new Error(JSON.stringify(found));
  const data: unknown = questions[name].answer.strict().parse(found.data);
  // The schema of the question is what makes it the data of the question.
  const check = (value: unknown): value is Data<Q> => questions[name].answer.safeParse(value).success;
  return check(data) ? data : null;
}

const maybe = <T>(key: string, values: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> =>
  fc.option(values, { nil: undefined }).map((v) => (v === undefined ? {} : { [key]: v }));

function someCase(start: number): fc.Arbitrary<CaseRecord> {
  const hour = fc.integer({ min: 0, max: 24 * 70 }).map((h) => start + h * HOUR);
  return fc
    .tuple(
      fc.record({
        openedAt: fc.oneof(hour, fc.integer({ min: start, max: start + 70 * DAY })),
        category: fc.constantFrom(...CATEGORIES, 'strange'),
      }),
      maybe('dueAt', fc.integer({ min: -5, max: 200 })),
      maybe('closedAt', fc.integer({ min: -5, max: 400 })),
      maybe('unit', fc.constantFrom(...UNITS, 'u9')),
      maybe('area', fc.constantFrom(...AREAS, 'a9')),
      maybe('rating', fc.integer({ min: 1, max: 5 })),
      fc.array(
        fc.tuple(fc.constantFrom('reopened' as const, 'rated' as const), fc.integer({ min: -3, max: 300 })),
        {
          maxLength: 3,
        },
      ),
    )
    .map(([base, due, closed, unit, area, rating, events]): CaseRecord => {
      const after = (by: number): number => base.openedAt + by * HOUR;
      const [d, c] = [due['dueAt'], closed['closedAt']];
      return {
        ...{ kind: 'case', service: 's1', id: '', rev: 1, status: 'received' },
        ...{ ...base, ...unit, ...area, ...rating },
        ...(d === undefined ? {} : { dueAt: after(d) }),
        ...(c === undefined ? {} : { closedAt: after(c) }),
        ...(events.length === 0 ? {} : { events: events.map(([what, by]) => ({ what, at: after(by) })) }),
      };
    });
}

const whose = fc.oneof(
  fc.constant({}),
  fc.constantFrom(...CATEGORIES).map((category) => ({ category })),
  fc.constantFrom(...UNITS).map((unit) => ({ unit })),
  fc.constantFrom(...AREAS).map((area) => ({ area })),
);

describe('days, flow, ages and ratings equal the oracle, at any instant', () => {
  it.each(['Asia/Ho_Chi_Minh', 'America/New_York'])('in %s', { timeout: 120_000 }, (zone) => {
    const start = Date.parse('2026-09-20T00:00:00Z');
    const profile = city(zone);
    fc.assert(
      fc.property(
        fc.array(someCase(start), { minLength: 1, maxLength: 70 }),
        fc.array(
          fc.tuple(whose, fc.constantFrom(...range.options), fc.integer({ min: 7, max: 40 }), fc.boolean()),
          {
            minLength: 4,
            maxLength: 4,
          },
        ),
        fc.oneof(
          fc.integer({ min: start, max: start + 75 * DAY }),
          fc.integer({ min: 0, max: 24 * 75 }).map((h) => start + h * HOUR),
        ),
        (made, asked, at) => {
          const cases = made.map((c, i) => ({ ...c, id: `c${i}` }));
          const filled = filledCache(profile, [cases]);
          try {
            const context = filled.at(at);
            const all = { profile, cases, at };
            for (const [of, span, dayCount, predecessors] of asked) {
              const whom: { unit?: string; area?: string; category?: string } = of;
              const place = whom.unit ?? whom.area ?? '';
              const family = predecessors ? (FAMILY[place] ?? [place]) : [place];
              const params = { service: 's1', range: span, predecessors, ...of };
              const flow = ask(context, 'flow', params);
              expect(flow).toEqual(oracle.countFlow(all, params, family));
              expect((flow?.before ?? 0) + (flow?.opened ?? 0) - (flow?.closed ?? 0)).toBe(flow?.open);
              const daily = { service: 's1', days: dayCount, predecessors, ...of };
              expect(ask(context, 'days', daily)?.rows).toEqual(oracle.countDays(all, daily, family));
              if (whom.area !== undefined || whom.category !== undefined) continue;
              const ages = ask(context, 'ages', { service: 's1', predecessors: false, ...whom });
              const counted = oracle.countAges(all, 's1', whom.unit);
              for (const { from, to, ...row } of ages?.rows ?? []) expect(row).toEqual(counted(from, to));
              expect(ages?.open).toBe(counted(0, null).count);
              const quality = ask(context, 'quality', { service: 's1', range: span, limit: 2 });
              const params2 = { service: 's1', range: span };
              expect(quality?.city).toMatchObject(oracle.countQuality(all, params2));
              for (const { unit, ...row } of quality?.rows ?? [])
                expect(row).toMatchObject(oracle.countQuality(all, params2, unit));
            }
          } finally {
            filled.close();
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('refuse two subjects at once, and ones the profile lacks', () => {
    const filled = filledCache(city('Asia/Ho_Chi_Minh'), [[]]);
    const context = filled.at(Date.parse('2026-11-20T00:00:00Z'));
    for (const [params, where] of [
      [{ unit: 'u1', area: 'a1' }, 'area'],
      [{ unit: 'nope' }, 'unit'],
      [{ category: 'nope' }, 'category'],
    ] as const) {
      const found = answer(context, 'days', { service: 's1', ...params });
      expect(found).toMatchObject({ content: 'error', error: { code: 'question-params' } });
      expect(found.content === 'error' && found.error.what).toContain(where);
    }
    filled.close();
  });

  it('marks the day on which a unit took over from another', () => {
    const at = Date.parse('2026-11-05T05:00:00Z');
    const one: CaseRecord = {
      ...{ kind: 'case', service: 's1', id: 'x', rev: 1, status: 'received' },
      ...{ category: 'flood', openedAt: at - 20 * DAY, unit: 'u3' },
    };
    const filled = filledCache(city('Asia/Ho_Chi_Minh'), [[one]]);
    const seams = (more: object) => ask(filled.at(at), 'days', { service: 's1', days: 28, ...more });
    expect(seams({ unit: 'u4' })).toMatchObject({ seams: ['2026-10-25'] });
    expect(seams({ unit: 'u4' })?.rows.reduce((n, row) => n + row.opened, 0)).toBe(1);
    expect(seams({ unit: 'u4', predecessors: false })).toMatchObject({ seams: [] });
    filled.close();
  });
});
