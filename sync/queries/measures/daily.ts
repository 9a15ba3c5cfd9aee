import { changeOf } from '../../contract/change.ts';
import { DateTime } from 'luxon';
import { CitywallError } from '../../contract/errors.ts';
import { startOfDay, localDate } from '../../contract/calendar.ts';
import type { Indicator } from '../../contract/profile.ts';
import { questions, type Data, type Params } from '../../contract/questions/index.ts';
import { measures, type HeldMeasures } from '../../store/things.ts';
import { chanceBeyond, mean } from '../chance.ts';
import { heldOf, keeper, type HeldIndicator } from './held-readings.ts';
import { indicatorOf } from './indicator.ts';
import { daysAfter } from './indicator-periods.ts';
import { CITY, readingsAt } from './indicator-rows.ts';
import type { Reading } from './indicator-series.ts';
import type { Question, QuestionContext } from '../question.ts';
import { daysBehind, reportingOf, type Reporting } from './reporting.ts';
import { bandOf } from '../usual.ts';

type Row = Data<'daily'>['rows'][number];
/** What holds from midnight to midnight, and what the very instant decides. */
interface Kept {
  row: Omit<Row, 'behind'>;
  reporting: Reporting | null;
  /** The probability that chance brings as much; 1 where it is not known. */
  chance: number;
}

/** The least a day's value scatters: a count as chance has it, anything else by its last decimal. */
function leastScatter(indicator: Indicator, usual: number): number {
  if (indicator.accumulates && indicator.decimals === 0) return Math.sqrt(Math.max(0.5, usual));
  return 10 ** -indicator.decimals / 2;
}

function standing(
  indicator: Indicator,
  value: number,
  band: Row['usual'],
  chance: number,
  rules: { chance: number },
): Row['stands'] {
  if (band === null) return 'unknown';
  if ((value >= band.low && value <= band.high) || chance >= rules.chance) return 'usual';
  if (indicator.direction === 'band') return 'outside';
  return value > band.high === (indicator.direction === 'higher') ? 'better' : 'worse';
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
  const weeks = Array.from({ length: usual.weeks }, (_, i) => on(7 * (i + 1))?.value ?? []).flat();
  const band = bandOf(weeks, usual);
  const chance =
    newest === null || band === null
      ? 1
      : chanceBeyond(newest.value, weeks, leastScatter(indicator, mean(weeks)));
  const yesterday = localDate(
    DateTime.fromMillis(startOfDay(at, timeZone), { zone: timeZone }).minus({ days: 1 }).toMillis(),
    timeZone,
  );
  const last = newest !== null && newest.period.to > yesterday ? newest.period.to : yesterday;
  const source = lookup.source(indicator.source);
  return {
    chance,
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
      usual: band,
      stands: newest === null ? 'unknown' : standing(indicator, newest.value, band, chance, usual),
      history: Array.from({ length: days }, (_, i) => {
        const period = daysAfter(last, i + 1 - days);
        return { period, value: byDay.get(period)?.value ?? null };
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

/** Daily indicators as rows with the probability of what stands out, the most urgent first. */
export function dailyRows(
  context: QuestionContext,
  all: HeldMeasures,
  params: Partial<Params<'daily'>>,
): (Row & { chance: number })[] {
  const days = params.days ?? questions.daily.params.parse({}).days;
  return asked(context, params)
    .map((indicator) => {
      const held = heldOf(all, indicator.id);
      const key = `${indicator.id} ${days}`;
      const { row, reporting, chance } = keep(context, { holder: held, key, over: () => [held] }, () =>
        workOut(context, held, indicator, days),
      );
      return { ...row, behind: reporting === null ? 0 : daysBehind(reporting, context.at), chance };
    })
    .sort(
      (a, b) => URGENCY[a.stands] - URGENCY[b.stands] || (URGENCY[a.stands] < 3 ? a.chance - b.chance : 0),
    );
}

/** Indicators that come every day, day on day. As fresh as the sources they come from. */
export const daily: Question<'daily'> = {
  sources: (context, params) => [...new Set(asked(context, params).map(({ source }) => source))],
  answer(context, params) {
    const all = measures(context.cache);
    if (all.size === 0) return null;
    return { rows: dailyRows(context, all, params).map(({ chance: _, ...row }) => row) };
  },
};
