import { describe, expect, it, test } from 'vitest';
import { byFor } from '../../gallery/by.ts';
import { days } from '../../gallery/figures/flows.ts';
import { daily, indicator } from '../../gallery/figures/measures.ts';
import { fromDaily } from './from-daily.ts';
import { fromDays } from './from-days.ts';
import { fromIndicator } from './from-indicator.ts';
import { extentOf, lastOf, type Line, type Series } from './series.ts';

const line = (values: (number | null)[]): Line => ({ id: 'main', name: '', values, form: 'line' });

test.each([
  [[3, 9, 14], true, [0, 16]],
  [[1092, 450], true, [0, 1200]],
  [[61.2, 58.3, 64.9], false, [55, 65]],
  [[-4, 12], true, [-15, 15]],
  [[0, 0], true, [0, 1]],
  [[null], true, [0, 1]],
] as const)('the axis of %j (zero: %s) goes %j', (values, zero, wanted) => {
  const [low, high] = extentOf({ lines: [line([...values])], band: null, zero });
  expect([low, high]).toEqual(wanted);
});

test('an axis holds all values, in two even steps', () => {
  for (let i = 1; i < 400; i++) {
    const values = [Math.sin(i) * 10 ** (i % 5), Math.cos(i * 3) * 10 ** (i % 4)];
    for (const zero of [true, false]) {
      const [low, high] = extentOf({ lines: [line(values)], band: null, zero });
      expect(low).toBeLessThanOrEqual(Math.min(...values) + 1e-9);
      expect(high).toBeGreaterThanOrEqual(Math.max(...values) - 1e-9);
    }
  }
});

/** Everything a chart goes by is as long as its labels. */
function whole(series: Series | null): Series {
  if (series === null) throw new Error('there is no series');
  const n = series.labels.length;
  for (const one of series.lines) expect(one.values).toHaveLength(n);
  expect([series.open.length, series.off.length, series.targets.length, series.titles.length]).toEqual([
    n,
    n,
    n,
    n,
  ]);
  return series;
}

describe('a series', () => {
  it('of days sets days off back and leaves today open', () => {
    const made = whole(fromDays(days, byFor('series', 'days', { service: 'citizens' })));
    expect(made.open.filter(Boolean)).toHaveLength(1);
    expect(made.open.at(-1)).toBe(true);
    expect(made.off.filter(Boolean).length).toBeGreaterThan(20);
    expect(made.lines[0]?.values.slice(0, 5)).toEqual([null, null, null, null, null]);
  });

  it('of an indicator parts the territories, and leaves open what is not official', () => {
    const made = whole(fromIndicator(indicator, byFor('series', 'indicator', { indicator: 'x' })));
    const [seam] = made.seams;
    expect(indicator.series[seam?.at ?? -1]?.period).toBe('2025-07');
    expect(made.open.filter(Boolean)).toHaveLength(
      indicator.series.filter((p) => p.status !== 'official').length,
    );
    expect(made.lines.map(({ id }) => id)).toEqual(['main', 'same', 'plan']);
    expect(lastOf(made.lines[0])?.value).toBe(indicator.series.at(-1)?.value);
  });

  it('of a daily indicator stands over its usual; of none there is none', () => {
    expect(whole(fromDaily(daily, byFor('series', 'daily'))).band).not.toBeNull();
    expect(fromDaily({ rows: [] }, byFor('series', 'daily'))).toBeNull();
  });
});
