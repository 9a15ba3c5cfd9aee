import type { Severity } from '../../../sync/contract/alerts.ts';
import type { Format, Say } from '../../locales/index.ts';
import type { Lookups } from '../../stores/index.ts';

/** A stretch of the headline; its tone is the state it tells of, or none. */
export interface Segment {
  text: string;
  tone: 'plain' | 'red' | 'orange';
  /** It tells of an alert so grave: its sign stands for that of its tone. */
  severity?: Severity;
  /** What parts it from the next; a semicolon where it says nothing. */
  after?: string;
}

export interface Speaker {
  say: Say;
  format: Format;
  names: Lookups;
  /** The instant the answer is about. */
  asOf: number;
  /** Who handles, who leads, whose duty: said where the headline is about one thing only. */
  detail: boolean;
  /** The answer is late or stale: that all is well is told of its instant, not of now. */
  past: boolean;
}
