import type { z } from 'zod';
import { localDate, startOf, type Range } from '../../sync/contract/calendar.ts';
import { GRIDS } from '../../sync/contract/heat-cells.ts';
import { DAY, HOUR } from '../../sync/contract/instants.ts';
import type { Profile } from '../../sync/contract/profile.ts';
import { questions, type Params } from '../../sync/contract/questions/index.ts';
import { dateNumber, type Duck } from './duck.ts';

/** What a query is written for. */
export interface Asking {
  duck: Duck;
  profile: Profile;
  at: number;
}

const service = ({ duck }: Asking, id: string): string => `service = ${duck.code(id)}`;
const open = (at: number): string => `opened <= ${at} AND (closed IS NULL OR closed > ${at})`;
const overdue = (at: number): string => `${open(at)} AND due <= ${at}`;
const late = 'closed > due';
const sinceOf = (range: Range, { at, profile }: Asking): number => startOf(range, at, profile.city);

/** A condition that holds from `since` to `until` and in the same window of each earlier week, and which week it is. */
function weekly({ profile }: Asking, since: number, until: number): { where: string; week: string } {
  const weeks = Array.from({ length: profile.rules.usual.weeks + 1 }, (_, w) => w);
  const within = (w: number): string => `opened BETWEEN ${since - w * 7 * DAY} AND ${until - w * 7 * DAY}`;
  // The outer span lets DuckDB skip whole row groups, since cases lie in the order they were opened.
  const span = `opened BETWEEN ${since - (weeks.length - 1) * 7 * DAY} AND ${until}`;
  return {
    where: `${span} AND (${weeks.map(within).join(' OR ')})`,
    week: `(CASE ${weeks.map((w) => `WHEN ${within(w)} THEN ${w}::BIGINT`).join(' ')} END)`,
  };
}

type Sql<P> = (params: P, asking: Asking) => string[];
/** A question's SQL as something that takes parameters as a board writes them. */
const asked =
  <P>(schema: z.ZodType<P>, sql: Sql<P>) =>
  (raw: unknown, asking: Asking): string[] =>
    sql(schema.parse(raw), asking);

const backlog: Sql<Params<'backlog'>> = (params, asking) => {
  const { at, profile } = asking;
  const soon = at + profile.rules.dueSoonHours * HOUR;
  return [
    `SELECT count(*) FILTER (${open(at)}), count(*) FILTER (${overdue(at)}),
       count(*) FILTER (${open(at)} AND due > ${at} AND due <= ${soon})
     FROM cases WHERE ${service(asking, params.service)}`,
  ];
};

const units: Sql<Pick<Params<'units'>, 'service' | 'range'>> = (params, asking) => {
  const { at } = asking;
  const within = `closed BETWEEN ${sinceOf(params.range, asking)} AND ${at}`;
  return [
    `SELECT unit, count(*) FILTER (${within}), count(*) FILTER (${within} AND ${late}),
       count(*) FILTER (${open(at)}), count(*) FILTER (${overdue(at)})
     FROM cases WHERE ${service(asking, params.service)} GROUP BY unit`,
  ];
};

const hotspots: Sql<Params<'hotspots'>> = (params, asking) => {
  const { at, profile } = asking;
  const since = at - profile.rules.hotspot.hours * HOUR;
  const { where, week } = weekly(asking, since, at);
  return [
    `SELECT ${week} AS week, category, area, count(*) FROM cases
     WHERE ${service(asking, params.service)} AND ${where} GROUP BY ALL`,
    `SELECT category, area, unit, count(*), count(*) FILTER (${overdue(at)}) FROM cases
     WHERE ${service(asking, params.service)} AND opened BETWEEN ${since} AND ${at} GROUP BY ALL`,
  ];
};

/** The newest value of every indicator of the city, its own plan, the same period a year earlier, and what came before. */
const newest: Sql<unknown> = (_, { duck, profile, at }) => {
  const { territory, timeZone } = profile.city;
  return [
    `WITH known AS (SELECT * FROM measures
       WHERE territory = ${duck.code(territory)} AND subject = ${duck.code('city')}
         AND (reported <= ${at} OR until < ${dateNumber(localDate(at, timeZone))})),
     latest AS (SELECT indicator, max(until) AS until FROM known GROUP BY indicator),
     series AS (SELECT indicator, kind, list(value ORDER BY until) AS history FROM known GROUP BY ALL)
     SELECT now.indicator, now.until, now.kind, now.value, now.plan, now.reported, ago.value, series.history
     FROM latest JOIN known AS now USING (indicator, until)
       JOIN series USING (indicator, kind)
       LEFT JOIN known AS ago ON ago.indicator = now.indicator AND ago.kind = now.kind
         AND ago.since = now.since - 10000 AND ago.until = now.until - 10000`,
  ];
};

/**
 * What DuckDB is asked for a board's question: the same figures from the same records, each in as few scans
 * as its author found. What is left to arithmetic over a few rows (quantiles, ratios, states, names) is left
 * out on its side. Questions about neither cases nor indicators are not in it.
 */
const DUCK_QUESTIONS = {
  backlog: asked(questions.backlog.params, backlog),
  units: asked(questions.units.params, units),
  hotspots: asked(questions.hotspots.params, hotspots),
  indicators: asked(questions.indicators.params, newest),
  fields: asked(questions.fields.params, newest),
  today: asked(questions.today.params, (params, asking) => {
    const { at } = asking;
    const since = sinceOf('today', asking);
    const { where, week } = weekly(asking, since, since + DAY - 1);
    return [
      `SELECT ${week} AS week, (opened - ${since} + ${week} * ${7 * DAY}) // ${HOUR} AS hour, count(*),
         count(*) FILTER (opened <= ${at} - ${week} * ${7 * DAY})
       FROM cases WHERE ${service(asking, params.service)} AND ${where} GROUP BY ALL`,
    ];
  }),
  categories: asked(questions.categories.params, (params, asking) => {
    const { where, week } = weekly(asking, sinceOf(params.range, asking), asking.at);
    return [
      `SELECT ${week} AS week, category, count(*) FROM cases
       WHERE ${service(asking, params.service)} AND ${where} GROUP BY ALL`,
    ];
  }),
  areas: asked(questions.areas.params, (params, asking) => {
    const { at } = asking;
    const { where, week } = weekly(asking, sinceOf(params.range, asking), at);
    return [
      `SELECT ${week} AS week, area, count(*) FROM cases
       WHERE ${service(asking, params.service)} AND ${where} GROUP BY ALL`,
      `SELECT area, count(*) FILTER (${open(at)}), count(*) FILTER (${overdue(at)})
       FROM cases WHERE ${service(asking, params.service)} GROUP BY area`,
    ];
  }),
  heat: asked(questions.heat.params, (params, asking) => {
    const { at } = asking;
    const times = Math.round(GRIDS[params.grid] / GRIDS.fine);
    const cell = (degrees: string): string => `(floor(${degrees} / ${GRIDS.fine})::INTEGER // ${times})`;
    const since = Math.floor(sinceOf(params.range, asking) / HOUR) * HOUR;
    const { where, week } =
      params.against === 'usual'
        ? weekly(asking, since, at)
        : { where: `opened BETWEEN ${since} AND ${at}`, week: '0' };
    return [
      `SELECT ${week} AS week, ${cell('lon')} AS x, ${cell('lat')} AS y, count(*)
       FROM cases WHERE ${service(asking, params.service)} AND ${where} GROUP BY ALL`,
    ];
  }),
  strip: asked(questions.strip.params, (params, asking) => {
    const { at, duck } = asking;
    const { where, week } = weekly(asking, sinceOf('today', asking), at);
    const some = `service IN (${params.services.map((id) => duck.code(id)).join(', ')})`;
    const month = `closed BETWEEN ${at - 30 * DAY} AND ${at}`;
    return [
      `SELECT ${week} AS week, service, count(*) FROM cases WHERE ${some} AND ${where} GROUP BY ALL`,
      `SELECT service, count(*) FILTER (${open(at)}), count(*) FILTER (${overdue(at)}),
         count(*) FILTER (${month}), count(*) FILTER (${month} AND ${late})
       FROM cases WHERE ${some} GROUP BY service`,
    ];
  }),
  headline: asked(questions.headline.params, (params, asking) => {
    const about = { service: params.service };
    const parts = {
      hotspot: hotspots(about, asking),
      overdue: backlog(about, asking),
      onTime: units({ ...about, range: 'reportingMonth' }, asking),
      atRisk: newest(about, asking),
      shortfall: newest(about, asking),
      one: newest(about, asking),
      unusualDay: newest(about, asking),
      weakest: newest(about, asking),
      risers: newest(about, asking),
      lateSources: [],
    };
    return [...new Set(params.about.flatMap((one) => parts[one]))];
  }),
};

/** The SQL of a question of a board; null where DuckDB has nothing to do with it. */
export function duckSql(name: string, params: unknown, asking: Asking): string[] | null {
  const found = Object.entries(DUCK_QUESTIONS).find(([known]) => known === name);
  return found === undefined ? null : found[1](params, asking);
}
