import { DateTime } from 'luxon';
import { MINUTE, type Instant } from '../../contract/instants.ts';

/** What stands in a cell: a text, a number, nothing, or a local time, as milliseconds that a clock of UTC would show so. */
export type Cell = string | number | null | { local: number };

/** Zones differ by whole quarters of an hour, and change at one. */
const QUARTER = 15 * MINUTE;
/** So many quarters are remembered: a list is read in an order of time, mostly. */
const MOST = 2_000;

/** Instants as a city's clocks show them; its offset is looked up once a quarter of an hour. */
export function localIn(timeZone: string): (at: Instant) => { local: number } {
  const offsets = new Map<number, number>();
  return (at) => {
    const quarter = Math.floor(at / QUARTER);
    let offset = offsets.get(quarter);
    if (offset === undefined) {
      if (offsets.size >= MOST) offsets.clear();
      offset = DateTime.fromMillis(at, { zone: timeZone }).offset * MINUTE;
      offsets.set(quarter, offset);
    }
    return { local: at + offset };
  };
}

/** A text that can stand in any file: without what no sheet can hold, and on one line. */
export const plainText = (text: string): string =>
  text.replace(/\p{Cc}+/gu, ' ').replace(/\p{Cs}/gu, '\u{fffd}');
