import type { Forecast } from '../../../sync/contract/questions/indicators.ts';
import { periodWords, type Format, type Say } from '../../locales/index.ts';

type Made = Extract<Forecast, { ok: true }>;

/** Whether one of the two simplest methods did better in the past, or as well: then the forecast is no better than they are. */
export function worseThanSimple({ error }: Made): boolean {
  const { mase, naive, seasonalNaive } = error;
  if (mase === null) return false;
  return [naive, seasonalNaive].some((simple) => simple !== null && simple < mase);
}

/** Why nothing is forecast. */
export function noForecast(forecast: Extract<Forecast, { ok: false }>, say: Say, format: Format): string {
  const { why, have, need } = forecast;
  return say(`indicators.forecast.${why}`, { have: format.count(have), need: format.count(need) });
}

/** What is expected of the year's end, briefly: "dự báo 12T/2026". */
export const endWords = (made: Made, say: Say): string =>
  say('indicators.forecast.end', { period: periodWords(made.period, say) });
