import { isWorkedDay } from '../../../sync/contract/calendar.ts';
import { boardAt } from '../../../sync/contract/place.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { Look, Point } from '../../charts/time.ts';
import { periodWords } from '../../locales/index.ts';
import { amount } from '../indicators/amount.ts';
import type { By } from '../model.ts';
import { dayStanding, deviation, deviationWords } from '../standing.ts';
import { dayMonthOf, dayTicks } from './day-ticks.ts';
import type { Series } from './series.ts';
import { dayLike, turnNotes } from './turn-notes.ts';

/** The first indicator of the answer day by day, which is the one that stands out most; its newest day against its usual. */
export function fromDaily({ rows: [row] }: Data<'daily'>, by: By): Series {
  const { names, say, format } = by;
  if (row === undefined) return nothing(by);
  const known = names.find.indicator(row.indicator);
  const decimals = known?.decimals ?? 1;
  const days = row.history;
  const newest = days.findLastIndex(({ period }) => period === row.period);
  const open = row.status !== null && row.status !== 'official';
  const points = days.map(({ value }, i): Point | null =>
    value === null ? null : { value, ...(i === newest && open ? { open: true } : {}) },
  );
  const { usual } = row;
  const range =
    usual === null ? '' : format.range(format.fixed(usual.low, decimals), format.fixed(usual.high, decimals));
  const off = (day: string): boolean => !isWorkedDay(day, names.profile.city.calendar);
  const looks: (Look | false)[] = [
    open && { look: 'open', text: say('series.estimated') },
    range !== '' &&
      newest >= 0 && {
        look: 'band',
        text: say('series.usualOf', { range, day: dayMonthOf(row.period ?? '') }),
      },
    days.some(({ period }) => off(period)) && { look: 'shaded', text: say('calendar.off') },
  ];
  const mark = deviation(row.stands, row.value, usual);
  const last = days.at(-1)?.period ?? '';
  return {
    title: names.indicator(row.indicator),
    aside: [
      row.behind > 0 ? say('table.behind', { n: row.behind }) : '',
      dayStanding(row) === 'unclear' ? say('stands.unclear') : '',
    ],
    state: mark === undefined ? null : { mark, word: deviationWords(row, by) },
    chart: {
      steps: days.map(({ period, value }) => ({
        ...{ key: period, shaded: off(period) },
        title: `${periodWords(period, say)}: ${value === null ? say('dash') : amount(value, row.indicator, names, format)}`,
        to: value === null ? null : boardAt('indicator', { subject: row.indicator }),
      })),
      ticks: dayTicks(
        days.map(({ period }) => period),
        dayMonthOf(last),
        say,
      ),
      unit: names.measure(row.indicator),
      write: (value, given) => format.fixed(value, given ?? decimals),
      ...{ whole: known?.decimals === 0, zero: false, smooth: false },
      band: days.map((day) => day.usual),
      lines: [
        {
          ...{ key: row.indicator, name: say('series.newest'), tone: 'main', as: 'line', points },
          told: true,
        },
      ],
      seams: [],
      notes: turnNotes(points, {
        season: days.map(({ period }) => dayLike(period, !off(period))),
        counted: known?.decimals === 0,
        when: (at) => dayMonthOf(days[at]?.period ?? ''),
        say,
      }),
      looks: looks.filter((look) => look !== false),
      stamp: row.provenance === 'demo' ? say('demoShort') : '',
    },
    none: say('reason.noValue'),
  };
}

/** The answer names no indicator. */
function nothing({ say, format }: By): Series {
  return {
    aside: [],
    state: null,
    chart: {
      ...{ steps: [], ticks: [], unit: '', write: format.decimal, whole: false, zero: false, smooth: false },
      ...{ band: [], lines: [], seams: [], looks: [], stamp: '' },
    },
    none: say('reason.noValue'),
  };
}
