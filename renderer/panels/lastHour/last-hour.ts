import type { AlertState, Severity } from '../../../sync/contract/alerts.ts';
import { MINUTE } from '../../../sync/contract/instants.ts';
import { alertAt, alertsOf, casesOf, type Place } from '../../../sync/contract/place.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import { UNKNOWN } from '../../../sync/contract/questions/cases.ts';
import { subjectWords } from '../../ui/alert-words.ts';
import { telling } from '../alerts/about.ts';
import { ruleName } from '../alerts/rule-name.ts';
import type { By } from '../model.ts';

type Answered = Data<'lastHour'>;
type What = Answered['rows'][number]['what'];

/** Something that happened to an alert, all words ready. */
export interface Happened {
  key: string;
  when: string;
  /** The sign of what it came to. */
  state: AlertState;
  severity: Severity;
  word: string;
  what: string;
  to: Place;
}

/** A figure against what is usual in the same stretch of time. */
export interface MovedFigure {
  key: string;
  name: string;
  count: string;
  /** Empty where nothing is. */
  usual: string;
  /** How many times the usual; empty where nothing is usual. */
  times: string;
  /** Of the longest bar of all: how much there is, and how much is usual. */
  share: number;
  tick: number | null;
  to: Place;
}

export interface LastHour {
  since: string;
  /** How many were raised and cleared; empty where none was. */
  raised: string;
  cleared: string;
  rows: readonly Happened[];
  /** Which figures are meant, and of when where that is another hour than that of the alerts. */
  movedIn: string;
  moved: readonly MovedFigure[];
}

const CAME_TO: Readonly<Record<What, AlertState>> = {
  raised: 'new',
  cleared: 'returned',
  acknowledged: 'acknowledged',
};

/** What was raised and waits for somebody stands in the list of what is to be dealt with: here it is only counted. */
const waits = ({ what, row: { state } }: Answered['rows'][number]): boolean =>
  what === 'raised' && state === 'new';

/** What of one group happened alike and one after the other is told as one, of the newest's instant. */
function together(rows: Answered['rows']): Answered['rows'][] {
  const found: Answered['rows'][] = [];
  for (const row of rows) {
    const last = found.at(-1);
    const [first] = last ?? [];
    if (first !== undefined && first.what === row.what && first.row.group === row.row.group) last?.push(row);
    else found.push([row]);
  }
  return found;
}

function happened(rows: Answered['rows'], by: By): Happened[] {
  const [first] = rows;
  if (first === undefined) return [];
  const { at, what, row } = first;
  const { names, say, format, asOf } = by;
  const rule = ruleName(row.rule, names);
  const about =
    rows.length > 1
      ? say('lastHour.several', { rule, n: format.count(rows.length) })
      : telling(row.subject)
        ? subjectWords(row.subject, by)
        : rule;
  return [
    {
      key: `${at} ${what} ${row.alert}`,
      when: format.moment(at, asOf),
      state: CAME_TO[what],
      severity: row.severity,
      word: say(`lastHour.what.${what}`),
      what: about,
      to: rows.length > 1 ? alertsOf({ rule: row.rule }) : alertAt(row.alert),
    },
  ];
}

function moved(
  { service, category, count, usual, ratio }: Answered['moved'][number],
  most: number,
  { since, by }: { since: number; by: By },
): MovedFigure {
  const { names, say, format } = by;
  const of = category === null || category === UNKNOWN ? {} : { category };
  return {
    key: `${service} ${category ?? ''}`,
    name: category === null ? names.serviceShort(service) : names.category(service, category),
    count: format.count(count),
    usual:
      usual > 0
        ? say('lastHour.usual', { n: format.decimal(usual, usual < 10 ? 1 : 0) })
        : say('lastHour.usuallyNone'),
    times: ratio === null || usual <= 0 ? '' : say('lastHour.times', { ratio: format.ratio(ratio) }),
    share: most > 0 ? count / most : 0,
    tick: usual > 0 ? usual / most : null,
    to: casesOf({ service, ...of, since }),
  };
}

/** The last hour in words: how many were raised and cleared, what became of those of them that wait no more, the newest first, and which figures are furthest from their usual. */
export function fromLastHour(data: Answered, by: By): LastHour {
  const { say, format, asOf } = by;
  const most = Math.max(0, ...data.moved.map(({ count, usual }) => Math.max(count, usual)));
  return {
    since: say('lastHour.since', { when: format.moment(data.since, asOf) }),
    raised: data.raised === 0 ? '' : say('lastHour.raised', { n: format.count(data.raised) }),
    cleared: data.cleared === 0 ? '' : say('lastHour.cleared', { n: format.count(data.cleared) }),
    rows: together(data.rows.filter((one) => !waits(one))).flatMap((rows) => happened(rows, by)),
    movedIn:
      Math.abs(data.since - data.movedSince) < MINUTE
        ? say('lastHour.moved')
        : say('lastHour.movedIn', {
            from: format.moment(data.movedSince, asOf),
            to: format.moment(asOf, asOf),
          }),
    moved: data.moved.map((one) => moved(one, most, { since: data.movedSince, by })),
  };
}
