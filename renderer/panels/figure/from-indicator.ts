import { boardAt, unitAt } from '../../../sync/contract/place.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { IndicatorRow } from '../../../sync/contract/questions/indicators.ts';
import { amount, measureOf } from '../indicators/amount.ts';
import { chanceShare } from '../indicators/chance.ts';
import { endWords, worseThanSimple } from '../indicators/forecast-words.ts';
import { pressing } from '../../ui/states.ts';
import { basis, finding } from '../indicators/note.ts';
import { progressOf } from '../indicators/progress.ts';
import type { By } from '../model.ts';
import type { Fact, Figure, Note } from './figure.ts';
import { movedNote } from './moved.ts';
import { periodOf } from '../../ui/period.ts';

/** One indicator's newest value: how it stands, against its plan and the same period, and where it is from. */
export function fromIndicator({ row }: Data<'indicator'>, by: By): Figure {
  const { names, say, format } = by;
  const known = names.find.indicator(row.indicator);
  const direction = known?.direction ?? 'higher';
  const { state } = row;
  const short = pressing(state) !== undefined;
  const bar = progressOf(row);
  const elsewhere =
    row.territory === null || row.territory === names.profile.city.territory
      ? ''
      : names.territory(row.territory);
  return {
    aside: [basis(row, by), elsewhere],
    value: row.value,
    write: (value) => format.fixed(value, known?.decimals ?? 1),
    measure: measureOf(row.indicator, names),
    open: row.status !== null && row.status !== 'official',
    notes: [
      { text: say(`stateFull.${state}`), mark: state },
      { text: finding(row, names, say, format) },
      ...sameNotes(row, by),
    ],
    bar: bar.share === null ? null : { ...bar, ...(direction === 'lower' && short ? { beyond: state } : {}) },
    facts: factsOf(row, by),
    chart: null,
    stamp: row.provenance === 'demo' ? say('demoShort') : '',
    to: boardAt('indicator', { subject: row.indicator }),
  };
}

/** The change on the same period a year earlier, and whether it is good. */
function sameNotes({ samePeriod: same, indicator }: IndicatorRow, by: By): Note[] {
  if (same === null) return [];
  const { say, format, names } = by;
  const moved = same.change ?? same.points;
  if (moved === null) return [];
  const change = same.change === null ? format.signed(moved, 2) : format.change(moved);
  const text = say(same.change === null ? 'indicators.points' : 'indicators.samePeriod', { change });
  // What is too little to be written, without a sign, is no movement.
  const seen = /^[+−]/.test(change) ? moved : 0;
  return [movedNote(text, seen, names.find.indicator(indicator)?.direction ?? 'band', by)];
}

/** What is expected of the year's end and whether it meets the plan; a method that is no better than the simplest says so. */
function aheadFacts(
  { indicator, forecast, chance }: IndicatorRow,
  { names, say, format }: Pick<By, 'names' | 'say' | 'format'>,
): Fact[] {
  if (!forecast.ok) return [];
  const value = (n: number): string => amount(n, indicator, names, format);
  const range = format.range(value(forecast.low), value(forecast.high));
  const worse = worseThanSimple(forecast) ? ` · ${say('indicators.forecast.worse')}` : '';
  const ahead = { key: 'forecast', name: endWords(forecast, say), value: range + worse };
  return chance === null
    ? [ahead]
    : [ahead, { key: 'chance', name: say('table.chance'), value: chanceShare(chance, say, format) }];
}

const PLAN_NAMES = {
  plan: { year: 'figure.planYear', other: 'figure.plan' },
  ceiling: { year: 'figure.ceilingYear', other: 'figure.ceiling' },
} as const;

function factsOf(row: IndicatorRow, { names, say, format }: By): Fact[] {
  const value = (n: number): string => amount(n, row.indicator, names, format);
  const { plan, expected, progress, samePeriod } = row;
  const lower = names.find.indicator(row.indicator)?.direction === 'lower';
  const fact = (key: string, name: string, value: string): Fact[] =>
    value === '' ? [] : [{ key, name, value }];
  return [
    ...(plan === null
      ? []
      : fact(
          'plan',
          say(PLAN_NAMES[lower ? 'ceiling' : 'plan'][plan.basis === 'year' ? 'year' : 'other'], {
            whose: say(`whose.${plan.whose}`),
          }),
          value(plan.value),
        )),
    ...fact(
      'progress',
      say('figure.progress'),
      progress === null || plan === null || lower ? '' : format.percent(progress),
    ),
    ...aheadFacts(row, { names, say, format }),
    ...fact('expected', say('figure.expected'), expected === null ? '' : value(expected)),
    ...(samePeriod === null
      ? []
      : fact(
          'same',
          say('figure.same', { period: periodOf(samePeriod.period, row.indicator, { names, say }) }),
          value(samePeriod.value),
        )),
    { key: 'lead', name: say('table.lead'), value: names.unit(row.lead), to: unitAt(row.lead) },
    ...fact('source', say('table.published'), row.source),
  ];
}
