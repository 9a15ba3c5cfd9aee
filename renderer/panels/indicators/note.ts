import type { Indicator } from '../../../sync/contract/profile.ts';
import type { IndicatorRow } from '../../../sync/contract/questions/indicators.ts';
import type { Format, Say } from '../../locales/index.ts';
import type { Lookups } from '../../stores/index.ts';
import { pressing } from '../../ui/states.ts';
import { gap } from './amount.ts';
import { chanceWords } from './chance.ts';
import { periodOf } from '../../ui/period.ts';

type Plan = NonNullable<IndicatorRow['plan']>;

const PLAN_KEYS = {
  plan: { year: 'indicators.planYear', other: 'indicators.plan' },
  ceiling: { year: 'indicators.ceilingYear', other: 'indicators.ceiling' },
} as const;

/** What a plan is called where it stands beside a value: a ceiling where less is better. */
const planKey = ({ basis }: Pick<Plan, 'basis'>, known: Indicator | undefined) =>
  PLAN_KEYS[known?.direction === 'lower' ? 'ceiling' : 'plan'][basis === 'year' ? 'year' : 'other'];

/** What an indicator's value is held against: what it should have reached by now, or the plan itself. */
export function against(row: IndicatorRow, names: Lookups, say: Say, format: Format): string {
  const decimals = names.find.indicator(row.indicator)?.decimals ?? 1;
  if (row.plan === null) return '';
  if (row.expected !== null && Math.abs(row.expected - row.plan.value) > 10 ** -decimals / 2)
    return say('indicators.expected', { value: format.fixed(row.expected, decimals) });
  return say(planKey(row.plan, names.find.indicator(row.indicator)), {
    value: format.decimal(row.plan.value, decimals),
  });
}

/** The finding of an indicator: how short (or over, where lower is better), or why it stands as it does. `brief` leaves out what it is measured in. */
export function finding(row: IndicatorRow, names: Lookups, say: Say, format: Format, brief = false): string {
  const { shortfall, indicator, state } = row;
  const decimals = names.find.indicator(indicator)?.decimals ?? 1;
  const lower = names.find.indicator(indicator)?.direction === 'lower';
  // A shortfall that rounds to nothing is not said.
  if (shortfall === null || shortfall < 10 ** -decimals / 2 || pressing(state) === undefined)
    return say(`reason.${row.reason}`);
  const value = gap(shortfall, indicator, { names, say, format }, brief);
  if (row.reason === 'overLimit') return say('indicators.overLimit', { value });
  return say(lower ? 'indicators.over' : 'indicators.short', { value });
}

/** The chance of meeting the plan, where a forecast says it of one that needs watching. */
export function chanceNote(row: IndicatorRow, say: Say, format: Format): string {
  const watched = pressing(row.state) !== undefined;
  return row.chance === null || !watched ? '' : chanceWords(row.chance, say, format, true);
}

/** The change on the same period a year before, or nothing. */
export function change(row: Pick<IndicatorRow, 'samePeriod'>, say: Say, format: Format): string {
  const same = row.samePeriod;
  if (same === null) return '';
  if (same.change !== null) return say('indicators.samePeriod', { change: format.change(same.change) });
  return same.points === null ? '' : say('indicators.points', { change: format.signed(same.points) });
}

/** What the value is of: its period, and whether it is an estimate. */
export function basis(row: IndicatorRow, by: { names: Lookups; say: Say }): string {
  if (row.period === null) return '';
  const status = row.status === null || row.status === 'official' ? '' : ` ${by.say(`status.${row.status}`)}`;
  return periodOf(row.period, row.indicator, by) + status;
}
