import { DateTime } from 'luxon';
import { firstOf, startOfDay } from '../../contract/calendar.ts';
import type { Instant } from '../../contract/instants.ts';
import type { Profile } from '../../contract/profile.ts';
import type { MeasureRecord } from '../../contract/records.ts';
import type { HeldMeasures } from '../../store/things.ts';
import { readingsOf, type Reading } from './indicator-series.ts';
import type { QuestionContext } from '../question.ts';

/** The readings of one indicator: every subject and territory. Another object only where one of them changed. */
export interface HeldIndicator {
  readonly readings: readonly Reading[];
  readonly bySubject: ReadonlyMap<string, readonly Reading[]>;
  /** What others expect. */
  readonly outside: readonly MeasureRecord[];
  /** Every instant at which a value or an outside forecast was first said or revised, ascending. */
  readonly said: Float64Array;
}

const NONE: readonly MeasureRecord[] = [];
const prepared = new WeakMap<readonly MeasureRecord[], HeldIndicator>();

/** What is held of one indicator; without readings where nothing is. */
export function heldOf(all: HeldMeasures, indicator: string): HeldIndicator {
  const records = all.get(indicator) ?? NONE;
  const known = prepared.get(records);
  if (known !== undefined) return known;
  const readings = readingsOf(records);
  const made: HeldIndicator = {
    readings,
    bySubject: Map.groupBy(readings, (r) => r.subject),
    outside: records.filter((r) => r.status === 'forecast'),
    said: Float64Array.from(
      records.flatMap((r) => [r.reportedAt, ...(r.earlier ?? []).map((e) => e.reportedAt)]),
    ).sort(),
  };
  prepared.set(records, made);
  return made;
}

/** Between which instants around one nothing changes: `from` included, `until` not. */
interface Stretch {
  from: Instant;
  until: Instant;
}

/** From the last midnight or report to the next. */
function stretchOf(over: Iterable<HeldIndicator>, at: Instant, zone: string): Stretch {
  let from = startOfDay(at, zone);
  let until = firstOf(DateTime.fromMillis(from, { zone }).plus({ days: 1 }).startOf('day')).toMillis();
  for (const { said } of over) {
    let [low, high] = [0, said.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((said[middle] ?? Infinity) <= at) low = middle + 1;
      else high = middle;
    }
    from = Math.max(from, said[low - 1] ?? -Infinity);
    until = Math.min(until, said[low] ?? Infinity);
  }
  return { from, until };
}

/** So many answers are kept of one holder: consoles may ask of it in many ways. */
const MOST = 64;

/** What was worked out of measures, kept until one of them, the profile, or what is known at the instant changes. */
export type Keep<T> = (
  context: QuestionContext,
  of: {
    /** What it is worked out of; another object where that changes. */
    holder: WeakKey;
    key: string;
    /** The indicators whose reports change it. */
    over: () => Iterable<HeldIndicator>;
  },
  make: () => T,
) => T;

/** A place to keep one kind of thing that is worked out of measures, so that a frame does not do it again. */
export function keeper<T>(): Keep<T> {
  const made = new WeakMap<WeakKey, { profile: Profile; byKey: Map<string, Stretch & { value: T }> }>();
  return (context, { holder, key, over }, make) => {
    const { at, profile } = context;
    let own = made.get(holder);
    if (own?.profile !== profile) made.set(holder, (own = { profile, byKey: new Map() }));
    const last = own.byKey.get(key);
    if (last !== undefined && last.from <= at && at < last.until) return last.value;
    const value = make();
    own.byKey.delete(key);
    own.byKey.set(key, { ...stretchOf(over(), at, profile.city.timeZone), value });
    for (const oldest of own.byKey.keys()) {
      if (own.byKey.size <= MOST) break;
      own.byKey.delete(oldest);
    }
    return value;
  };
}
