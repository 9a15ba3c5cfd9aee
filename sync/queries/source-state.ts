import type { WhyBlind } from '../contract/alerts.ts';
import type { QuestionContext } from './question.ts';
import { firstOpened } from './flows/cases.ts';
import { sourceState } from './freshness.ts';

/** Why the cases of a service say nothing at the instant; null where they do. A source that is silent is no quiet city. */
export function whyNoCases(context: QuestionContext, service: string): WhyBlind | null {
  const { lookup, watermarks, at, cache } = context;
  const source = lookup.source(lookup.service(service)?.source ?? '');
  const watermark = watermarks[source?.id ?? ''];
  if (source === undefined || watermark === undefined) return 'unheard';
  if (sourceState(source, watermark, at) === 'stale') return 'stale';
  const first = firstOpened(cache, service);
  return first === null || first > at ? 'nothingHeld' : null;
}
