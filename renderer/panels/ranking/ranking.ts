import type { Place as Destination } from '../../../sync/contract/place.ts';
import type { MarkOf } from '../../ui/states.ts';

/** A value on the list's axis with how sure it is, and where it was before; all as shares of the axis, 0 to 1. */
export interface Dot {
  at: number;
  low: number;
  high: number;
  was: number | null;
}

/** One place in a ranking, or several together. */
export interface Place {
  key: string;
  name: string;
  /** From 1, the best, where whoever publishes it ranks; null where nobody does. */
  rank: number | null;
  /** Places gained since the period before, lost ones negative; null where it was not ranked then. */
  moved: number | null;
  state: MarkOf | null;
  /** Drawn as a bar from zero: a share of the track, 0 to 1. */
  share: number | null;
  /** Drawn as a dot on the list's axis. */
  dot: Dot | null;
  value: string;
  /** How much is late, or how much the value is of. */
  beside: string;
  /** Under the name: what it is weakest in. */
  note: string;
  to: Destination | null;
}

/** What dots are read against. */
export interface Axis {
  ticks: readonly { at: number; text: string }[];
  /** The whole city, which all are held against; null where it has no value. */
  line: number | null;
}

/** Places in the order they are to be read. */
export interface Ranking {
  /** What stays where there is no room for everything: the place and how it moved, or the value and what is drawn. */
  about: 'place' | 'value';
  /** What time the figures are of; empty where the title says it, or where they are of now. */
  period: string;
  /** What else to know of them, the most important first. */
  aside: readonly string[];
  /** What a sign before names says, where the list does not say so itself. */
  key: { mark: MarkOf; word: string } | null;
  /** Of a list of dots; null of one of bars. */
  axis: Axis | null;
  /** What stands beside each value, said once over the list; empty where it says so itself. */
  besides: string;
  places: readonly Place[];
  /** How many more there are than `places`. */
  more: number;
  /** What stands under the list: everyone who is left out, as one or by group. */
  below: (hidden: readonly Place[]) => readonly Place[];
  none: string;
}

/** A line under a list: it stands for many, and leads nowhere. */
export const many = (
  said: Pick<Place, 'key' | 'name'> & Partial<Pick<Place, 'share' | 'value' | 'beside' | 'state'>>,
): Place => ({
  ...{
    rank: null,
    moved: null,
    state: null,
    share: null,
    dot: null,
    value: '',
    beside: '',
    note: '',
    to: null,
  },
  ...said,
});
