import { z } from 'zod';
import type { PanelKind } from './boards.ts';
import type { QuestionName } from './questions/index.ts';

/** The questions each kind of panel can show; `sync/profile` holds a board against it, and so does the window. */
export const SHOWS = {
  headline: ['headline'],
  figure: ['today', 'units', 'indicator', 'flow', 'quality'],
  bars: ['categories', 'areas', 'ages', 'indicator', 'indexSet'],
  shares: ['backlog', 'quality', 'fields', 'categories'],
  ranking: ['units', 'quality', 'indexSet'],
  lights: ['fields', 'sources', 'indicators'],
  map: ['heat', 'areas'],
  cartogram: ['areas'],
  table: ['sources', 'rejected', 'commands', 'cases', 'daily', 'indicator', 'indexes'],
  series: ['days', 'today', 'indicator', 'daily'],
  calendar: ['days'],
  flow: ['flow'],
  ticker: ['cases'],
  picture: ['asset', 'nothing'],
  text: ['nothing'],
  page: ['nothing'],
  hotspots: ['hotspots'],
  indicators: ['indicators'],
  strip: ['strip'],
  fault: ['nothing'],
} as const satisfies Record<PanelKind, readonly QuestionName[]>;

/** What a kind can show, by name: a component that lacks one of them does not compile. */
export type Shown<K extends PanelKind> = (typeof SHOWS)[K][number];

/** One thing that is wrong in a file of a profile. `path` is how its author finds it: `panels[2].question.params`. */
const problem = z.strictObject({ path: z.string(), expected: z.string(), found: z.string() });

/** A kind that looks one way only. */
const none = z.strictObject({});

/** How each kind of panel may look: what a board can write in a panel's `options`. */
export const OPTIONS = {
  headline: none,
  figure: z.strictObject({
    /** Of today: the day by the hour under the number. */
    curve: z.boolean().default(true),
  }),
  bars: none,
  shares: z.strictObject({
    /** One stacked bar, or a ring. */
    form: z.enum(['bar', 'ring']).default('bar'),
  }),
  ranking: none,
  lights: z.strictObject({
    /** Sources counted by the unit that answers for them, instead of one by one. */
    by: z.enum(['source', 'unit']).default('source'),
  }),
  map: z.strictObject({
    /** What the question suggests where absent. */
    mode: z.enum(['heat', 'usual', 'overdue']).optional(),
    /** Names of areas that have room for them. */
    names: z.boolean().default(true),
    /** All of the city's insets, none, or those named. */
    insets: z.union([z.boolean(), z.array(z.string())]).default(true),
    hotspots: z.boolean().default(true),
  }),
  cartogram: z.strictObject({
    /** Hexagons by how many came in, against the usual, or by how many are overdue. */
    mode: z.enum(['count', 'usual', 'overdue']).default('usual'),
  }),
  table: z.strictObject({
    /** Which of several ways a question is shown in; the adapter's first where absent. */
    view: z.enum(['periods', 'revisions', 'duty', 'compare']).optional(),
  }),
  series: z.strictObject({
    /** As a line or as columns; what suits the question where absent. */
    draw: z.enum(['line', 'columns']).optional(),
  }),
  calendar: z.strictObject({
    /** What of a day its cell tells: received, done, done late, or overdue at its end. */
    of: z.enum(['opened', 'closed', 'late', 'overdue']).default('opened'),
  }),
  flow: none,
  ticker: none,
  picture: z.strictObject({
    /** A file of the profile's folder `pictures`. */
    file: z
      .string()
      .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]*\.(png|jpe?g|webp|svg)$/u, 'the name of a png, jpg, webp or svg')
      .optional(),
    /** What it shows, for those who do not see it. */
    alt: z.strictObject({ vi: z.string().min(1), en: z.string().min(1) }).optional(),
    fit: z.enum(['contain', 'cover']).default('contain'),
    /** A camera's picture is asked for again so often. */
    everySeconds: z.number().min(2).max(3600).default(15),
  }),
  text: z.strictObject({
    /** Paragraphs are parted by line breaks. */
    text: z.strictObject({ vi: z.string().min(1).max(2000), en: z.string().min(1).max(2000) }).optional(),
  }),
  page: z.strictObject({
    /** Below one of the addresses that `city.json` lets in under `embeds.pages`. */
    url: z.string().max(1000).default(''),
  }),
  hotspots: none,
  indicators: none,
  strip: z.strictObject({
    /**
     * The figure a service leads with: `today` how many came in; `worked` the same, of one that keeps office
     * hours; `open` how many wait; `done` how many of all are done. `today` where absent.
     */
    leads: z.record(z.string(), z.enum(['today', 'worked', 'open', 'done'])).default({}),
  }),
  fault: z.strictObject({
    /** The file of the profile, below its folder: `boards/overview.json`. */
    file: z.string(),
    problems: z.array(problem).min(1),
  }),
} as const satisfies Record<PanelKind, z.ZodObject>;

/** A kind's options as its component reads them, defaults filled in. */
export type Options<K extends PanelKind> = z.output<(typeof OPTIONS)[K]>;
