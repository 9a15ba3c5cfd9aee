import { z } from 'zod';
import { codeOf, keyOf } from '../code-of.ts';
import { instant } from '../instants.ts';
import { language } from '../languages.ts';
import { caseEvent, caseStatus, code, point } from '../records.ts';

/** How a case stands at the instant. `late` was closed after it was due. */
export const caseState = z.enum(['open', 'dueSoon', 'overdue', 'closed', 'late']);
export type CaseState = z.infer<typeof caseState>;

/** One case as a list shows it: nothing that a citizen typed is in it. */
export const caseLine = z.object({
  service: code,
  id: code,
  openedAt: instant,
  dueAt: instant.nullable(),
  closedAt: instant.nullable(),
  status: caseStatus,
  state: caseState,
  category: code,
  unit: code.nullable(),
  area: code.nullable(),
  channel: code.nullable(),
  rating: z.int().nullable(),
  /** How often it came back. */
  returned: z.int(),
});
export type CaseLine = z.infer<typeof caseLine>;

/**
 * What may be asked of how cases stand, or of what happened to them. `open` holds the in time, the due soon, the
 * overdue and the `untimed`, which are due at no time; `closed` holds the late. `missed`: overdue, or late, all that counts against a unit's times; `handled`: open,
 * or closed. `rated` by a citizen; `returned`: came back at least once.
 */
export const askedState = z.enum([
  ...caseState.options,
  ...(['inTime', 'untimed', 'missed', 'handled', 'rated', 'returned'] as const),
]);
export type AskedState = z.infer<typeof askedState>;

/** Cells `[x, y]` of `side` finest cells of heat a side: `[x, y]` begins at `x` and `y` times their edge. */
export const cells = z.strictObject({
  side: z.int().min(1).max(64),
  at: z
    .array(z.tuple([z.int(), z.int()]))
    .min(1)
    .max(100),
});

/**
 * Which cases. Everything given must hold. `category`, `unit` and `area` may be `?`: those without one, or with one that
 * the profile does not know. `area` may be the group of some areas, such as a former district.
 */
export const caseFilter = z.strictObject({
  service: codeOf('service').optional(),
  /** The case's number begins so, upper or lower case. */
  id: z.string().min(1).max(80).optional(),
  /** The case's number has this in it, upper or lower case; where it is long, whatever stands between letters and figures. */
  part: z.string().min(1).max(80).optional(),
  category: keyOf('category').optional(),
  unit: keyOf('unit').optional(),
  area: keyOf('area').optional(),
  /** Of one of these fields, and in one of these areas: what an alert counts together. */
  categories: z.array(codeOf('category')).min(1).max(100).optional(),
  areas: z.array(codeOf('area')).min(1).max(100).optional(),
  /** In one of these cells, each so many of the finest cells of heat a side (`heat-cells.ts`): what a cluster counts. */
  cells: cells.optional(),
  state: askedState.optional(),
  /**
   * When it was so, where a state is asked for: cases were closed, late, rated or returned in `from <= t <= to`; they stood
   * open, in time, due soon or overdue at `to`. `to` is the question's instant where absent.
   */
  from: instant.optional(),
  to: instant.optional(),
  /** Of the `rated`: those rated so. */
  rating: z.int().min(1).max(5).optional(),
  /** Opened in `since <= t <= until`. */
  since: instant.optional(),
  until: instant.optional(),
  /** A unit's and an area's predecessors are meant with it, and a unit's sub-units. */
  tree: z.boolean().default(true),
});
export type CaseFilter = z.infer<typeof caseFilter>;

const COLUMNS = ['id', 'opened', 'category', 'area', 'unit', 'state', 'end', 'rating'] as const;
/** Columns that a list of cases can be sorted by. `end`: when a case was closed, or is due where it is not. */
export const caseColumn = z.enum(COLUMNS);
export type CaseColumn = z.infer<typeof caseColumn>;

/** What a list of cases is read in the order of, {@link cases} says what each gives; or a column, with `-` its greatest first. */
export const caseOrder = z.enum(['newest', 'due', ...COLUMNS, ...COLUMNS.map((one) => `-${one}` as const)]);
export type CaseOrder = z.infer<typeof caseOrder>;

/** The column that an order sorts by, and which way; null for the orders that are of no column. */
export function sortOf(order: CaseOrder): { column: CaseColumn; descending: boolean } | null {
  const column = caseColumn.safeParse(order.replace(/^-/, ''));
  return column.success ? { column: column.data, descending: order.startsWith('-') } : null;
}

/**
 * A list of single cases, a page at a time: `newest` first, and where `id` is given the greatest number first; what
 * happened in a time that is asked for, the latest first, after those that stand so. `due`: open ones alone, those due
 * soonest first, those without a due instant last. By a column: every case of the filter, as it stands at the instant; names are sorted as
 * `language` sorts them, states by their gravity, and what has no value comes last either way.
 */
export const cases = {
  params: z.strictObject({
    filter: caseFilter.default({ tree: true }),
    order: caseOrder.default('newest'),
    language: language.optional(),
    /** `next` of the page before. */
    after: z.string().max(200).optional(),
    limit: z.int().min(1).max(200).default(50),
    /** Counts them one by one where no sums say how many there are, which looks at every case of the filter. */
    count: z.boolean().optional(),
  }),
  answer: z.object({
    /** May be fewer than asked for, even none, where what matches lies far apart: `next` goes on from there. */
    rows: z.array(caseLine),
    /** What to ask the next page with; null where this is the last. */
    next: z.string().nullable(),
    /** How many there are, where sums or the open index can say; null where only counting them one by one could. */
    total: z.int().nullable(),
  }),
};

/**
 * Cases in long pages, for a file: what {@link cases} has, or the `chosen` of them, by service and number. Of the host alone: a window would be sent
 * more than it may leave unread.
 */
export const caseRows = {
  params: z.strictObject({
    filter: caseFilter,
    order: caseOrder,
    language: language.optional(),
    chosen: z.array(z.tuple([codeOf('service'), code])).optional(),
    after: z.string().max(200).optional(),
    limit: z.int().min(1).max(5_000),
  }),
  answer: cases.answer,
};

/** One case with its whole history. `content: empty` where none of that number is held. */
export const oneCase = {
  params: z.strictObject({ service: codeOf('service'), id: code }),
  answer: z.object({
    line: caseLine,
    point: point.nullable(),
    rev: z.int(),
    /** Everything that happened to it up to the instant, in order: opened, events, due, closed. */
    history: z.array(
      z.object({
        at: instant,
        what: z.enum([...caseEvent.shape.what.options, 'opened', 'due', 'closed']),
        unit: code.nullable(),
      }),
    ),
    /** Other cases of the same category and area opened within 7 days around it, the nearest in time first. */
    near: z.array(caseLine),
  }),
};

/** A thing that a word of a search may mean. */
export const meaning = z.discriminatedUnion('as', [
  z.object({ as: z.literal('service'), service: code }),
  z.object({ as: z.literal('category'), service: code, category: code }),
  /** Several of one service that begin with the same words, or are called the same. */
  z.object({ as: z.literal('categories'), service: code, categories: z.array(code).min(2).max(100) }),
  z.object({ as: z.literal('unit'), unit: code }),
  z.object({ as: z.literal('area'), area: code }),
  z.object({ as: z.literal('state'), state: askedState }),
  z.object({ as: z.literal('time'), since: instant, until: instant }),
  z.object({ as: z.literal('id'), id: z.string() }),
  z.object({ as: z.literal('part'), part: z.string() }),
  z.object({ as: z.literal('indicator'), indicator: code }),
  z.object({ as: z.literal('source'), source: code }),
  z.object({ as: z.literal('board'), board: code }),
]);
export type Meaning = z.infer<typeof meaning>;

/**
 * Search as one types: words are matched without diacritics, in both languages, with the names of the profile, states,
 * times (`hôm nay`, `25/10`, `tháng 10`) and numbers of cases, or parts of them. `filter` is what they come to together.
 */
export const search = {
  params: z.strictObject({
    text: z.string().max(200),
    limit: z.int().min(1).max(50).default(12),
    /** `looking` of the answer before. */
    after: z.string().max(200).optional(),
  }),
  answer: z.object({
    /** What was understood, in the order of the text: the words, and what they were taken for. */
    understood: z.array(
      z.object({
        words: z.string(),
        meaning,
        /** Whether the words are all of a name, and not a part of one. */
        exact: z.boolean(),
      }),
    ),
    /** Words that mean nothing here, and what is called nearly so, the nearest first. */
    unknown: z.array(z.object({ words: z.string(), nearest: z.array(meaning) })),
    /** Other things the last words may mean, the likeliest first. */
    suggestions: z.array(meaning),
    filter: caseFilter,
    rows: z.array(caseLine),
    total: z.int().nullable(),
    /** Where numbers were looked through and none was found yet: what to ask on with as `after`. Null where all is looked at. */
    looking: z.string().nullable(),
  }),
};
