import { adjusted } from '../../alerts/detect/fdr.ts';
import { changeOf } from '../../contract/change.ts';
import { DateTime } from 'luxon';
import { CitywallError } from '../../contract/errors.ts';
import { startOfDay, localDate } from '../../contract/calendar.ts';
import type { Indicator, Profile } from '../../contract/profile.ts';
import { questions, type Data, type Params } from '../../contract/questions/index.ts';
import { measures, type HeldMeasures } from '../../store/things.ts';
import { dailyUsual, type DailyUsual } from './daily-usual.ts';
import { heldOf, keeper, type HeldIndicator } from './held-readings.ts';
import { indicatorOf } from './indicator.ts';
import { daysAfter } from './indicator-periods.ts';
import { CITY, indicatorRow, readingsAt } from './indicator-rows.ts';
import type { Reading } from './indicator-series.ts';
import type { Question, QuestionContext } from '../question.ts';
import { daysBehind, reportingOf, type Reporting } from './reporting.ts';
import { bandOf } from '../usual.ts';

type Row = Data<'daily'>['rows'][number];
/** What holds from midnight to midnight, and what the very instant decides. */
interface Kept {
  row: Omit<Row, 'behind' | 'stands' | 'state' | 'reason'>;
  reporting: Reporting | null;
  /** Null where too little is known. */
  thought: DailyUsual | null;
}

/** How a value stands by itself: out of its usual band, where it is; `p` is after control of all that are looked at together. */
function standing(
  { direction }: Indicator,
  { row: { value, usual }, thought }: Kept,
  p: number,
  rate: number,
): Row['stands'] {
  if (value === null || usual === null || thought === null) return 'unknown';
  if ((value >= usual.low && value <= usual.high) || p > rate) return 'usual';
  if (direction === 'band') return 'outside';
  return value > usual.high === (direction === 'higher') ? 'better' : 'worse';
}

function workOut(context: QuestionContext, held: HeldIndicator, indicator: Indicator, days: number): Kept {
  const { at, profile, lookup } = context;
  const { territory, timeZone } = profile.city;
  const { usual } = profile.rules;
  const readings = readingsAt(context, held, indicator, { subject: CITY, territory }).filter(
    (r) => r.period.kind === 'day',
  );
  const byDay = new Map(readings.map((r): [string, Reading] => [r.period.to, r]));
  const newest = readings.reduce<Reading | null>(
    (last, r) => (last === null || r.period.to > last.period.to ? r : last),
    null,
  );
  const on = (back: number): Reading | undefined =>
    newest === null ? undefined : byDay.get(daysAfter(newest.period.to, -back));
  const against = (other: Reading | undefined): Row['before'] =>
    newest === null || other === undefined
      ? null
      : { period: other.period.text, value: other.value, ...changeOf(indicator, other.value, newest.value) };
  const usualOf = (day: string): Row['usual'] => {
    const weeks = Array.from({ length: usual.weeks }, (_, i) => byDay.get(daysAfter(day, -7 * (i + 1))));
    return bandOf(
      weeks.flatMap((same) => same?.value ?? []),
      usual,
    );
  };
  const yesterday = localDate(
    DateTime.fromMillis(startOfDay(at, timeZone), { zone: timeZone }).minus({ days: 1 }).toMillis(),
    timeZone,
  );
  const last = newest !== null && newest.period.to > yesterday ? newest.period.to : yesterday;
  const source = lookup.source(indicator.source);
  return {
    thought: dailyUsual(
      indicator,
      [...byDay.values()].sort((a, b) => (a.period.to < b.period.to ? -1 : 1)),
      profile.city,
    ),
    reporting:
      source === undefined ? null : reportingOf(indicator, source, readings, { at, timeZone }, usual),
    row: {
      indicator: indicator.id,
      period: newest?.period.text ?? null,
      value: newest?.value ?? null,
      status: newest?.status ?? null,
      provenance: newest?.provenance ?? null,
      reportedAt: newest?.reportedAt ?? null,
      before: against(on(1)),
      weekAgo: against(on(7)),
      usual: newest === null ? null : usualOf(newest.period.to),
      history: Array.from({ length: days }, (_, i) => {
        const period = daysAfter(last, i + 1 - days);
        return { period, value: byDay.get(period)?.value ?? null, usual: usualOf(period) };
      }),
    },
  };
}

const keep = keeper<Kept>();
const URGENCY: Record<Row['stands'], number> = { worse: 0, outside: 1, better: 2, usual: 3, unknown: 3 };

/** Indicators of some fields, or named, that come every day. Throws `question-params` for what the profile lacks. */
function asked(context: QuestionContext, { fields, indicators }: Partial<Params<'daily'>>): Indicator[] {
  const known = context.profile.indicators;
  fields?.forEach((field, i) => {
    if (known.fields.some(({ id }) => id === field)) return;
    throw new CitywallError('question-params', {
      what: `fields.${i}: the city profile has no field "${field}"`,
      where: `fields.${i}`,
      hint: 'Name fields in indicators.json.',
    });
  });
  indicators?.forEach((code, i) => {
    if (indicatorOf(context, code, `indicators.${i}`).frequency === 'day') return;
    throw new CitywallError('question-params', {
      what: `indicators.${i}: "${code}" does not come every day`,
      where: `indicators.${i}`,
      hint: 'Name indicators whose frequency is day.',
    });
  });
  return known.indicators.filter(
    (one) =>
      one.frequency === 'day' &&
      (indicators?.includes(one.id) ?? one.level === 'city') &&
      (fields?.includes(one.field) ?? true),
  );
}

/** One daily indicator and what is to be thought of it, among all that the city looks at every day. */
export interface DailyRow extends Omit<Row, 'state' | 'reason'> {
  /** Null where too little is known, or nothing came. */
  thought: DailyUsual | null;
  /** The least share of chance among those marked with it, were it marked: small is unusual. */
  p: number;
}

/** The rate that daily measures are marked at: that of the rule that watches one, the most watchful of them; else that of places. */
function rateOf({ alerts, rules }: Profile, { id, field, level }: Indicator): number {
  const rates = alerts.rules.flatMap(({ on, watch }) =>
    on &&
    watch.detector === 'daily' &&
    (watch.indicators?.includes(id) ?? level === 'city') &&
    (watch.fields?.includes(field) ?? true)
      ? [watch.falseDiscovery]
      : [],
  );
  return rates.length === 0 ? rules.usual.chance : Math.max(...rates);
}

/**
 * Daily indicators as rows, the most urgent first. Which of them is unusual is judged among all of the city that come every day,
 * whichever are asked for: a board and a rule that look at some of them say the same. How it stands against a plan is another
 * thing, which a rule of what is unusual need not work out: it takes a forecast.
 */
export function dailyRows(
  context: QuestionContext,
  all: HeldMeasures,
  params: Partial<Params<'daily'>>,
): DailyRow[] {
  const days = params.days ?? questions.daily.params.parse({}).days;
  const wanted = asked(context, params);
  const family = [...new Set([...asked(context, {}), ...wanted])];
  const worked = family.map((indicator) => {
    const held = heldOf(all, indicator.id);
    const key = `${indicator.id} ${days}`;
    const kept = keep(context, { holder: held, key, over: () => [held] }, () =>
      workOut(context, held, indicator, days),
    );
    return { indicator, kept };
  });
  const tested = worked.filter(({ kept }) => kept.thought !== null);
  const ps = adjusted(tested.map(({ kept }) => kept.thought?.p ?? 1));
  const pOf = new Map(tested.map(({ indicator }, i) => [indicator, ps[i] ?? 1]));
  const own = new Set(wanted);
  return worked
    .filter(({ indicator }) => own.has(indicator))
    .map(({ indicator, kept }): DailyRow => {
      const { row, reporting, thought } = kept;
      const p = pOf.get(indicator) ?? 1;
      const stands = standing(indicator, kept, p, rateOf(context.profile, indicator));
      return {
        ...row,
        stands,
        behind: reporting === null ? 0 : daysBehind(reporting, context.at),
        thought,
        p,
      };
    })
    .sort((a, b) => URGENCY[a.stands] - URGENCY[b.stands] || (URGENCY[a.stands] < 3 ? a.p - b.p : 0));
}

/** Indicators that come every day, day on day. As fresh as the sources they come from. */
export const daily: Question<'daily'> = {
  sources: (context, params) => [...new Set(asked(context, params).map(({ source }) => source))],
  answer(context, params) {
    const all = measures(context.cache);
    if (all.size === 0) return null;
    const rows = dailyRows(context, all, params).map(({ p: _, thought: __, ...row }): Row => {
      const { state, reason } = indicatorRow(context, all, indicatorOf(context, row.indicator));
      return { ...row, ...{ state, reason } };
    });
    return { rows };
  },
};
