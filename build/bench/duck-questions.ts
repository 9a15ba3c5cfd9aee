import { startOf, type Range } from '../../sync/contract/calendar.ts';
import { GRIDS } from '../../sync/contract/heat-cells.ts';
import { DAY, HOUR } from '../../sync/contract/instants.ts';
import type { Profile } from '../../sync/contract/profile.ts';
import type { Params, QuestionName } from '../../sync/contract/questions/index.ts';
import type { Duck } from './duck.ts';

/**
 * What DuckDB is asked for a board's question: the same figures from the same cases, each in as few scans
 * as its author found. What is left to arithmetic over a few rows (quantiles, ratios, names) is left out
 * on its side. Null for questions that are not about cases.
 */
export type DuckQuestion = (duck: Duck, profile: Profile, at: number) => string[];

const service = (duck: Duck, id: string): string => `service = ${duck.code(id)}`;

/** A condition that holds in the window that ends at `at`, and in the same window of each earlier week. */
function weekly(profile: Profile, since: number, at: number): { where: string; week: string } {
  const weeks = Array.from({ length: profile.rules.usual.weeks + 1 }, (_, w) => w);
  const within = (w: number): string =>
    `opened BETWEEN ${since - w * 7 * DAY} AND ${at - w * 7 * DAY}`;
  return {
    where: `(${weeks.map(within).join(' OR ')})`,
    week: `(CASE ${weeks.map((w) => `WHEN ${within(w)} THEN ${w}`).join(' ')} END)`,
  };
}

const open = (at: number): string => `opened <= ${at} AND (closed IS NULL OR closed > ${at})`;
const overdue = (at: number): string => `${open(at)} AND due <= ${at}`;
const late = 'closed > due';

function sinceOf(range: Range, at: number, profile: Profile): number {
  return startOf(range, at, profile.city);
}

type Table = { [Q in QuestionName]?: (params: Params<Q>, duck: Duck, profile: Profile, at: number) => string[] };

export const DUCK_QUESTIONS: Table = {
  today(params, duck, profile, at) {
    const since = sinceOf('today', at, profile);
    const { where, week } = weekly(profile, since, since + DAY - 1);
    return [
      `SELECT ${week} AS week, (opened - ${since}) // ${HOUR} AS hour, count(*),
         count(*) FILTER (opened <= ${at} - ${week} * ${7 * DAY})
       FROM cases WHERE ${service(duck, params.service)} AND ${where} GROUP BY ALL`,
    ];
  },
  backlog(params, duck, profile, at) {
    const soon = at + profile.rules.dueSoonHours * HOUR;
    return [
      `SELECT count(*) FILTER (${open(at)}), count(*) FILTER (${overdue(at)}),
         count(*) FILTER (${open(at)} AND due > ${at} AND due <= ${soon})
       FROM cases WHERE ${service(duck, params.service)}`,
    ];
  },
  categories(params, duck, profile, at) {
    const { where, week } = weekly(profile, sinceOf(params.range, at, profile), at);
    return [
      `SELECT ${week} AS week, category, count(*) FROM cases
       WHERE ${service(duck, params.service)} AND ${where} GROUP BY ALL`,
    ];
  },
  units(params, duck, profile, at) {
    const within = `closed BETWEEN ${sinceOf(params.range, at, profile)} AND ${at}`;
    return [
      `SELECT unit, count(*) FILTER (${within}), count(*) FILTER (${within} AND ${late}),
         count(*) FILTER (${open(at)}), count(*) FILTER (${overdue(at)})
       FROM cases WHERE ${service(duck, params.service)} GROUP BY unit`,
    ];
  },
  areas(params, duck, profile, at) {
    const { where, week } = weekly(profile, sinceOf(params.range, at, profile), at);
    return [
      `SELECT ${week} AS week, area, count(*) FROM cases
       WHERE ${service(duck, params.service)} AND ${where} GROUP BY ALL`,
      `SELECT area, count(*) FILTER (${open(at)}), count(*) FILTER (${overdue(at)})
       FROM cases WHERE ${service(duck, params.service)} GROUP BY area`,
    ];
  },
  heat(params, duck, profile, at) {
    const edge = GRIDS[params.grid];
    const since = Math.floor(sinceOf(params.range, at, profile) / HOUR) * HOUR;
    const { where, week } =
      params.against === 'usual'
        ? weekly(profile, since, at)
        : { where: `opened BETWEEN ${since} AND ${at}`, week: '0' };
    return [
      `SELECT ${week} AS week, floor(lon / ${edge})::INTEGER AS x, floor(lat / ${edge})::INTEGER AS y, count(*)
       FROM cases WHERE ${service(duck, params.service)} AND ${where} GROUP BY ALL`,
    ];
  },
  hotspots(params, duck, profile, at) {
    const since = at - profile.rules.hotspot.hours * HOUR;
    const { where, week } = weekly(profile, since, at);
    return [
      `SELECT ${week} AS week, category, area, count(*) FROM cases
       WHERE ${service(duck, params.service)} AND ${where} GROUP BY ALL`,
      `SELECT category, area, unit, count(*), count(*) FILTER (${overdue(at)}) FROM cases
       WHERE ${service(duck, params.service)} AND opened BETWEEN ${since} AND ${at} GROUP BY ALL`,
    ];
  },
  strip(params, duck, profile, at) {
    const { where, week } = weekly(profile, sinceOf('today', at, profile), at);
    const some = `service IN (${params.services.map((id) => duck.code(id)).join(', ')})`;
    const month = `closed BETWEEN ${at - 30 * DAY} AND ${at}`;
    return [
      `SELECT service, ${week} AS week, count(*) FROM cases WHERE ${some} AND ${where} GROUP BY ALL`,
      `SELECT service, count(*) FILTER (${open(at)}), count(*) FILTER (${overdue(at)}),
         count(*) FILTER (${month}), count(*) FILTER (${month} AND ${late})
       FROM cases WHERE ${some} GROUP BY service`,
    ];
  },
  headline(params, duck, profile, at) {
    const about = { service: params.service };
    const parts = {
      hotspot: () => DUCK_QUESTIONS.hotspots?.(about, duck, profile, at) ?? [],
      overdue: () => DUCK_QUESTIONS.backlog?.(about, duck, profile, at) ?? [],
      onTime: () =>
        DUCK_QUESTIONS.units?.({ ...about, range: 'reportingMonth', order: 'late', limit: 5 }, duck, profile, at) ?? [],
    };
    return params.about.flatMap((one) => (one in parts ? parts[one as keyof typeof parts]() : []));
  },
};
