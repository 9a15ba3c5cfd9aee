import type { AlertRule, Detector, WatchOf } from '../../../contract/alert-rules.ts';
import type { QuestionContext } from '../../question.ts';
import type { Seen, Watcher } from '../finding.ts';
import { backlog } from './backlog.ts';
import { cluster } from './cluster.ts';
import { counts } from './counts.ts';
import { daily } from './daily.ts';
import { gap } from './gap.ts';
import { host } from './host.ts';
import { late } from './late.ts';
import { limit } from './limit.ts';
import { rejected } from './rejected.ts';
import { response } from './response.ts';
import { silence } from './silence.ts';
import { target } from './target.ts';

/** Who looks for each detector; one without a watcher does not compile. */
const WATCHERS: { readonly [D in Detector]: Watcher<D> } = {
  counts,
  cluster,
  late,
  backlog,
  response,
  daily,
  limit,
  target,
  silence,
  gap,
  rejected,
  host,
};

type Watched<D extends Detector> = { [K in D]: WatchOf<K> }[D];

const by = <D extends Detector>(context: QuestionContext, watch: Watched<D>, detector: D): Seen =>
  WATCHERS[detector](context, watch);

/** What a rule sees at the instant that is asked about. */
export function watched(context: QuestionContext, { watch }: Pick<AlertRule, 'watch'>): Seen {
  return by(context, watch, watch.detector);
}
