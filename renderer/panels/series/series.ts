import type { TimeChart } from '../../charts/time.ts';
import type { Options } from '../../../sync/contract/panels.ts';
import type { MarkOf } from '../../ui/states.ts';

/** Values over time, and what is said beside their title. */
export interface Series {
  /** Where the answer says what it is about, and its question does not. */
  title?: string;
  /** What the values are of, the most important first. */
  aside: readonly string[];
  /** How the newest value stands. */
  state: { mark: MarkOf; word: string } | null;
  chart: TimeChart;
  /** Said where there is no value. */
  none: string;
}

/** How a board may have it drawn. */
export type Draw = Options<'series'>['draw'];
