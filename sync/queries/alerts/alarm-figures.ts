import { DateTime } from 'luxon';
import { perSeverity } from '../../alerts/machine/rulebook.ts';
import type { Life } from '../../alerts/machine/state.ts';
import { startOfDay } from '../../contract/calendar.ts';
import { DAY, MINUTE, type Instant } from '../../contract/instants.ts';
import type { Data } from '../../contract/questions/index.ts';
import type { Question, QuestionContext } from '../question.ts';
import { median } from '../usual.ts';
import { alertsKnown, type AlertsKnown } from './known.ts';
import { everyLife, rangOf } from './rang.ts';

const TEN = 10 * MINUTE;
/** ISA-18.2: more than ten in ten minutes is a flood; there for longer than a day is stale. */
const FLOOD = 10;
const STALE = DAY;
const TENS_A_DAY = DAY / TEN;
/** So many rules are told, those that rang most. */
const TOP = 10;

/** The starts of the local days that end with the one of an instant, the oldest first. */
function daysTo(at: Instant, count: number, timeZone: string): Instant[] {
  const today = DateTime.fromMillis(startOfDay(at, timeZone), { zone: timeZone });
  return Array.from({ length: count }, (_, i) => today.minus({ days: count - 1 - i }).toMillis());
}

/** How many were raised in each ten minutes, by the number of those since 1970. */
function byTen(rang: readonly Life[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { raisedAt } of rang) {
    const ten = Math.floor(raisedAt / TEN);
    counts.set(ten, (counts.get(ten) ?? 0) + 1);
  }
  return counts;
}

/** Rules by how often they rang, with the median time that what they raised lasted. */
function topOf(rang: readonly Life[], at: Instant): Data<'alarmFigures'>['top'] {
  const lasted = new Map<string, number[]>();
  for (const { rule, raisedAt, clearedAt } of rang) {
    const there = lasted.get(rule) ?? [];
    lasted.set(rule, there);
    there.push(Math.max(0, (clearedAt ?? at) - raisedAt));
  }
  return [...lasted]
    .map(([rule, times]) => ({
      ...{ rule, count: times.length, share: times.length / rang.length, lasted: median(times) },
    }))
    .sort((a, b) => b.count - a.count || (a.rule < b.rule ? -1 : 1))
    .slice(0, TOP);
}

/** What there is just now that nobody is rung for any more. */
function hereNow({ standings }: AlertsKnown, at: Instant) {
  const all = [...standings.values()];
  return {
    stale: all.filter(
      ({ state, life }) => (state === 'new' || state === 'acknowledged') && at - life.raisedAt > STALE,
    ).length,
    chattering: all.filter(({ life }) => life.chattering).length,
    shelved: all.filter(({ state }) => state === 'shelved').length,
    off: all.filter(({ state }) => state === 'off').length,
  };
}

/** The instant that is asked about, or what happened last where that is later: here people act when the city's data are late, too. */
export const lastInstant = ({ at, live }: QuestionContext, { known }: AlertsKnown): Instant =>
  live ? Math.max(at, known.at) : at;

/** Alarm figures after ISA-18.2. Of days before the first alert nothing is said: the means are of the time since, and of a day at least. */
export const alarmFigures: Question<'alarmFigures'> = {
  sources: () => [],
  answer(context, { days }) {
    const stood = alertsKnown(context);
    const { operators } = stood.book.settings;
    const { timeZone } = context.profile.city;
    const now = lastInstant(context, stood);
    const starts = daysTo(now, days, timeZone);
    const since = starts[0] ?? now;
    const rang = rangOf(everyLife(stood.known), stood.book).filter(({ raisedAt }) => raisedAt >= since);
    const tens = byTen(rang);
    const from = Math.max(since, stood.known.from ?? now);
    // Of less than a day nothing is foretold: its means are as if nothing more rang.
    const stretches = Math.max(TENS_A_DAY, Math.floor(now / TEN) - Math.floor(from / TEN) + 1);
    const floods = [...tens.values()].filter((n) => n > FLOOD * operators).length;
    const answered = rang.flatMap(({ firstAcknowledged, raisedAt }) =>
      firstAcknowledged === null ? [] : [firstAcknowledged - raisedAt],
    );
    const perTen = rang.length / stretches / operators;
    return {
      operators,
      days: starts.map((start, i) => {
        const end = starts[i + 1] ?? Infinity;
        const own = rang.filter(({ raisedAt }) => raisedAt >= start && raisedAt < end);
        return {
          start,
          raised: own.length,
          critical: own.filter(({ raisedAs }) => raisedAs === 'critical').length,
        };
      }),
      tens: Array.from({ length: TENS_A_DAY }, (_, i) => {
        const ten = Math.floor(now / TEN) - (TENS_A_DAY - 1 - i);
        return { start: ten * TEN, raised: tens.get(ten) ?? 0 };
      }),
      perOperator: {
        day: perTen * TENS_A_DAY,
        tens: perTen,
        worstTens: Math.max(0, ...tens.values()) / operators,
      },
      floods: { count: floods, share: floods / stretches },
      ...hereNow(stood, now),
      acknowledgedAfter: answered.length === 0 ? null : median(answered),
      top: topOf(rang, now),
      severities: perSeverity((severity) => rang.filter(({ raisedAs }) => raisedAs === severity).length),
      demo: rang.some(({ demo }) => demo),
    };
  },
};
