import type { AlertState, Severity } from '../../sync/contract/alerts.ts';
import type { MessageKey } from '../locales/messages.ts';

/**
 * The one visual code of the wall: every sign that says how something stands, with its shape, its colour and its word. Nothing
 * else in the renderer names a state's colour or draws a sign of its own (`states.test.ts` reads every file for it);
 * docs/look.md says why each is as it is.
 *
 * Four questions are asked of a thing, and no sign answers two of them: how does it stand (a full shape with a colour), how
 * fresh is it (a clock, in the colour of text), is there anything (a frame or a cross), is it more than usual (a band with a
 * dot). Alerts are hexagons, how grave they are bars, the city's level a gauge, where something goes an arrow.
 */

/** A colour as the palette names it. The first four belong to states alone. */
export type Ink = 'red' | 'amber' | 'green' | 'grey' | 'text' | 'quiet' | 'faint';

/** One stroke of a shape, within a square of 16: filled, drawn, drawn in dashes, or cut out of what is below. */
export interface Stroke {
  as: 'full' | 'line' | 'dashes' | 'cut';
  /** An SVG path. */
  d: string;
}

export interface Sign {
  shape: readonly Stroke[];
  ink: Ink;
  /** It needs nobody: its word stays quiet. */
  calm?: boolean;
  word: MessageKey;
}

const disc = (r: number): string => `M${8 - r} 8a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
const full = (d: string): Stroke => ({ as: 'full', d });
const line = (d: string): Stroke => ({ as: 'line', d });
const HANDS = line('M8 4.6V8.3H10.8');

export const MARKS = {
  // How it stands. The more it needs someone, the more of the square it fills.
  /** A forecast says that it will miss, or its time is over. */
  red: { shape: [full('M1 1H15V15H1Z')], ink: 'red', word: 'state.red' },
  /** Behind what is expected by now: needs watching. */
  orange: { shape: [full('M8 0 16 8 8 16 0 8Z')], ink: 'amber', word: 'state.orange' },
  green: { shape: [full(disc(4.2))], ink: 'green', calm: true, word: 'state.green' },
  /** Too little is known to say. */
  unknown: { shape: [line(disc(4.2))], ink: 'grey', calm: true, word: 'state.unknown' },

  // How fresh it is: a heartbeat, a clock that runs, a clock struck through.
  live: {
    shape: [line('M0.8 9H4.6L6.8 4.2 9.4 12.4 11.2 9H15.2')],
    ink: 'quiet',
    calm: true,
    word: 'fresh.live',
  },
  late: { shape: [line('M8 1.4A6.6 6.6 0 1 1 1.4 8'), HANDS], ink: 'text', word: 'fresh.late' },
  stale: { shape: [line(disc(6.6)), HANDS, line('M1 15 15 1')], ink: 'text', word: 'fresh.stale' },

  // Whether there is anything: an empty frame, a cross, dots that are on their way.
  empty: { shape: [{ as: 'dashes', d: 'M2 2H14V14H2Z' }], ink: 'quiet', calm: true, word: 'content.empty' },
  error: { shape: [line('M2.4 2.4 13.6 13.6M13.6 2.4 2.4 13.6')], ink: 'text', word: 'content.error' },
  loading: {
    shape: [full('M1 6.6H3.8V9.4H1ZM6.6 6.6H9.4V9.4H6.6ZM12.2 6.6H15V9.4H12.2Z')],
    ink: 'quiet',
    calm: true,
    word: 'content.loading',
  },

  // Against the usual: a band, and the value outside it. No state: nobody has failed.
  above: {
    shape: [full('M0.6 10.2H15.4V14.2H0.6Z'), full('M5.4 4a2.6 2.6 0 1 0 5.2 0a2.6 2.6 0 1 0 -5.2 0Z')],
    ink: 'text',
    word: 'today.above',
  },
  below: {
    shape: [full('M0.6 1.8H15.4V5.8H0.6Z'), full('M5.4 12a2.6 2.6 0 1 0 5.2 0a2.6 2.6 0 1 0 -5.2 0Z')],
    ink: 'text',
    word: 'today.below',
  },

  /** It is over, or it has been done. */
  done: { shape: [line('M3 8.6 6.6 12.2 13.4 4')], ink: 'quiet', calm: true, word: 'done' },
} as const satisfies Readonly<Record<string, Sign>>;

/** What has a sign. */
export type MarkOf = keyof typeof MARKS;

/** The states of whatever is held against a plan or a time, those that need someone first. */
export const STATES = ['red', 'orange', 'green', 'unknown'] as const;
export type State = (typeof STATES)[number];

export const signOf = (mark: MarkOf): Sign => MARKS[mark];

/** A colour for a style: how any component has a state's colour. */
export const colour = (ink: Ink): string => `var(--c-${ink})`;

/** The colour of what a mark tells of. */
export const colourOf = (mark: MarkOf): string => colour(MARKS[mark].ink);

/** The colour of a figure beside its mark: where nothing is the matter it has none. */
export const figureColour = (mark: MarkOf): string => {
  const { ink, calm }: Sign = MARKS[mark];
  return colour(calm === true ? 'quiet' : ink);
};

/** The colour of a field, a bar or a part: that of its mark, nearly the ground's where nothing is the matter. */
export const fillColour = (mark: MarkOf): string => {
  const { ink, calm }: Sign = MARKS[mark];
  return calm === true ? `color-mix(in srgb, ${colour(ink)} 45%, var(--c-track))` : colour(ink);
};

/** The state, where it needs someone: only that is told in its colour. */
export const pressing = (state: State): 'red' | 'orange' | undefined =>
  state === 'red' || state === 'orange' ? state : undefined;

/**
 * Alerts: a hexagon, which nothing else has, full only where it needs somebody, and what stands in it. In the colour of text: an
 * alert that is grave may be about something that is on course, and one thing must not have two colours.
 */
const HEXAGON = 'M8 1 14.1 4.5 14.1 11.5 8 15 1.9 11.5 1.9 4.5Z';

export const ALERTS: Readonly<Record<AlertState, Pick<Sign, 'shape' | 'ink'>>> = {
  // An exclamation mark.
  new: { shape: [full(HEXAGON), { as: 'cut', d: 'M8 4.2V8.8M8 11V11.6' }], ink: 'text' },
  // A tick.
  acknowledged: { shape: [line(HEXAGON), line('M5 8.2 7.2 10.4 11 5.8')], ink: 'text' },
  // A level line: it is back to what is usual.
  returned: { shape: [{ as: 'dashes', d: HEXAGON }, line('M4.8 8H11.2')], ink: 'quiet' },
  // A pause.
  shelved: { shape: [line(HEXAGON), line('M6.2 5.4V10.6M9.8 5.4V10.6')], ink: 'quiet' },
  // A plus: counted with another.
  muted: { shape: [{ as: 'dashes', d: HEXAGON }, line('M8 5.2V10.8M5.2 8H10.8')], ink: 'quiet' },
  // Struck through.
  off: { shape: [line(HEXAGON), line('M4.4 11.6 11.6 4.4')], ink: 'quiet' },
  closed: { shape: MARKS.done.shape, ink: 'quiet' },
};

/** How grave it is, in bars of four, and in the colour of text for the same reason. */
export const SEVERITIES: Readonly<Record<Severity, { bars: 1 | 2 | 3 | 4; ink: Ink }>> = {
  critical: { bars: 4, ink: 'text' },
  high: { bars: 3, ink: 'text' },
  medium: { bars: 2, ink: 'quiet' },
  low: { bars: 1, ink: 'quiet' },
};

/** The mark of how a rule stands. */
export const RULE_MARKS = {
  on: 'live',
  off: 'empty',
  full: 'orange',
  blind: 'unknown',
  young: 'unknown',
} as const satisfies Readonly<Record<'on' | 'off' | 'full' | 'blind' | 'young', MarkOf>>;

/** The colour of each of the city's levels, gravest first: that of the state it comes to; the last is quiet. */
export const LEVELS: readonly Ink[] = ['red', 'amber', 'text', 'quiet'];

/** Where something went: an arrow, and nothing else is one. Turned by 180° it goes down. */
export const ARROW = 'M8 14V2.8M3 7.6 8 2.6 13 7.6';

/** Whether a change is good is told by its colour, never by the way its arrow points. */
const CHANGES = { better: 'green', worse: 'orange', neither: 'unknown' } as const satisfies Readonly<
  Record<'better' | 'worse' | 'neither', MarkOf>
>;
export type Change = keyof typeof CHANGES;
export const changeColour = (change: Change): string =>
  change === 'neither' ? colour('quiet') : colourOf(CHANGES[change]);

/** What can be done, where a word has no room: never beside a figure. */
export const ACTIONS = {
  /** From dark to light and back. */
  theme: [line(disc(6.4)), full('M8 1.6a6.4 6.4 0 0 1 0 12.8Z')],
} as const satisfies Readonly<Record<string, readonly Stroke[]>>;
