import { z } from 'zod';
import { range } from '../calendar.ts';
import { freshness } from '../answers.ts';
import { instant } from '../instants.ts';
import { codeOf } from '../code-of.ts';
import { code, point } from '../records.ts';

/** A usual band at one instant: quantiles of the same weekday in earlier weeks (`rules.usual`). Null where too little is known. */
export const band = z.object({ low: z.number(), median: z.number(), high: z.number() }).nullable();
export type Band = z.infer<typeof band>;

/**
 * That something is unusual, as the detectors of alerts say it: counted since when (up to the instant), how many, and how many its past
 * lets expect. By the rule of `alerts.json` that watches the same, over its own hours, so that it is marked wherever an alert is raised on
 * it and nowhere else; where none does, over the time that the question asks of. Null: it is not unusual, or nothing says what is usual.
 */
export const mark = z.object({ since: instant, count: z.int(), expected: z.number() }).nullable();
export type Mark = z.infer<typeof mark>;

/** A share 0 to 1, or null where nothing could be judged. */
const share = z.number().min(0).max(1).nullable();

/** Code shown for cases whose place, unit or category is not known. */
export const UNKNOWN = '?';
const key = z.union([code, z.literal(UNKNOWN)]);

/** How many came in today, hour by hour, against the usual. */
export const today = {
  params: z.strictObject({ service: codeOf('service') }),
  answer: z.object({
    since: instant,
    count: z.int(),
    /** The usual count from midnight to this time of day. */
    usual: band,
    unusual: mark,
    /** 24 entries (23 or 25 where clocks change): `count` is null for hours to come; the current hour is partial. */
    hours: z.array(z.object({ start: instant, count: z.int().nullable(), usual: band })),
    /** How many earlier days the usual is made of. */
    days: z.int(),
  }),
};

/** What is open at the instant: within its time, due soon, overdue. `open = within + dueSoon + overdue`. */
export const backlog = {
  params: z.strictObject({ service: codeOf('service') }),
  answer: z.object({
    open: z.int(),
    within: z.int(),
    dueSoon: z.int(),
    overdue: z.int(),
    /** Open ones that bring no time by which they are due: nobody can say whether they are within it. */
    untimed: z.int(),
    soonHours: z.number(),
  }),
};

/** Cases opened in a range, by category, largest first. */
export const categories = {
  params: z.strictObject({
    service: codeOf('service', { sums: 'category' }),
    range,
    limit: z.int().min(1).max(100).default(8),
  }),
  answer: z.object({
    since: instant,
    total: z.int(),
    rows: z.array(
      z.object({
        category: key,
        count: z.int(),
        usual: band,
        unusual: mark,
        /** Open at the instant and past due, whenever they came in. */
        overdue: z.int(),
      }),
    ),
    /** What the limit left out. */
    others: z.object({ categories: z.int(), count: z.int(), overdue: z.int() }),
  }),
};

const judged = {
  /** Closed in the range. */
  closed: z.int(),
  /** Of those, closed after they were due. */
  late: z.int(),
  /** Open at the instant. */
  open: z.int(),
  /** Of those, past due. */
  overdue: z.int(),
  /** (closed − late) ÷ (closed + overdue): what is late and still open counts against a unit too. */
  onTime: share,
};

/**
 * How one stands to the whole city: `worse` or `better` only where the number of its cases allows that to be said. Null where there is
 * nothing to be judged by, and of what has no name.
 */
export const group = z.enum(['worse', 'like', 'better']);
export type Group = z.infer<typeof group>;

/** From where to where, at `level` of the answer it is of. */
export const interval = z.object({ low: z.number(), high: z.number() }).nullable();
/** The two-sided chance at or below which one is told apart: 0.002, or less where many are compared at once. */
const level = z.number().positive().max(1);

/** Shares of late and overdue cases between which units of one size stay by chance; null where no share is so seldom. */
const limits = z.object({ low: share, high: share });

/**
 * Units by how they keep their times in a range, each against the whole city: by control limits of a funnel plot, exact for any number
 * of cases, and controlled together since there are many of them. `late` puts those with most late cases first, `overdue` those
 * with most that is overdue at the instant; `worst` and `best` those
 * of that group, within which no one is before another but by how many cases too many (or too few) were late.
 */
export const units = {
  params: z.strictObject({
    service: codeOf('service', { sums: 'unit' }),
    range,
    /** The last whole period of the range instead of the one that runs: how it stood when it ended. Months and years only. */
    whole: z.boolean().default(false),
    order: z.enum(['worst', 'best', 'late', 'overdue', 'volume', 'improved', 'declined']).default('late'),
    /** The row of this unit alone, judged among all of them. */
    unit: codeOf('unit').optional(),
    /** The control limits by size too, for a funnel plot. */
    limits: z.boolean().default(false),
    limit: z.int().min(1).max(500).default(5),
  }),
  answer: z.object({
    since: instant,
    /** The last instant of a whole period; null for one that runs. */
    until: instant.nullable(),
    city: z.object(judged),
    /** The whole city in the period before, and when that was; null for ranges that are no calendar's. */
    before: z
      .object({ since: instant, until: instant, onTime: share, late: z.int(), closed: z.int() })
      .nullable(),
    level,
    /** How many units are in each group, and what they have together. */
    groups: z.object({
      worse: z.object({ units: z.int(), ...judged }),
      like: z.object({ units: z.int(), ...judged }),
      better: z.object({ units: z.int(), ...judged }),
    }),
    /** Control limits around the city's share, from the smallest size to the largest; none where they are not asked for. */
    limits: z.array(
      z.object({
        /** Cases judged: closed or overdue. */
        of: z.int().min(1),
        /** 95 %: left by one in twenty. */
        usual: limits,
        /** Of `level`: who is on or beyond them is worse or better. */
        control: limits,
      }),
    ),
    rows: z.array(
      z.object({
        unit: key,
        ...judged,
        group: group.nullable(),
        /** Of `onTime`, at `level`: it leaves the city's share out exactly where the group is another. */
        interval,
        /** Late and overdue cases more than at the city's share. */
        excess: z.number(),
        /** Its share in the period before; `change` only beyond what chance allows, of two shares of all units together. */
        before: z
          .object({ onTime: share, change: z.enum(['worse', 'same', 'better']).nullable() })
          .nullable(),
      }),
    ),
    /** Who is in no row: how many units, and what they have together with the cases that nobody was given, where `nobodys`. */
    others: z.object({ units: z.int(), nobodys: z.boolean(), ...judged }),
    /** The share of all late and overdue cases of the city that the rows shown hold. */
    lateShare: share,
  }),
};

/** Cases by area: opened in the range against the usual, open and overdue now. Every area that exists on the instant's day has a row. */
export const areas = {
  params: z.strictObject({
    service: codeOf('service', { sums: 'area' }),
    range,
    category: codeOf('category', { sums: 'categoryArea' }).optional(),
  }),
  answer: z.object({
    since: instant,
    total: z.int(),
    unknown: z.int(),
    /** In areas of another time: those that ended before the instant's day, or began after it. `total` = rows + `former` + `unknown`. */
    former: z.int(),
    rows: z.array(
      z.object({
        area: code,
        count: z.int(),
        usual: band,
        /** count ÷ median of the usual; null where there is no usual to speak of. */
        ratio: z.number().nullable(),
        unusual: mark,
        open: z.int(),
        overdue: z.int(),
      }),
    ),
  }),
};

/** Bytes; a socket brings them as an ArrayBuffer. */
const bytes = z.preprocess(
  (sent) => (sent instanceof ArrayBuffer ? new Uint8Array(sent) : sent),
  z.instanceof(Uint8Array),
);

/** Heat: cases opened since the start of the hour that holds the range's first instant, in cells (`heat-cells.ts`). */
export const heat = {
  params: z.strictObject({
    service: codeOf('service', { heat: true }),
    range: z.enum(['hour', 'today', '24h', '7d', '30d']),
    grid: z.enum(['coarse', 'mid', 'fine']),
    /** `usual` adds to each cell what it usually has. */
    against: z.enum(['nothing', 'usual']).default('nothing'),
    /** [west, south, east, north] in degrees; all where absent. */
    box: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional(),
  }),
  answer: z.object({
    since: instant,
    grid: z.enum(['coarse', 'mid', 'fine']),
    width: z.union([z.literal(3), z.literal(4)]),
    cells: bytes,
    total: z.int(),
    unknown: z.int(),
  }),
};

/** One place where one thing is reported far more than usual: by the rule that watches it there, else by `rules.hotspot`. */
export const hotspot = z.object({
  area: code,
  category: key,
  count: z.int(),
  /** Counted over so many hours up to the instant. */
  hours: z.number(),
  usual: z.number(),
  ratio: z.number(),
  /** The unit that handles most of them, where one does. */
  unit: code.nullable(),
  overdue: z.int(),
  /** When the next of them falls due that is open; null where none does. */
  due: instant.nullable(),
  point,
});
export const hotspots = {
  params: z.strictObject({
    service: codeOf('service', { sums: 'categoryArea' }),
    limit: z.int().min(1).max(20).optional(),
  }),
  answer: z.object({
    /** The most hours that any of them is looked for over. */
    hours: z.number(),
    rows: z.array(hotspot),
  }),
};

/**
 * Several services in one strip: today, open, overdue, how they kept their times in the last 30 days, and
 * all there ever were. `open = opened − closed`.
 */
export const strip = {
  params: z.strictObject({ services: z.array(codeOf('service')).min(1).max(12) }),
  answer: z.object({
    since: instant,
    /** Whether the day of the instant is worked, by the city's calendar: few dossiers on a Sunday are no fault. */
    worked: z.boolean(),
    rows: z.array(
      z.object({
        service: code,
        today: z.int(),
        usual: band,
        unusual: mark,
        open: z.int(),
        overdue: z.int(),
        /** Ever opened, and ever closed, up to the instant. */
        opened: z.int(),
        closed: z.int(),
        closed30: z.int(),
        onTime30: share,
        /** The first case of a service that has been held for less than 30 days: since when these two count. Null else. */
        since30: instant.nullable(),
        /** How far its own source reaches: one that is silent makes the others no older. */
        reach: freshness.omit({ source: true }),
      }),
    ),
  }),
};
