import { clockJump, filling, screenSilent } from '../../../alerts/detect/health.ts';
import { limit } from '../../../alerts/detect/limit.ts';
import { isPast, type Verdict } from '../../../alerts/detect/verdict.ts';
import type { WatchOf } from '../../../contract/alert-rules.ts';
import { DAY, MINUTE, SECOND } from '../../../contract/instants.ts';
import { HOST_LOG, readHostLog, type HostLog } from '../../../store/host-log.ts';
import type { QuestionContext } from '../../question.ts';
import { blind, seen, type Finding, type Seen } from '../finding.ts';

/** Bytes on a disk that are as good as none: a cache is written anew beside the old one. */
const RESERVE = 2 ** 30;
/** So far back from the city's newest instant a look is at the past, of which the host notes nothing. */
const PAST = 10 * MINUTE;
/** That a disk fills by chance alone is believed above this. */
const CHANCE = 0.01;

/** The wall's own health, by what the host notes each minute. Its instants are the machine's. */
export function host(context: QuestionContext, watch: WatchOf<'host'>): Seen {
  const log = readHostLog(context.journal?.state(HOST_LOG));
  const now = context.cache.meta().truth?.asOf ?? context.at;
  if (log === null || context.at < now - PAST) return blind('noFacts');
  const { at } = log;
  switch (watch.what) {
    case 'screens':
      return seen(
        log.screens.flatMap(({ screen, seenAt }) => {
          const silent = screenSilent(seenAt, at, (watch.minutes * MINUTE) / SECOND);
          return found(`screen ${screen}`, silent, { unit: SECOND, since: seenAt, at });
        }),
      );
    case 'disk':
      return disk(log, watch.days);
    case 'clock': {
      const jumped = clockJump(log.clocks, watch.seconds);
      if (jumped === null) return blind('tooShort');
      return seen(found('clock', jumped, { unit: SECOND, since: log.clocks[0]?.wall ?? at, at }));
    }
    case 'link': {
      if (log.liveAt === null) return blind('noFacts');
      const most = watch.minutes * MINUTE;
      const lost = limit({ value: at - log.liveAt, limit: most, usual: 0, side: 'above' });
      return seen(found('link', lost, { unit: 1, since: log.liveAt, at }));
    }
  }
}

function disk({ free, at }: HostLog, days: number): Seen {
  const full = filling(free, { reserve: RESERVE, days });
  if (full === null) return blind('tooShort');
  const { verdict } = full;
  if (!isPast(verdict) || verdict.p > CHANCE) return seen([]);
  return seen(
    found('disk', verdict, { unit: DAY, since: free[0]?.at ?? at, at }).map((one) => ({
      ...one,
      expected: null,
      // Half the days left are twice as bad.
      times: days / Math.max(1e-3, verdict.value),
    })),
  );
}

/** A verdict of a part of the wall, told in milliseconds; nothing where it is not past its bound. */
function found(
  part: string,
  verdict: Verdict,
  { unit, since, at }: { unit: number; since: number; at: number },
): Finding[] {
  if (!isPast(verdict)) return [];
  return [
    {
      subject: { part },
      ...{ measure: 'time', value: verdict.value * unit, expected: verdict.expected * unit },
      ...{ limit: verdict.bound * unit, p: null, since: Math.min(since, at), until: at },
      ...{ unit: null, atRisk: false, cases: null, areas: [], series: [] },
      times: verdict.value / Math.max(1e-9, verdict.bound),
    },
  ];
}
