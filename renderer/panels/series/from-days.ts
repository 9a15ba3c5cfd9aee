import { casesOf, type Place } from '../../../sync/contract/place.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { Line, Look, Point } from '../../charts/time.ts';
import type { By } from '../model.ts';
import { serviceOf } from '../props.ts';
import { whoseOf } from '../whose.ts';
import { dayMonthOf, dayTicks } from './day-ticks.ts';
import { usualWords } from './from-today.ts';
import type { Draw, Series } from './series.ts';
import { dayLike, turnNotes } from './turn-notes.ts';

type Row = Data<'days'>['rows'][number];

/** Days: what came in against the usual, and what was done. The day that is not over stands apart. */
export function fromDays({ rows, seams }: Data<'days'>, by: By, draw: Draw): Series {
  const { panel, names, say, format, asOf, day = null } = by;
  const when = format.time(asOf);
  const soFar = day === null ? say('series.today', { when }) : say('series.dayTo', { day, when });
  const service = serviceOf(panel, names);
  const last = rows.length - 1;
  const now = rows[last];
  const pointsOf = (of: 'opened' | 'closed'): (Point | null)[] =>
    rows.map((row, i) => {
      if (!row.known) return null;
      return i === last ? { value: row[of], open: true, parted: true } : { value: row[of] };
    });
  const columns = draw === 'columns';
  const opened: Line = {
    ...{ key: 'opened', name: say('series.opened'), tone: 'main', as: columns ? 'columns' : 'line' },
    ...{ points: pointsOf('opened'), told: true },
  };
  const closed: Line = {
    ...{ key: 'closed', name: say('series.closed'), tone: 'second', as: 'line' },
    ...{ points: pointsOf('closed'), told: true },
  };
  const looks: (Look | false)[] = [
    { look: columns ? 'hatched' : 'open', text: soFar },
    rows.some(({ usual }) => usual !== null) && { look: 'band', text: say('series.usual') },
    rows.some(({ worked }) => !worked) && { look: 'shaded', text: say('calendar.off') },
  ];
  const above = now !== undefined && now.known && now.unusual;
  const dates = rows.map(({ date }) => date);
  return {
    aside: [say('series.days', { n: rows.length })],
    state: above ? { mark: 'above', word: say('today.unusual') } : null,
    chart: {
      steps: rows.map((row, i) => ({
        ...{ key: row.date, title: titleOf(row, by), shaded: !row.worked },
        to: row.known ? openedOn(row, rows[i + 1], service, by) : null,
      })),
      ticks: dayTicks(dates, day ?? say('series.now'), say),
      unit: say('series.perDay', { noun: names.noun(service) }),
      write: format.decimal,
      ...{ whole: true, zero: true, smooth: false },
      // Of a day that is not over the usual is of as many hours: it stands apart, as the day does.
      band: rows.map(({ usual, known }, i) =>
        !known || usual === null ? null : i === last ? { ...usual, parted: true } : usual,
      ),
      // Columns would hide a line that is drawn before them.
      lines: columns ? [opened, closed] : [closed, opened],
      seams: seams.flatMap((date) => {
        const i = dates.indexOf(date);
        return i < 0
          ? []
          : [
              {
                at: i - 0.5,
                text: say('series.seamUnits', { date: dayMonthOf(date) }),
                brief: dayMonthOf(date),
              },
            ];
      }),
      notes: turnNotes(opened.points, {
        season: rows.map(({ date, worked }) => dayLike(date, worked)),
        counted: true,
        when: (at) => dayMonthOf(dates[at] ?? ''),
        say,
      }),
      looks: looks.filter((look) => look !== false),
      stamp: '',
    },
    none: say('categories.none'),
  };
}

function titleOf(row: Row, by: By): string {
  const { say, format } = by;
  const usual = row.usual === null ? [] : [usualWords(row.usual, by)];
  const told = [
    `${format.count(row.opened)} ${say('series.opened')}`,
    `${format.count(row.closed)} ${say('series.closed')}`,
    ...usual,
  ];
  return `${dayMonthOf(row.date)}: ${told.join(', ')}`;
}

/** The cases that were opened on a day. */
function openedOn(row: Row, next: Row | undefined, service: string, { panel }: By): Place {
  const until = next === undefined ? {} : { until: next.start - 1 };
  return casesOf({ service, ...whoseOf(panel), since: row.start, ...until });
}
