import { z } from 'zod';
import type { PanelKind } from './boards.ts';
import type { QuestionName } from './questions/index.ts';

/** The questions each kind of panel can show; `sync/profile` holds a board against it, and so does the window. */
export const SHOWS = {
  headline: ['headline'],
  today: ['today'],
  bars: ['categories', 'areas'],
  shares: ['backlog', 'fields', 'categories'],
  ranking: ['units'],
  lights: ['fields', 'sources', 'indicators'],
  map: ['heat', 'areas'],
  cartogram: ['areas'],
  hotspots: ['hotspots'],
  indicators: ['indicators'],
  strip: ['strip'],
} as const satisfies Record<PanelKind, readonly QuestionName[]>;

/** What a kind can show, by name: a component that lacks one of them does not compile. */
export type Shown<K extends PanelKind> = (typeof SHOWS)[K][number];

/** A kind that looks one way only. */
const none = z.strictObject({});

/** How each kind of panel may look: what a board can write in a panel's `options`. */
export const OPTIONS = {
  headline: none,
  today: none,
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
  hotspots: none,
  indicators: none,
  strip: z.strictObject({
    /**
     * The figure a service leads with: `today` how many came in; `worked` the same, of one that keeps office
     * hours; `open` how many wait; `done` how many of all are done. `today` where absent.
     */
    leads: z.record(z.string(), z.enum(['today', 'worked', 'open', 'done'])).default({}),
  }),
} as const satisfies Record<PanelKind, z.ZodObject>;

/** A kind's options as its component reads them, defaults filled in. */
export type Options<K extends PanelKind> = z.output<(typeof OPTIONS)[K]>;
