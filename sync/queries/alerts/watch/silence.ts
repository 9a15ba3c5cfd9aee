import { limit } from '../../../alerts/detect/limit.ts';
import type { WatchOf } from '../../../contract/alert-rules.ts';
import { SECOND } from '../../../contract/instants.ts';
import type { QuestionContext } from '../../question.ts';
import { blind, seen, type Finding, type Seen } from '../finding.ts';

/** A source that is late by its own cadence. One that was never heard of is empty, not late. */
export function silence(context: QuestionContext, { sources, times }: WatchOf<'silence'>): Seen {
  const { at, profile, watermarks } = context;
  const watched = profile.sources.filter(({ id }) => sources?.includes(id) ?? true);
  const heard = watched.filter(({ id }) => watermarks[id] !== undefined);
  if (heard.length === 0) return blind('unheard');
  return seen(
    heard.flatMap((source): Finding[] => {
      const watermark = watermarks[source.id] ?? at;
      const may = source.lateAfter * SECOND * times;
      const verdict = limit({ value: at - watermark, limit: may, usual: null, side: 'above' });
      if (verdict.p > 0) return [];
      return [
        {
          subject: { source: source.id },
          ...{ measure: 'time', value: verdict.value, expected: null, limit: may, p: null },
          ...{ since: watermark, until: at, unit: source.unit, atRisk: false },
          ...{ cases: null, areas: [], series: [], times: verdict.value / may },
        },
      ];
    }),
  );
}
