/** Forecasts of equally spaced values, each with how far it may be off. Pure: a function of the values alone. */
export { chanceOf } from './chance.ts';
export { forecastSeries, type Outcome } from './choose.ts';
export type { Series } from './series.ts';
