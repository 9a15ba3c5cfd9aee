import { describe, expect, it } from 'vitest';
import { farrington, FARRINGTON } from './farrington.ts';
import { apart, reference, seriesOf } from './surveillance.fixture.ts';
import { isPast } from './verdict.ts';

describe("Farrington as R's farrington", () => {
  const named = reference.farrington.map((run) => ({
    ...run,
    name: `${run.series} ${JSON.stringify(run.options)}`,
  }));

  it.each(named)('$name', (run) => {
    const series = seriesOf(run.series);
    let held = 0;
    run.at.forEach((at, i) => {
      const verdict = farrington(series, at, run.options);
      expect(apart(verdict?.bound, run.bound[i]), `bound at ${at}`).toBeLessThan(1e-6);
      if (verdict === null) return;
      expect(apart(verdict.p, run.p[i]), `chance at ${at}`).toBeLessThan(1e-6);
      expect(isPast(verdict)).toBe(verdict.p < run.options.alpha / 2);
      held++;
    });
    expect(held).toBeGreaterThan(0);
  });
});

describe('Farrington', () => {
  const year = Array.from(
    { length: 52 },
    (_, week) => 20 + Math.round(10 * Math.sin((week / 52) * 2 * Math.PI)),
  );
  const counts = [...year, ...year, ...year, ...year];
  const series = { counts, perYear: 52, firstDay: null } as const;

  it('says nothing where no year is held, or too few cases were lately', () => {
    expect(farrington(series, 40)).toBeNull();
    expect(farrington(series, 200, { ...FARRINGTON, least: { cases: 1000, steps: 4 } })).toBeNull();
  });

  it('holds a week against the same weeks, not against the last ones', () => {
    const [high, low] = [farrington(series, 169), farrington(series, 195)];
    expect(high?.expected).toBeGreaterThan(28);
    expect(low?.expected).toBeLessThan(12);
  });
});
