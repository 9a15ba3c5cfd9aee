import { periodBefore } from '../../sync/contract/calendar.ts';
import { GRIDS } from '../../sync/contract/heat-cells.ts';
import { DAY, HOUR } from '../../sync/contract/instants.ts';
import { questions, type Params } from '../../sync/contract/questions/index.ts';
import { rulesFor } from '../../sync/queries/unusual/marks.ts';
import { ages, days, flow, quality } from './duck-flows.ts';
import { daily, indexes, indexSet, indicator, newest } from './duck-measures.ts';
import { asked, late, open, overdue, service, sinceOf, weekly, type Asking, type Sql } from './duck-sql.ts';

const backlog: Sql<Params<'backlog'>> = (params, asking) => {
  const { at, profile } = asking;
  const soon = at + profile.rules.dueSoonHours * HOUR;
  return [
    `SELECT count(*) FILTER (${open(at)}), count(*) FILTER (${overdue(at)}),
       count(*) FILTER (${open(at)} AND due > ${at} AND due <= ${soon})
     FROM cases WHERE ${service(asking, params.service)}`,
  ];
};

/** Units in a range and in the whole period before; of a whole period, in that and the one before it. */
const units: Sql<Pick<Params<'units'>, 'service' | 'range' | 'whole'>> = (params, asking) => {
  const { at, profile } = asking;
  const before = (until: number): { since: number; until: number }[] => {
    const found = periodBefore(params.range, until, profile.city);
    return found === null ? [] : [found];
  };
  const runs = { since: sinceOf(params.range, asking), until: at };
  const [first] = params.whole ? before(at) : [runs];
  if (first === undefined) return [];
  return [first, ...before(params.whole ? first.until : at)].map(({ since, until }) => {
    const within = `closed BETWEEN ${since} AND ${until}`;
    return `SELECT unit, count(*) FILTER (${within}), count(*) FILTER (${within} AND ${late}),
       count(*) FILTER (${open(until)}), count(*) FILTER (${overdue(until)})
     FROM cases WHERE ${service(asking, params.service)} GROUP BY unit`;
  });
};

/** Where all cells outside a question's box are counted, since its total holds them. */
export const OUTSIDE = 2_000_000_000;

/** Hours that hot spots are looked for over: those of the rules that watch fields in places, and `rules.hotspot`'s own. */
const hoursOf = ({ rules, alerts }: Asking['profile'], service: string): number[] => [
  ...new Set([
    rules.hotspot.hours,
    ...rulesFor({ alerts }, { service, by: 'categoryArea' }).map(({ hours }) => hours),
  ]),
];

const hotspots: Sql<Params<'hotspots'>> = (params, asking) => {
  const { at, profile } = asking;
  const own = service(asking, params.service);
  const each = hoursOf(profile, params.service).map((hours) => ({ hours, since: at - hours * HOUR }));
  const now = each.map(
    ({ hours, since }) =>
      `SELECT ${hours}::DOUBLE AS hours, category, area, unit, count(*), count(*) FILTER (${overdue(at)}) FROM cases
       WHERE ${own} AND opened BETWEEN ${since} AND ${at} GROUP BY ALL`,
  );
  const usual = each.map(({ hours, since }) => {
    const { where, week } = weekly(asking, since, at);
    return `SELECT ${hours}::DOUBLE AS hours, ${week} AS week, category, area, count(*) FROM cases
       WHERE ${own} AND ${where} GROUP BY ALL`;
  });
  return [usual.join(' UNION ALL '), now.join(' UNION ALL ')];
};

/** The field and the unit with most that is overdue. */
const fieldOverdue: Sql<{ service: string }> = (params, asking) =>
  ['category', 'unit'].map(
    (by) =>
      `SELECT ${by}, count(*) FILTER (${open(asking.at)}), count(*) FILTER (${overdue(asking.at)}) FROM cases
       WHERE ${service(asking, params.service)} GROUP BY ${by}`,
  );

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
  indicator: asked(questions.indicator.params, indicator),
  daily: asked(questions.daily.params, daily),
  indexSet: asked(questions.indexSet.params, indexSet),
  indexes: asked(questions.indexes.params, indexes),
  days: asked(questions.days.params, days),
  flow: asked(questions.flow.params, flow),
  ages: asked(questions.ages.params, ages),
  quality: asked(questions.quality.params, quality),
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
    const cells = `SELECT ${week} AS week, ${cell('lon')} AS x, ${cell('lat')} AS y
       FROM cases WHERE ${service(asking, params.service)} AND ${where}`;
    const { box } = params;
    if (box === undefined) return [`SELECT week, x, y, count(*) FROM (${cells}) GROUP BY ALL`];
    const [west, south, east, north] = box;
    const edge = `${GRIDS[params.grid]}::DOUBLE`;
    const outside = `(x + 1) * ${edge} <= ${west} OR x * ${edge} > ${east}
       OR (y + 1) * ${edge} <= ${south} OR y * ${edge} > ${north}`;
    return [
      `SELECT week, CASE WHEN ${outside} THEN ${OUTSIDE} ELSE x END AS x,
         CASE WHEN ${outside} THEN ${OUTSIDE} ELSE y END AS y, count(*) FROM (${cells}) GROUP BY ALL`,
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
      field: fieldOverdue(about, asking),
      onTime: units({ ...about, range: 'reportingMonth', whole: false }, asking),
      atRisk: newest(about, asking),
      shortfall: newest(about, asking),
      one: params.indicator === undefined ? [] : indicator({ indicator: params.indicator }, asking),
      unusualDay: daily({ fields: params.fields, days: 28 }, asking),
      weakest: params.set === undefined ? [] : indexSet({ set: params.set }, asking),
      risers: params.set === undefined ? [] : indexSet({ set: params.set }, asking),
      // What units are asked is no table of DuckDB's; of alerts, the journal is asked.
      requests: [],
      alert: [],
      queue: [],
      alarms: [],
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
