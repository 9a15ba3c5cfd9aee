import type { Place } from '../../../sync/contract/place.ts';
import type { MarkOf } from '../../ui/states.ts';

/** One thing with the one state it is in. */
export interface Light {
  key: string;
  state: MarkOf;
  name: string;
  /** Beside the name, in the state's colour where that needs someone. */
  until: string;
  /** Under the name: why, and whose it is. */
  note: string;
  to: Place | null;
}

/** Several things of one name, counted by state. */
export interface Counted {
  key: string;
  name: string;
  /** As many as there are columns. */
  counts: readonly number[];
  total: number;
  /** Under the name: what of it needs someone. */
  note: string;
  /** All there are, before the others. */
  whole: boolean;
  to: Place | null;
}

/** A list of lights, or a table of counts: a column for each state, those that need someone first. */
export type Lights =
  | {
      as: 'list';
      aside: readonly string[];
      shape: MarkOf | null;
      rows: readonly Light[];
      more: number;
      /** What the others come to, in one line; empty where there is nothing to say of them. */
      rest: string;
      /** What is listed needs someone: it is large where there is room. */
      loud: boolean;
      none: string;
    }
  | {
      as: 'counts';
      aside: readonly string[];
      columns: readonly { of: MarkOf; word: string }[];
      rows: readonly Counted[];
      /** Those that need nobody: counted together, in the line of those for which there is no room. */
      calm: readonly Counted[];
    };
