import { scaleOf } from '../../sync/forecast/backtest.ts';
import { needOf } from '../../sync/forecast/choose.ts';
import { forecastSeries } from '../../sync/forecast/index.ts';
import { TENTH } from '../../sync/forecast/normal.ts';
import type { Candidate } from './candidates.ts';

/** At most so many ends of a history are forecast from. */
const MOST_ORIGINS = 12;

/** How forecasts of one series' past did, each made of what was known by then alone, methods and intervals too. */
export interface Judged extends Omit<Candidate, 'series'> {
  season: number;
  values: number;
  origins: number;
  /** Mean absolute scaled errors of the forecast, and of the two simplest methods; null without seasons. */
  mase: number;
  naive: number;
  seasonalNaive: number | null;
  /** Points forecast, and how many of them lay within their interval of 80 %. */
  points: number;
  within: number;
  /** The same of the sums of all points from one origin. */
  sums: number;
  sumsWithin: number;
  /** The method chosen most often. */
  method: string;
}

/** A series of which too little is known. */
export interface Short extends Omit<Candidate, 'series'> {
  season: number;
  values: number;
  need: number;
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** Steps ahead that are judged: a round of the seasons, as to the year's end; of years two. */
const horizonOf = (season: number): number => Math.max(2, season);

/** Forecasts a series' past from its newest ends, as far as it goes; {@link Short} where there is no such past. */
export function judge({ series, ...from }: Candidate): Judged | Short {
  const { values, season } = series;
  const errors = { ours: [] as number[], naive: [] as number[], seasonal: [] as number[] };
  const counted = { points: 0, within: 0, sums: 0, sumsWithin: 0 };
  const chosen = new Map<string, number>();
  let origins = 0;
  const last = values.length - 1;
  for (let origin = last; origin > 0 && origins < MOST_ORIGINS; origin--) {
    const known = values.slice(0, origin);
    const actual = values.slice(origin, origin + horizonOf(season));
    const outcome = forecastSeries({ values: known, season }, actual.length);
    if (!outcome.ok) break;
    origins++;
    chosen.set(outcome.method, (chosen.get(outcome.method) ?? 0) + 1);
    const scale = scaleOf({ values: known, season });
    const scaled = (error: number): number[] => (scale > 0 ? [Math.abs(error) / scale] : []);
    actual.forEach((value, i) => {
      const point = outcome.points[i];
      if (point === undefined) return;
      errors.ours.push(...scaled(value - point.mean));
      errors.naive.push(...scaled(value - (known.at(-1) ?? 0)));
      errors.seasonal.push(...scaled(value - (known.at((i % season) - season) ?? 0)));
      counted.points++;
      if (value >= point.low && value <= point.high) counted.within++;
    });
    const sum = actual.reduce((a, b) => a + b, 0);
    counted.sums++;
    if (Math.abs(sum - outcome.sum.mean) <= TENTH * outcome.sum.sd) counted.sumsWithin++;
  }
  if (errors.ours.length === 0) return { ...from, season, values: values.length, need: needOf(season) + 1 };
  return {
    ...{ ...from, season, values: values.length, origins, ...counted },
    mase: mean(errors.ours),
    naive: mean(errors.naive),
    seasonalNaive: season > 1 ? mean(errors.seasonal) : null,
    method: [...chosen].sort(([, a], [, b]) => b - a)[0]?.[0] ?? '',
  };
}
