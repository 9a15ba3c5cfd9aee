import { z } from 'zod';
import { codeOf } from './code-of.ts';
import { longText, text } from './languages.ts';
import { mapBesides, mapOptions, type Inset } from './map-panel.ts';
import { asked, type Asked, type QuestionName } from './questions/index.ts';

/** As much of a panel as says what it asks. */
interface Asking {
  question: { name: string; params: Readonly<Record<string, unknown>> };
  options: unknown;
}

/** A kind of panel. */
interface Kind {
  /** The questions it can show; `sync/profile` holds a board against it, and so does the window. */
  shows: readonly QuestionName[];
  /** How it may look: what a board can write in a panel's `options`. */
  options: z.ZodObject;
  /** What a panel of it asks beside its board's question, by names of its own; null what this one does not. */
  besides?: (panel: Asking, insets: readonly Inset[]) => Readonly<Record<string, Asked | null>>;
}

/** One thing that is wrong in a file of a profile. `path` is how its author finds it: `panels[2].question.params`. */
const problem = z.strictObject({ path: z.string(), expected: z.string(), found: z.string() });

/** A kind that looks one way only. */
const none = z.strictObject({});

/** How a strip may look. */
const stripOptions = z.strictObject({
  /**
   * The figure a service leads with: `today` how many came in; `worked` the same, of one that keeps office
   * hours; `open` how many wait; `done` how many of all are done. `today` where absent.
   */
  leads: z.record(codeOf('service'), z.enum(['today', 'worked', 'open', 'done'])).default({}),
  /** After the services, what is asked of units and is not over, and how many answers are late. */
  requests: z.boolean().default(false),
});

/** A strip that ends with what is asked of units asks that too. */
function stripBesides({ options }: Asking): { requests: Asked<'requests'> | null } {
  const read = stripOptions.safeParse(options);
  return { requests: read.success && read.data.requests ? asked('requests', { limit: 1 }) : null };
}

/**
 * The kinds of panel there are: all else about a kind is in its folder, of which `renderer/panels/index.ts` has the component.
 * `fault` is what the host puts in the place of a panel, or of a whole board, that its author got wrong.
 */
export const PANELS = {
  headline: { shows: ['headline'], options: none },
  figure: {
    shows: ['today', 'units', 'indicator', 'flow', 'quality'],
    options: z.strictObject({
      /** Of today: the day by the hour under the number. */
      curve: z.boolean().default(true),
    }),
  },
  bars: { shows: ['categories', 'areas', 'ages', 'indicator', 'indexSet'], options: none },
  shares: {
    shows: ['backlog', 'quality', 'fields', 'categories', 'requests'],
    options: z.strictObject({
      /** One stacked bar, or a ring. */
      form: z.enum(['bar', 'ring']).default('bar'),
    }),
  },
  ranking: { shows: ['units', 'quality', 'indexSet', 'requests'], options: none },
  /** Every unit by its number of cases and its share of late ones, within what chance leaves; asks with `limits`. */
  funnel: { shows: ['units'], options: none },
  lights: {
    shows: ['fields', 'sources', 'indicators'],
    options: z.strictObject({
      /** Sources counted by the unit that answers for them, instead of one by one. */
      by: z.enum(['source', 'unit']).default('source'),
    }),
  },
  map: { shows: ['heat', 'areas'], options: mapOptions, besides: mapBesides },
  cartogram: {
    shows: ['areas'],
    options: z.strictObject({
      /** Hexagons by how many came in, against the usual, or by how many are overdue. */
      mode: z.enum(['count', 'usual', 'overdue']).default('usual'),
    }),
  },
  table: {
    shows: ['sources', 'rejected', 'commands', 'requests', 'cases', 'daily', 'indicator', 'indexes'],
    options: z.strictObject({
      /** Which of several ways a question is shown in; the adapter's first where absent. */
      view: z.enum(['periods', 'revisions', 'duty', 'compare', 'forecast']).optional(),
    }),
  },
  series: {
    shows: ['days', 'today', 'indicator', 'daily'],
    options: z.strictObject({
      /** As a line or as columns; what suits the question where absent. */
      draw: z.enum(['line', 'columns']).optional(),
      /** Of one indicator: all its values, or its year from beginning to end with what is expected of the rest. */
      of: z.enum(['history', 'year']).default('history'),
    }),
  },
  calendar: {
    shows: ['days'],
    options: z.strictObject({
      /** What of a day its cell tells: received, done, done late, or overdue at its end. */
      of: z.enum(['opened', 'closed', 'late', 'overdue']).default('opened'),
    }),
  },
  flow: { shows: ['flow'], options: none },
  ticker: { shows: ['cases'], options: none },
  picture: {
    shows: ['asset', 'nothing'],
    options: z.strictObject({
      /** A file of the profile's folder `pictures`. */
      file: z
        .string()
        .regex(
          /^[\p{L}\p{N}][\p{L}\p{N} ._-]*\.(png|jpe?g|webp|svg)$/u,
          'the name of a png, jpg, webp or svg',
        )
        .optional(),
      /** What it shows, for those who do not see it. */
      alt: text.optional(),
      fit: z.enum(['contain', 'cover']).default('contain'),
      /** A camera's picture is asked for again so often. */
      everySeconds: z.number().min(2).max(3600).default(15),
    }),
  },
  text: {
    shows: ['nothing'],
    options: z.strictObject({
      /** Paragraphs are parted by line breaks. */
      text: longText.optional(),
    }),
  },
  page: {
    shows: ['nothing'],
    options: z.strictObject({
      /** Below one of the addresses that `city.json` lets in under `embeds.pages`. */
      url: z.string().max(1000).default(''),
    }),
  },
  hotspots: { shows: ['hotspots'], options: none },
  alerts: {
    shows: ['alerts'],
    options: z.strictObject({
      /** A group on one line: what, and how it stands. */
      compact: z.boolean().default(false),
      /** At most so many groups; the others are counted. Which of them is the question's filter. */
      most: z.int().min(1).max(40).optional(),
    }),
  },
  lastHour: { shows: ['lastHour'], options: none },
  alarmFigures: {
    shows: ['alarmFigures'],
    options: z.strictObject({
      /** Figures against what the standard holds for acceptable, rings by day and ten minutes, rules by how often, or how grave they were. */
      view: z.enum(['summary', 'rates', 'top', 'severities']).default('summary'),
    }),
  },
  indicators: { shows: ['indicators'], options: none },
  strip: { shows: ['strip'], options: stripOptions, besides: stripBesides },
  fault: {
    shows: ['nothing'],
    options: z.strictObject({
      /** The file of the profile, below its folder: `boards/overview.json`. */
      file: z.string(),
      problems: z.array(problem).min(1),
    }),
  },
} as const satisfies Record<string, Kind>;

export type PanelKind = keyof typeof PANELS;
const isKind = (name: string): name is PanelKind => Object.hasOwn(PANELS, name);
export const panelKind = z.enum(Object.keys(PANELS).filter(isKind));

/** What a kind can show, by name: a component that lacks one of them does not compile. */
export type Shown<K extends PanelKind> = (typeof PANELS)[K]['shows'][number];
/** A kind's options as its component reads them, defaults filled in. */
export type Options<K extends PanelKind> = z.output<(typeof PANELS)[K]['options']>;

/** What a kind asks beside its board's question, by names of its own; most ask nothing. */
export type Besides<K extends PanelKind> = (typeof PANELS)[K] extends {
  besides: (...given: never[]) => infer B;
}
  ? B
  : Record<never, never>;
/** The questions that some kind asks so. */
export type BesideName = {
  [K in PanelKind]: Besides<K>[keyof Besides<K>] extends infer A ? NameOf<A> : never;
}[PanelKind];
type NameOf<A> = A extends Asked<infer Q> ? Q : never;

/** Whether a kind can show a question. */
export function shows(kind: PanelKind, name: string): name is QuestionName {
  return PANELS[kind].shows.some((shown) => shown === name);
}

/** What a panel asks beside its board's question. Whoever asks for panels, asks this too. `insets` are the city's. */
export function besidesOf(
  panel: Asking & { kind: PanelKind },
  insets: readonly Inset[],
): Readonly<Record<string, Asked | null>> {
  const kind: Kind = PANELS[panel.kind];
  return kind.besides?.(panel, insets) ?? {};
}
