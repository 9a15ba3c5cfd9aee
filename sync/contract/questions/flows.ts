import { z } from 'zod';
import { range } from '../calendar.ts';
import { instant } from '../instants.ts';
import { codeOf } from '../code-of.ts';
import { code } from '../records.ts';
import { band, group, interval, UNKNOWN } from './cases.ts';

const key = z.union([code, z.literal(UNKNOWN)]);
const share = z.number().min(0).max(1).nullable();

/** Whose cases: of one category, unit or area, or of the whole service. */
const whose = {
  service: codeOf('service'),
  category: codeOf('category', { sums: 'category' }).optional(),
  unit: codeOf('unit', { sums: 'unit' }).optional(),
  area: codeOf('area', { sums: 'area' }).optional(),
  /** A unit's or area's own predecessors are counted with it. */
  predecessors: z.boolean().default(true),
};

/** At most one of them is asked about. */
const isOne = (asked: {
  category?: string | undefined;
  unit?: string | undefined;
  area?: string | undefined;
}) => [asked.category, asked.unit, asked.area].filter((code) => code !== undefined).length < 2;
const ONE = { error: 'only one of category, unit and area', path: ['category'] };

/** Cases day by day, the last `days` local days, the day of the instant included and partial. */
export const days = {
  params: z.strictObject({ ...whose, days: z.int().min(7).max(400).default(28) }).refine(isOne, ONE),
  answer: z.object({
    since: instant,
    rows: z.array(
      z.object({
        /** Local date, `YYYY-MM-DD`, and the instant it begins. */
        date: z.string(),
        start: instant,
        /** Worked, by the city's calendar. */
        worked: z.boolean(),
        /** Before the first case ever held: nothing is known of it. */
        known: z.boolean(),
        opened: z.int(),
        closed: z.int(),
        /** Of those closed, after they were due. */
        late: z.int(),
        /** At the end of the day, or at the instant. */
        open: z.int(),
        overdue: z.int(),
        /** Of `opened`: the same weekday in earlier weeks; for the day of the instant, to the same time of day. */
        usual: band,
        /**
         * Whether it is unusual: the day of the instant as `today` and alerts have it at the instant; a day that is over by what was known
         * at its end, and all that are shown controlled together.
         */
        unusual: z.boolean(),
      }),
    ),
    /** Days within `rows` on which the units or areas asked about took over from others, `YYYY-MM-DD`. */
    seams: z.array(z.string()),
  }),
};

/** How cases went through a range. `before + opened − closed = open`. */
export const flow = {
  params: z.strictObject({ ...whose, range }).refine(isOne, ONE),
  answer: z.object({
    since: instant,
    /** Open when the range began. */
    before: z.int(),
    opened: z.int(),
    closed: z.int(),
    /** Of those closed, after they were due. */
    late: z.int(),
    open: z.int(),
    dueSoon: z.int(),
    overdue: z.int(),
    /** Came back in the range; null where the service keeps no sums of quality. */
    returned: z.int().nullable(),
  }),
};

/** How long open cases have been open, in bands of days since they were opened, the youngest first. */
export const ages = {
  params: z.strictObject({
    service: codeOf('service'),
    unit: codeOf('unit').optional(),
    predecessors: z.boolean().default(true),
  }),
  answer: z.object({
    open: z.int(),
    overdue: z.int(),
    /** `from` included, `to` not, days of 24 hours; `to` null is without end. */
    rows: z.array(
      z.object({ from: z.number(), to: z.number().nullable(), count: z.int(), overdue: z.int() }),
    ),
    /** When the oldest open case was opened. */
    oldest: instant.nullable(),
  }),
};

/** What citizens say of how they were served: ratings given in a range, and cases that came back. */
const judgedByCitizens = {
  /** How many gave 1, 2, 3, 4 and 5. */
  ratings: z.tuple([z.int(), z.int(), z.int(), z.int(), z.int()]),
  rated: z.int(),
  mean: z.number().nullable(),
  /** 4 or 5, of all given. */
  satisfied: share,
  returned: z.int(),
  closed: z.int(),
};
export const quality = {
  params: z.strictObject({
    service: codeOf('service', { sums: 'quality' }),
    range,
    limit: z.int().min(1).max(200).default(6),
  }),
  answer: z.object({
    since: instant,
    city: z.object(judgedByCitizens),
    /** The two-sided chance at or below which a unit is told apart, as of `units`. */
    level: z.number().positive().max(1),
    /** How many units are rated worse than the city, like it and better. */
    groups: z.object({ worse: z.int(), like: z.int(), better: z.int() }),
    /** Rated units: worse ones first, better ones last; within a group by how many stars they are short of the city's mean together. */
    rows: z.array(
      z.object({
        unit: key,
        ...judgedByCitizens,
        group,
        /** Of the mean, at `level`. */
        interval,
      }),
    ),
    others: z.object({ units: z.int(), ...judgedByCitizens }),
  }),
};
