import type { Data } from '../../../sync/contract/questions/index.ts';
import type { IndicatorRow } from '../../../sync/contract/questions/indicators.ts';
import { periodWords } from '../../locales/index.ts';
import { amount } from '../indicators/amount.ts';
import { chanceShare } from '../indicators/chance.ts';
import { noForecast, worseThanSimple } from '../indicators/forecast-words.ts';
import { periodOf } from '../../ui/period.ts';
import type { By } from '../model.ts';
import type { Cell, Table, TableRow } from './model.ts';

type One = Data<'indicator'>;

/** What is expected of the year and by whom: the forecast, its chance, how good its method was; what others expect; what is assumed. */
export function forecastOf(data: One, by: By): Table {
  const { say } = by;
  return {
    columns: [
      { key: 'what', title: '', em: 10, spare: 0 },
      { key: 'said', title: '', em: 18, wide: true, spare: 0 },
    ],
    rows: [...ours(data, by), ...waiting(data, by), ...theirs(data, by)],
    ...{ more: 0, dated: true },
    aside: [],
    none: say('content.empty'),
  };
}

const fact = (key: string, what: string, said: Cell): TableRow => ({
  key,
  target: null,
  cells: { what: { text: what, quiet: true }, said },
});

function ours({ row }: One, by: By): TableRow[] {
  const { names, say, format } = by;
  const { forecast, chance, plan } = row;
  const value = (n: number): string => amount(n, row.indicator, names, format);
  if (!forecast.ok)
    return [
      fact('forecast', say('table.noForecast'), { text: noForecast(forecast, say, format) }),
      ...known(row, value, by),
    ];
  const { mean, low, high, error, period } = forecast;
  return [
    fact('forecast', say('table.ahead', { period: periodOf(period, row.indicator, by) }), {
      text: value(mean),
      under: `${format.range(value(low), value(high))} (80%)`,
    }),
    ...(chance === null || plan === null
      ? []
      : [
          fact('chance', say('table.chance'), {
            text: chanceShare(chance, say, format),
            under: say('table.planned', { value: value(plan.value) }),
          }),
        ]),
    fact('held', say('table.held'), {
      text: say('table.heldOf', {
        share: format.percent(error.coverage, 0),
        n: format.count(error.origins),
      }),
      ...(worseThanSimple(forecast) ? { under: say('indicators.forecast.worse') } : {}),
    }),
  ];
}

/** What there is where nothing is forecast: the newest value, its plan and what should be reached by now, the same period. */
function known(row: IndicatorRow, value: (n: number) => string, by: By): TableRow[] {
  const { say } = by;
  const { period, plan, expected, samePeriod } = row;
  const rows: [string, string, number | null, string][] = [
    ['value', say('table.newest'), row.value, period === null ? '' : periodOf(period, row.indicator, by)],
    ['plan', say('table.plan'), plan?.value ?? null, plan === null ? '' : say(`whose.${plan.whose}`)],
    ['expected', say('figure.expected'), expected === plan?.value ? null : expected, ''],
    [
      'same',
      say('series.samePeriod'),
      samePeriod?.value ?? null,
      samePeriod === null ? '' : periodOf(samePeriod.period, row.indicator, by),
    ],
  ];
  return rows.flatMap(([key, what, n, under]) =>
    n === null ? [] : [fact(key, what, { text: value(n), ...(under === '' ? {} : { under }) })],
  );
}

/** Periods that are over and whose values have not come. */
function waiting({ row, course }: One, by: By): TableRow[] {
  const late = course?.points.filter((p) => p.late && p.forecast !== null) ?? [];
  if (late.length === 0) return [];
  const periods = late.map(({ period }) => periodOf(period, row.indicator, by)).join(', ');
  return [fact('wait', by.say('table.wait'), { text: by.say('table.waitOf', { periods }) })];
}

function theirs({ row, outside, scenario }: One, { names, say, format }: By): TableRow[] {
  const value = (n: number): string => amount(n, row.indicator, names, format);
  return [
    ...outside.map((one) =>
      fact(`outside ${one.period}`, say('table.outside'), {
        text: `${value(one.value)} · ${periodWords(one.period, say)}`,
        under: [one.source, format.date(one.reportedAt), one.provenance === 'demo' ? say('demoShort') : '']
          .filter((text) => text !== '')
          .join(' · '),
      }),
    ),
    ...(scenario === null
      ? []
      : [
          fact('scenario', say('table.scenario'), {
            text: `${value(scenario.value)} · ${say('period.year', { year: String(scenario.year) })}`,
            under: [scenario.note, format.date(scenario.givenAt)].filter((text) => text !== '').join(' · '),
          }),
        ]),
  ];
}
