import { expect } from 'vitest';
import type { Data, ParamsIn } from '../contract/questions/index.ts';
import type { QuestionContext } from './index.ts';
import { must } from './oracle/random-cases.ts';

/** What must hold of units as they are compared, whatever was recorded. */

type Range = ParamsIn<'flow'>['range'];

/** An order is one order: fewer rows are the first of more, and nobody is in two places. */
export function order(context: QuestionContext, range: Range): void {
  for (const by of ['worst', 'best', 'late', 'volume', 'improved', 'declined'] as const) {
    const of = (limit: number) =>
      must(context, 'units', { service: 's1', range, order: by, limit, limits: true });
    const all = of(500);
    for (let limit = 1; limit < all.rows.length; limit++) {
      const some = of(limit);
      expect(some.rows).toEqual(all.rows.slice(0, limit));
      expect(some.others.units + (some.others.nobodys ? 1 : 0)).toBe(all.rows.length - limit);
    }
    const names = all.rows.map((row) => row.unit);
    expect(new Set(names).size).toBe(names.length);
    expect(names.indexOf('?')).toBeOneOf([-1, names.length - 1]);
    const found = all.rows.map(({ group }) => group);
    const counted = (group: string): number => found.filter((one) => one === group).length;
    const { worse, like, better } = all.groups;
    expect([worse.units, like.units, better.units]).toEqual(['worse', 'like', 'better'].map(counted));
    // What nothing can be said of stands below what something is said of, in a list of the worst as of the best.
    const order = { worst: ['worse', 'like', 'better', null], best: ['better', 'like', 'worse', null] };
    if (by === 'worst' || by === 'best') {
      const places = found.map((one) => order[by].indexOf(one));
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    }
    const changes = all.rows.flatMap(({ before }) => before?.change ?? []);
    const first = { improved: 'better', declined: 'worse' };
    if (by === 'improved' || by === 'declined')
      expect(changes.slice(0, changes.filter((one) => one === first[by]).length)).toEqual(
        changes.filter((one) => one === first[by]),
      );
    stand(all);
  }
}

/** A unit's group, its interval and the limits of its size are one statement. */
function stand({ city, level, limits, rows }: Data<'units'>): void {
  const share = city.onTime;
  for (const { onTime, interval, group, closed, overdue, excess } of rows) {
    expect(interval === null).toBe(closed + overdue === 0);
    if (share === null || onTime === null || interval === null) continue;
    expect(Math.sign(excess)).toBeOneOf([0, Math.sign(share - onTime)]);
    if (group === 'worse') expect(interval.high).toBeLessThanOrEqual(share + 1e-6);
    if (group === 'better') expect(interval.low).toBeGreaterThanOrEqual(share - 1e-6);
    if (group === 'like') {
      expect(interval.low).toBeLessThanOrEqual(share + 1e-6);
      expect(interval.high).toBeGreaterThanOrEqual(share - 1e-6);
    }
  }
  expect(level).toBeLessThanOrEqual(0.002);
  for (const { usual, control } of limits) {
    expect(control.high ?? 1).toBeGreaterThanOrEqual((usual.high ?? 1) - 1e-3);
    expect(control.low ?? 0).toBeLessThanOrEqual((usual.low ?? 0) + 1e-3);
  }
}
