import { localDate } from '../../sync/contract/calendar.ts';
import { DAY } from '../../sync/contract/instants.ts';
import type { IndexSet } from '../../sync/contract/profile.ts';
import type { Params } from '../../sync/contract/questions/index.ts';
import { dateNumber } from './duck.ts';
import type { Asking, Sql } from './duck-sql.ts';

/** What had been reported at the instant, or was of a period that was over. */
const known = ({ at, profile }: Asking): string =>
  `(reported <= ${at} OR until < ${dateNumber(localDate(at, profile.city.timeZone))})`;

/** One of some codes. */
const oneOf = ({ duck }: Asking, codes: readonly string[]): string =>
  `IN (${codes.map((code) => duck.code(code)).join(', ')})`;

/** The newest value of every indicator of the city, its own plan, the same period a year earlier, and what came before. */
export const newest: Sql<unknown> = (_, asking) => {
  const { duck, profile } = asking;
  return [
    `WITH known AS (SELECT * FROM measures
       WHERE territory = ${duck.code(profile.city.territory)} AND subject = ${duck.code('city')} AND ${known(asking)}),
     latest AS (SELECT indicator, max(until) AS until FROM known GROUP BY indicator),
     series AS (SELECT indicator, kind, list(value ORDER BY until) AS history FROM known GROUP BY ALL)
     SELECT now.indicator, now.until, now.kind, now.value, now.plan, now.reported, ago.value, series.history
     FROM latest JOIN known AS now USING (indicator, until)
       JOIN series USING (indicator, kind)
       LEFT JOIN known AS ago ON ago.indicator = now.indicator AND ago.kind = now.kind
         AND ago.since = now.since - 10000 AND ago.until = now.until - 10000`,
  ];
};

/** One indicator: every value with the same period a year earlier, and the newest of each subject. */
export const indicator: Sql<Pick<Params<'indicator'>, 'indicator'>> = (params, asking) => {
  const { duck } = asking;
  const own = `indicator = ${duck.code(params.indicator)} AND ${known(asking)}`;
  return [
    `WITH own AS (SELECT * FROM measures WHERE ${own} AND subject = ${duck.code('city')})
     SELECT now.territory, now.kind, now.since, now.until, now.value, now.plan, now.reported, ago.value
     FROM own AS now LEFT JOIN own AS ago ON ago.territory = now.territory AND ago.kind = now.kind
       AND ago.since = now.since - 10000 AND ago.until = now.until - 10000
     ORDER BY now.until`,
    `SELECT subject, max(until), arg_max(value, until), arg_max(plan, until) FROM measures
     WHERE ${own} AND subject <> ${duck.code('city')} GROUP BY subject`,
  ];
};

/** Values day by day, with as many more days as the usual needs. */
export const daily: Sql<{
  fields?: string[] | undefined;
  indicators?: string[] | undefined;
  days: number;
}> = (params, asking) => {
  const { duck, profile, at } = asking;
  const some = profile.indicators.indicators.filter(
    ({ id, field, level, frequency }) =>
      frequency === 'day' &&
      level === 'city' &&
      (params.fields?.includes(field) ?? true) &&
      (params.indicators?.includes(id) ?? true),
  );
  const back = (params.days + 7 * profile.rules.usual.weeks) * DAY;
  const since = dateNumber(localDate(at - back, profile.city.timeZone));
  return [
    `SELECT indicator, until, value, reported FROM measures
     WHERE kind = ${duck.code('day')} AND subject = ${duck.code('city')} AND since >= ${since} AND ${known(asking)}
       AND indicator ${oneOf(
         asking,
         some.map(({ id }) => id),
       )} ORDER BY indicator, until`,
  ];
};

const partsOf = ({ score, rank, components }: IndexSet): string[] => [
  score,
  ...(rank === undefined ? [] : [rank]),
  ...components.map((one) => one.indicator),
];

/** Scores and components of one set by subject and year, ranked among each year's. */
export const indexSet: Sql<Pick<Params<'indexSet'>, 'set'>> = (params, asking) => {
  const set = asking.profile.indexes.find(({ id }) => id === params.set);
  if (set === undefined) throw new Error(`no index set ${params.set}`);
  return [
    `SELECT indicator, subject, territory, until, value,
       rank() OVER (PARTITION BY indicator, territory, until ORDER BY value DESC)
     FROM measures WHERE indicator ${oneOf(asking, partsOf(set))} AND ${known(asking)}`,
  ];
};

/** Every set year by year: the city's values, and means over units. */
export const indexes: Sql<unknown> = (_, asking) => [
  `SELECT indicator, territory, until, avg(value), count(*), arg_min(subject, value) FROM measures
   WHERE indicator ${oneOf(asking, asking.profile.indexes.flatMap(partsOf))} AND ${known(asking)} GROUP BY ALL`,
];
