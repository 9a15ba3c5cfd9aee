import type { Detector, WatchOf } from '../../contract/alert-rules.ts';
import type { Sign, WhyBlind } from '../../contract/alerts.ts';
import type { QuestionContext } from '../question.ts';

/** What a watcher sees that is not right: a sign but for what its rule says of it. */
export interface Finding extends Omit<Sign, 'key' | 'severity'> {
  /** How many times its limit it is, or what is expected where it has none: what a rule's `worse` is held against. */
  times: number;
}

/** What a rule sees at the instant; or why it could not look. */
export type Seen = { blind: WhyBlind; findings?: undefined } | { blind: null; findings: Finding[] };

export const blind = (why: WhyBlind): Seen => ({ blind: why });
export const seen = (findings: Finding[]): Seen => ({ blind: null, findings });

/** Looks with one detector at what a rule watches. */
export type Watcher<D extends Detector> = (context: QuestionContext, watch: WatchOf<D>) => Seen;
