import type { Judged, Short } from './judge.ts';

/** Several series together: means of their errors, and the share of all points that lay within. */
export interface Summary {
  origin: string;
  season: number | 'all';
  series: number;
  short: number;
  mase: number | null;
  naive: number | null;
  seasonalNaive: number | null;
  coverage: number | null;
  sumCoverage: number | null;
  /** How many were worse than the naive or the seasonal naive method. */
  worse: number;
}

const round = (value: number): number => Math.round(value * 1000) / 1000;

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : round(values.reduce((a, b) => a + b, 0) / values.length);
}

function share(part: readonly number[], whole: readonly number[]): number | null {
  const all = whole.reduce((a, b) => a + b, 0);
  return all === 0 ? null : round(part.reduce((a, b) => a + b, 0) / all);
}

/** Whether a forecast was worse than one of the two simplest. */
export function isWorse({ mase, naive, seasonalNaive }: Judged): boolean {
  return mase > Math.min(naive, seasonalNaive ?? Infinity);
}

/** What came of some series. */
export function summary(
  origin: string,
  season: Summary['season'],
  judged: readonly Judged[],
  short: readonly Short[],
): Summary {
  return {
    ...{ origin, season, series: judged.length, short: short.length },
    mase: mean(judged.map((one) => one.mase)),
    naive: mean(judged.map((one) => one.naive)),
    // Without seasons it is the naive one, so that all three means are of the same series.
    seasonalNaive: mean(judged.map((one) => one.seasonalNaive ?? one.naive)),
    coverage: share(
      judged.map((one) => one.within),
      judged.map((one) => one.points),
    ),
    sumCoverage: share(
      judged.map((one) => one.sumsWithin),
      judged.map((one) => one.sums),
    ),
    worse: judged.filter(isWorse).length,
  };
}

const HEAD = ['series', 'season', 'forecast', 'too short', 'MASE', 'naive', 'seasonal naive'];
const HEADS = [...HEAD, '80 % holds', 'of sums', 'worse than a naive one'];

/** Summaries as a table of Markdown. */
export function table(summaries: readonly Summary[]): string[] {
  const row = (cells: readonly (string | number | null)[]): string =>
    `| ${cells.map((cell) => cell ?? '–').join(' | ')} |`;
  const percent = (value: number | null): string | null =>
    value === null ? null : `${(100 * value).toFixed(1)} %`;
  return [
    row(HEADS),
    row(HEADS.map(() => '---')),
    ...summaries.map((one) =>
      row([
        ...[one.origin, one.season, one.series, one.short],
        ...[one.mase, one.naive, one.seasonalNaive],
        ...[percent(one.coverage), percent(one.sumCoverage), one.worse],
      ]),
    ),
  ];
}
