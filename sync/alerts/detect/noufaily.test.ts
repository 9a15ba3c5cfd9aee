import { describe, expect, it } from 'vitest';
import { noufaily, NOUFAILY } from './noufaily.ts';
import { apart, reference, seriesOf } from './surveillance.fixture.ts';
import { isPast } from './verdict.ts';

describe("Noufaily as R's farringtonFlexible", () => {
  const named = reference.noufaily.map((run) => ({
    ...run,
    name: `${run.series} ${JSON.stringify(run.options)}`,
  }));

  it.each(named)('$name', (run) => {
    const series = seriesOf(run.series);
    let held = 0;
    run.at.forEach((at, i) => {
      const verdict = noufaily(series, at, run.options);
      expect(apart(verdict?.bound, run.bounds[i]), `bound at ${at}`).toBeLessThan(1e-6);
      expect(apart(verdict?.expected, run.expected[i]), `expected at ${at}`).toBeLessThan(1e-6);
      if (verdict === null) return;
      expect(apart(verdict.p, run.p[i]), `chance at ${at}`).toBeLessThan(1e-6);
      expect(isPast(verdict)).toBe(verdict.p <= run.options.alpha);
      held++;
    });
    expect(held).toBeGreaterThan(0);
  });

  it('trends of both kinds are among them', () => {
    const trends = new Set(reference.noufaily.flatMap((run) => run.trends));
    expect(trends).toEqual(new Set([0, 1]));
  });
});

describe('Noufaily', () => {
  const { counts } = seriesOf('hospitalised');
  const at = 520;
  const of = (change: (count: number, week: number) => number): number => {
    const changed = { counts: counts.map(change), perYear: 52, firstDay: null } as const;
    return noufaily(changed, at)?.bound ?? NaN;
  };
  const usual = of((count) => count);

  it('a past outbreak moves the bound little, and much where all weigh the same', () => {
    const outbreak = (count: number, week: number): number =>
      Math.abs(week - (at - 104)) < 2 ? count * 4 : count;
    const changed = { counts: counts.map(outbreak), perYear: 52, firstDay: null } as const;
    const all = noufaily(changed, at, { ...NOUFAILY, reweight: false })?.bound ?? NaN;
    expect(of(outbreak) / usual).toBeLessThan(1.25);
    expect(all / usual).toBeGreaterThan(1.5);
  });

  it('one that goes on does not hide itself', () => {
    expect(of((count, week) => (week > at - 20 && week < at ? count * 3 : count))).toBe(usual);
  });

  it('says nothing where a year is missing', () => {
    const short = { counts: counts.slice(0, 200), perYear: 52, firstDay: null } as const;
    expect(noufaily(short, 199)).toBeNull();
    expect(noufaily(short, 199, { ...NOUFAILY, years: 3 })).not.toBeNull();
  });
});
