import type { Data } from '../../../sync/contract/questions/index.ts';
import { periodWords } from '../../locales/index.ts';
import { amount } from '../indicators/amount.ts';
import type { By } from '../model.ts';
import type { Series } from './series.ts';

/**
 * One indicator period by period: its values, what is not official yet drawn open; the plan as steps, the same period a
 * year earlier quieter. Old and new territory are parted where one gives way to the other.
 */
export function fromIndicator(data: Data<'indicator'>, { names, say, format }: By): Series {
  const { series, seams, rhythm, row } = data;
  const known = names.find.indicator(row.indicator);
  const decimals = known?.decimals ?? 1;
  const at = (date: string): number =>
    series.findIndex((p) => p.reportedAt > 0 && p.period >= date.slice(0, p.period.length));
  // What begins anew each year is no line: it would fall every January.
  const anew = series.some((p, i) => {
    const before = series[i - 1];
    return (
      before !== undefined &&
      before.period.slice(0, 4) !== p.period.slice(0, 4) &&
      p.plan !== null &&
      p.plan < (before.plan ?? 0) * 0.6
    );
  });
  const columns = (known?.accumulates === true && rhythm !== 'day') || rhythm === 'cumulative' || anew;
  const lines: Series['lines'] = [
    {
      id: 'main',
      name: say('series.value'),
      values: series.map((p) => p.value),
      form: columns ? 'columns' : 'line',
    },
    ...(series.some((p) => p.samePeriod !== null)
      ? [
          {
            id: 'same' as const,
            name: say('series.same'),
            values: series.map((p) => p.samePeriod?.value ?? null),
            form: 'line' as const,
          },
        ]
      : []),
    ...(series.some((p) => p.plan !== null)
      ? [
          {
            id: 'plan' as const,
            name: say('table.plan'),
            values: series.map((p) => p.plan),
            form: 'steps' as const,
          },
        ]
      : []),
  ];
  const demo = series.some((p) => p.provenance === 'demo');
  return {
    labels: series.map((p) => periodWords(p.period, say, true)),
    lines,
    band: null,
    open: series.map((p) => p.status !== 'official'),
    off: series.map(() => false),
    seams: seams.map((seam) => ({
      at: at(seam.date),
      text: say('series.territory', { day: seam.date.split('-').reverse().join('/') }),
    })),
    unit: names.measure(row.indicator),
    zero: columns,
    write: (value) => format.decimal(value, decimals),
    targets: series.map(() => ({ to: 'board', board: 'indicator', subject: row.indicator })),
    titles: series.map(
      (p) =>
        `${periodWords(p.period, say)}: ${amount(p.value, row.indicator, names, format)}, ${say(`status.${p.status}`)}`,
    ),
    aside: [say(`rhythm.${rhythm}`), ...(demo ? [say('demoShort')] : [])],
    openWords: say('series.provisional'),
  };
}
