import type { Place } from '../../../sync/contract/place.ts';
import type { Severity } from '../../../sync/contract/alerts.ts';
import type { Fact } from '../../../sync/contract/questions/wall.ts';
import type { Format, Say } from '../../locales/index.ts';
import type { Lookups } from '../../stores/index.ts';
import type { MarkOf } from '../../ui/states.ts';

/** A stretch of the headline; its tone is the mark of what it tells of, emphasis alone, or none. */
export interface Segment {
  text: string;
  tone: 'plain' | 'strong' | MarkOf;
  /** It tells of an alert so grave: its sign stands for that of its tone. */
  severity?: Severity;
  /** Where it leads on a console; nowhere where absent. */
  to?: Place;
  /** How many there are where it leads, where its words do not say. */
  n?: number | undefined;
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
  /** Kinds of all that is told: what one has named another does not name again. */
  told: ReadonlySet<Fact['fact']>;
  /** The answer is late or stale: that all is well is told of its instant, not of now. */
  past: boolean;
}
