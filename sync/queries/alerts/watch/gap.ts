import { DateTime } from 'luxon';
import { silent } from '../../../alerts/detect/silence.ts';
import { isPast } from '../../../alerts/detect/verdict.ts';
import type { WatchOf } from '../../../contract/alert-rules.ts';
import { HOUR, SECOND, type Instant } from '../../../contract/instants.ts';
import { openedHours } from '../../../rollups/opened-hours.ts';
import { onceFor } from '../../../store/cache.ts';
import type { QuestionContext } from '../../question.ts';
import { blind, seen, type Seen } from '../finding.ts';
import { whyNoCases } from '../../source-state.ts';

/** Whole weeks, so that a service that rests on Sundays is known to. */
const DAYS = 28;
const PICTURE = 24;

const statement = onceFor((cache) =>
  cache.select<{ last: number | null }>(
    'SELECT max(opened) AS last FROM cases WHERE service = ? AND opened <= ?',
  ),
);

/**
 * No case at all for longer than there ever was none at this time of day. What its source has not told yet is not looked at: a line
 * that is down is no quiet city.
 */
export function gap(context: QuestionContext, { service, p: alpha }: WatchOf<'gap'>): Seen {
  const { cache, lookup, watermarks, profile } = context;
  const why = whyNoCases(context, service);
  if (why !== null) return blind(why);
  const source = lookup.source(lookup.service(service)?.source ?? '');
  const now = Math.min(context.at, watermarks[source?.id ?? ''] ?? context.at);
  const id = cache.services.id(service) ?? 0;
  const zone = profile.city.timeZone;
  const last = (at: Instant): Instant[] => {
    const found = statement(cache).get(id, at)?.last ?? null;
    return found === null ? [] : [found];
  };
  const heard = Array.from({ length: DAYS + 1 }, (_, day) =>
    last(DateTime.fromMillis(now, { zone }).minus({ days: day }).toMillis()),
  ).flat();
  const verdict = silent({ at: heard.reverse(), now }, { days: DAYS, alpha });
  if (verdict === null) return blind('tooShort');
  if (!isPast(verdict)) return seen([]);
  const [value, expected, limit] = [
    verdict.value * SECOND,
    verdict.expected * SECOND,
    verdict.bound * SECOND,
  ];
  const { starts, counts } = openedHours(cache, {
    ...{ service, dim: 'total', codes: [''] },
    ...{ since: now - PICTURE * HOUR, until: now },
  });
  return seen([
    {
      subject: { service },
      ...{ measure: 'time', value, expected, limit, p: verdict.p },
      ...{ since: now - value, until: now, unit: source?.unit ?? null, atRisk: false },
      ...{ cases: null, areas: [] },
      series: starts.map((at, i) => ({ at, value: counts[0]?.[i] ?? 0, expected: null })),
      times: value / Math.max(1, limit),
    },
  ]);
}
