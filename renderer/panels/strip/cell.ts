import type { Panel } from '../../../sync/contract/boards.ts';
import { PANELS, type Options } from '../../../sync/contract/panels.ts';
import { casesOf, requestsOf, type Place } from '../../../sync/contract/place.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { Format, Say } from '../../locales/index.ts';
import { optionsOf } from '../props.ts';

/** The figure a service leads with. */
export type Lead = Options<'strip'>['leads'][string];

/** The board's choice for each service; today's count where it makes none, or one that is not known. */
export function leadsOf(panel: Panel): (service: string) => Lead {
  const { leads } = optionsOf(PANELS.strip.options, panel);
  return (service) => leads[service] ?? 'today';
}

/** One service's figure, what it is of, and the one thing to know beside it. */
export interface Cell {
  value: number;
  /** The whole that the figure is part of. */
  of: number | null;
  word: string;
  above: boolean;
  /** Past their time, in words; empty where none is. */
  late: string;
  /** How it goes, where nothing is late. */
  note: string;
  /** How far its source reaches, where that is not far enough: how late it is, and until when. */
  behind: { of: 'late' | 'stale'; word: string } | null;
}

/** The cases behind a figure of a service: those of today, those that wait, or all there ever were. */
export function casesBehind(service: string, lead: Lead, since: number): Place {
  if (lead === 'done') return casesOf({ service });
  return casesOf(lead === 'open' ? { service, state: 'open' } : { service, since });
}

type Row = Data<'strip'>['rows'][number];

/** The share on time, and over how long: 30 days, or since the service's first case where that is not so long ago. */
function onTimeOf({ onTime30, since30 }: Row, { say, format }: { say: Say; format: Format }): string {
  if (onTime30 === null) return '';
  const share = format.percent(onTime30);
  return since30 === null
    ? say('strip.onTime', { share })
    : say('strip.onTimeSince', { share, date: format.dayMonth(since30) });
}

/** A source that is silent for too long: its figures are of the instant it reached, and the word says so. */
function behindOf(
  { reach: { state, since } }: Row,
  { at, say, format }: { at: number; say: Say; format: Format },
): Cell['behind'] {
  if (state === 'live') return null;
  return {
    of: state,
    word: `${say(`fresh.${state}`)}, ${say('fresh.asOf', { when: format.reach(since, at) })}`,
  };
}

/**
 * Words for one row of the strip, whose service's name stands above them. `at` is the instant they are of, `worked` is whether its day is worked,
 * `day` is the day's date where it is not today.
 */
export function cellOf(
  row: Row,
  by: { lead: Lead; worked: boolean; at: number; day: string | null; say: Say; format: Format },
): Cell {
  const { say, format, day } = by;
  const ofDay = day === null ? say('strip.today') : say('strip.day', { day });
  const word = {
    today: ofDay,
    worked: by.worked ? ofDay : say('strip.offDay'),
    open: say('strip.open'),
    done: say('strip.done'),
  }[by.lead];
  const onTime = onTimeOf(row, by);
  const waiting = say('strip.waiting', { n: format.count(row.open) });
  const n = format.count(row.today);
  const told = day === null ? say('strip.new', { n }) : say('strip.newOn', { n, day });
  const fresh = row.today === 0 ? '' : told;
  const beside = {
    today: onTime || waiting,
    worked: onTime || waiting,
    open: fresh,
    done: waiting,
  }[by.lead];
  // What is late is all there is to say of a service; that nothing is late is not said.
  const late = row.overdue === 0 ? '' : say('strip.overdue', { n: format.count(row.overdue) });
  return {
    value: by.lead === 'open' ? row.open : by.lead === 'done' ? row.closed : row.today,
    of: by.lead === 'done' ? row.opened : null,
    word,
    above: by.lead === 'today' && row.unusual !== null,
    late,
    note: late === '' ? beside : '',
    behind: behindOf(row, by),
  };
}

/** What is asked of units and is not over, led by how many: what is late is all there is to say of it, else how many answers wait. */
export function requestsCell(
  { states, late }: Data<'requests'>,
  { say, format }: { say: Say; format: Format },
): Cell & { name: string; to: Place; toLate: Place } {
  const { asked, received, sentBack, answered } = states;
  return {
    name: say('requests.name'),
    value: asked + received + sentBack + answered,
    of: null,
    word: say('strip.open'),
    above: false,
    late: late === 0 ? '' : say('strip.overdue', { n: format.count(late) }),
    note: late > 0 || answered === 0 ? '' : `${format.count(answered)} ${say('table.request.wait')}`,
    // As fresh as the line, which is told of the whole strip.
    behind: null,
    to: requestsOf(),
    toLate: requestsOf({ state: 'late' }),
  };
}
