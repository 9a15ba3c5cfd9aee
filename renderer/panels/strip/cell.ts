import type { Panel } from '../../../sync/contract/boards.ts';
import { PANELS, type Options } from '../../../sync/contract/panels.ts';
import { casesOf, type Place } from '../../../sync/contract/place.ts';
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

/** One service's figure, what it is of, and what to know beside it, the most important first. */
export interface Cell {
  value: number;
  /** The whole that the figure is part of. */
  of: number | null;
  word: string;
  above: boolean;
  /** Past their time, in words; empty where none is. */
  late: string;
  notes: { text: string }[];
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

const saysIt = (name: string, noun: string): boolean =>
  name.toLocaleLowerCase().includes(noun.toLocaleLowerCase());

/** Words for one row of the strip. `at` is the instant they are of, `worked` is whether its day is worked; `name` what stands above them, `noun` what one case is called. */
export function cellOf(
  row: Row,
  by: { lead: Lead; worked: boolean; name: string; noun: string; at: number; say: Say; format: Format },
): Cell {
  const { say, format } = by;
  // A name that has the word already does not need it twice: dossiers waiting under "Hồ sơ thủ tục".
  const noun = saysIt(by.name, by.noun) ? '' : by.noun;
  const off = by.lead === 'worked' && !by.worked;
  const word = {
    today: say(noun === '' ? 'strip.bare.today' : 'strip.today', { noun }),
    worked: say(
      off
        ? noun === ''
          ? 'strip.bare.offDay'
          : 'strip.offDay'
        : noun === ''
          ? 'strip.bare.today'
          : 'strip.today',
      { noun },
    ),
    open: say(noun === '' ? 'strip.bare.open' : 'strip.open', { noun }),
    done: say(noun === '' ? 'strip.bare.done' : 'strip.done', { noun }),
  }[by.lead];
  const onTime = onTimeOf(row, by);
  const waiting = say('strip.waiting', { n: format.count(row.open) });
  const fresh = row.today === 0 ? '' : say('strip.new', { n: format.count(row.today) });
  const beside = {
    today: [onTime, waiting],
    worked: [onTime, waiting],
    open: [fresh],
    done: [waiting],
  }[by.lead].filter((text) => text !== '');
  const late = row.overdue === 0 ? '' : say('strip.overdue', { n: format.count(row.overdue) });
  // What is late takes the room of the second note; that nothing is late is not said.
  const notes = late === '' ? beside : beside.slice(0, 1);
  return {
    value: by.lead === 'open' ? row.open : by.lead === 'done' ? row.closed : row.today,
    of: by.lead === 'done' ? row.opened : null,
    word,
    above: by.lead === 'today' && row.unusual !== null,
    late,
    notes: notes.map((text) => ({ text })),
    behind: behindOf(row, by),
  };
}
