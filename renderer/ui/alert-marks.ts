import type { AlertState, Severity } from '../../sync/contract/alerts.ts';
import type { MarkOf } from './mark.ts';

/**
 * The one sign of each state of an alert: a hexagon, which nothing else of the room has, full only where it needs somebody,
 * and what stands in it. Lines within a square of 16.
 */
export interface AlertSign {
  /** The hexagon: filled, drawn, drawn in dashes, or none. */
  as: 'full' | 'line' | 'dashes' | 'none';
  /** What stands in it, as an SVG path. */
  inner: string;
}

export const HEXAGON = 'M8 1 14.1 4.5 14.1 11.5 8 15 1.9 11.5 1.9 4.5Z';

export const ALERT_SIGNS: Readonly<Record<AlertState, AlertSign>> = {
  // An exclamation mark.
  new: { as: 'full', inner: 'M8 4.2V8.8M8 11V11.6' },
  // A tick.
  acknowledged: { as: 'line', inner: 'M5 8.2 7.2 10.4 11 5.8' },
  // A level line: it is back to what is usual.
  returned: { as: 'dashes', inner: 'M4.8 8H11.2' },
  // A pause.
  shelved: { as: 'line', inner: 'M6.2 5.4V10.6M9.8 5.4V10.6' },
  // A plus: counted with another.
  muted: { as: 'dashes', inner: 'M8 5.2V10.8M5.2 8H10.8' },
  // Struck through.
  off: { as: 'line', inner: 'M4.4 11.6 11.6 4.4' },
  closed: { as: 'none', inner: 'M4.2 8.4 7 11.2 12 5' },
};

/** How grave it is, in bars of four; and its colour, which is that of states: what only wants watching has none. */
export const SEVERITY_SIGNS: Readonly<
  Record<Severity, { bars: 1 | 2 | 3 | 4; tone: 'red' | 'orange' | '' }>
> = {
  critical: { bars: 4, tone: 'red' },
  high: { bars: 3, tone: 'orange' },
  medium: { bars: 2, tone: '' },
  low: { bars: 1, tone: '' },
};

/** The mark of how a rule stands. */
export const RULE_MARKS = {
  on: 'live',
  off: 'empty',
  full: 'orange',
  blind: 'unknown',
} as const satisfies Readonly<Record<'on' | 'off' | 'full' | 'blind', MarkOf>>;

/** The colour of each of the city's levels, gravest first: that of the state it is in; the last is quiet. */
export const LEVEL_TONES = ['red', 'orange', 'text', ''] as const;
