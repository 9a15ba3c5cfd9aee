import type { Place as Destination } from '../../../sync/contract/place.ts';
import type { MarkOf } from '../../ui/states.ts';

/** One place in a ranking, or several together. */
export interface Place {
  key: string;
  name: string;
  /** From 1, the best; null where it is not ranked. */
  rank: number | null;
  /** Places gained since the period before, lost ones negative; null where it was not ranked then. */
  moved: number | null;
  state: MarkOf | null;
  /** A share of the track, 0 to 1. */
  share: number | null;
  value: string;
  /** How much is late, or how much the value is of. */
  beside: string;
  /** Under the name: what it is weakest in. */
  note: string;
  to: Destination | null;
}

/** Places in the order they are to be read. */
export interface Ranking {
  /** What stays where there is no room for everything: the place and how it moved, or the value and its bar. */
  about: 'place' | 'value';
  /** What time the figures are of; empty where the title says it, or where they are of now. */
  period: string;
  /** What else to know of them, the most important first. */
  aside: readonly string[];
  places: readonly Place[];
  /** How many more there are than `places`. */
  more: number;
  /** Everyone who is left out, as one. */
  others: (hidden: readonly Place[]) => Place;
  none: string;
}
