import { handoverSheet, type HandoverSheet } from '../../../sync/contract/handover.ts';
import { isCommand } from '../../../sync/contract/commands.ts';
import { alertAt, alertsOf, boardAt, requestAt, type Place } from '../../../sync/contract/place.ts';
import type { Format, Say } from '../../locales/index.ts';
import type { Lookups } from '../../stores/index.ts';
import { filterOf, titleOf } from '../alerts/titles.ts';

interface By {
  names: Lookups;
  say: Say;
  format: Format;
  now: number;
}

/** One line of a sheet: what it is, what else is known of it, and where it leads. */
export interface SheetLine {
  key: string;
  what: string;
  besides: string;
  to: Place | null;
}

/** One part of a sheet: its lines, and how many more there are. */
export interface SheetPart {
  id: keyof Omit<HandoverSheet, 'since'>;
  total: number;
  lines: readonly SheetLine[];
}

const joined = (...parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null && part !== '').join(' · ');

/** A sheet in words, part by part in the order in which the next shift needs it. */
export function sheetParts(sheet: HandoverSheet, by: By): readonly SheetPart[] {
  const { names, say, format, now } = by;
  const unit = (id: string | null): string => (id === null ? '' : names.unit(id));
  return [
    {
      id: 'groups',
      total: sheet.groups.total,
      lines: sheet.groups.rows.map((row) => ({
        key: row.group,
        what: titleOf(row, by),
        besides: joined(
          say(`severity.${row.severity}`),
          say(`alertState.${row.state}`),
          unit(row.unit),
          row.owner,
          format.moment(row.since, now),
          row.count > 1 ? say('alertCounts.count', { n: format.count(row.count) }) : '',
        ),
        to: alertsOf(filterOf(row)),
      })),
    },
    {
      id: 'shelved',
      total: sheet.shelved.total,
      lines: sheet.shelved.rows.map((row) => ({
        key: row.alert,
        what: titleOf(row, by),
        besides: joined(
          say(`severity.${row.severity}`),
          say('operate.until', { when: format.moment(row.until, now) }),
        ),
        to: alertAt(row.alert),
      })),
    },
    {
      id: 'requests',
      total: sheet.requests.total,
      lines: sheet.requests.rows.map((row) => ({
        key: row.id,
        what: joined(names.unit(row.unit), say(`table.request.asks.${row.asks}`)),
        besides: joined(
          say(row.late ? 'table.request.late' : `table.request.state.${row.state}`),
          format.reach(row.dueAt, now),
        ),
        to: requestAt(row.id),
      })),
    },
    {
      id: 'calls',
      total: sheet.calls.total,
      lines: sheet.calls.rows.map((row) => ({
        key: row.call,
        what: say(`handover.calledAbout.${row.about.what}`),
        besides: say(`handover.waits.${row.waits}`),
        to: row.about.what === 'alerts' ? alertAt(row.about.alert) : requestAt(row.about.request),
      })),
    },
    {
      id: 'commands',
      total: sheet.commands.total,
      lines: sheet.commands.rows.map((row) => ({
        key: row.key,
        what: isCommand(row.what) ? say(`commands.${row.what}.name`) : row.what,
        besides: joined(row.by, format.moment(row.givenAt, now)),
        to: null,
      })),
    },
    {
      id: 'notes',
      total: sheet.notes.total,
      lines: sheet.notes.rows.map((row) => ({
        key: row.key,
        what: row.text,
        besides: joined(row.by, format.moment(row.givenAt, now)),
        to: row.board === null ? null : boardAt(row.board),
      })),
    },
  ];
}

/** SHA-256 of a sheet's JSON, hexadecimal, as the host counts it: whoever signs says what they were shown. */
export async function hashOf(sheet: HandoverSheet): Promise<string> {
  const written = new TextEncoder().encode(JSON.stringify(handoverSheet.parse(sheet)));
  const digest = await crypto.subtle.digest('SHA-256', written);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
