import type { Place } from '../../../sync/contract/place.ts';
import type { TimeChart } from '../../charts/time.ts';
import type { Change, MarkOf } from '../../ui/states.ts';

/** What the number is held against, or how it stands. */
export interface Note {
  text: string;
  mark?: MarkOf;
  /** It went up or down; whether that is good, the text says. */
  moved?: 'up' | 'down';
  /** Whether that is good: the colour of the arrow. */
  change?: Change;
}

/** Another number that belongs to it. */
export interface Fact {
  key: string;
  name: string;
  value: string;
  mark?: MarkOf;
  to?: Place;
}

/** One number, and what it is compared with. */
export interface Figure {
  /** Its period, its status. */
  aside: readonly string[];
  /** Null where it is not known. */
  value: number | null;
  write: (value: number) => string;
  /** What it is measured in, or what it is of: %, /14.707. */
  measure: string;
  /** An estimate. */
  open: boolean;
  /** The most important first. */
  notes: readonly Note[];
  /** How far along it is: see `ui/Bar.vue`. */
  bar: { share: number | null; tick: number | null; beyond?: MarkOf } | null;
  /** Those that do not fit are counted in a line. */
  facts: readonly Fact[];
  chart: TimeChart | null;
  /** A word on where it is from, which is always told: demonstration data. */
  stamp: string;
  to: Place | null;
}
