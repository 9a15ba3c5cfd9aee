import type { TypedTime } from '../../sync/contract/typed-time.ts';
import type { Format, Say } from '../locales/index.ts';

interface By {
  say: Say;
  format: Format;
}

/** Whether an instant is the last second of a local day, as a day that is looked back at is. */
export const endsDay = (at: number, { format }: Pick<By, 'format'>): boolean =>
  format.date(at) !== format.date(at + 1000);

/** An instant as one may type it: 27/11/2026, or 27/11/2026 18:00 where it is not the end of that day. */
export const instantTyped = (at: number, by: Pick<By, 'format'>): string =>
  endsDay(at, by) ? by.format.date(at) : `${by.format.date(at)} ${by.format.time(at)}`;

/** The first instant of a stretch as one may type it: 27/11/2026 where it is the first of that day. */
export const beginTyped = (at: number, { format }: Pick<By, 'format'>): string =>
  format.date(at) !== format.date(at - 1) ? format.date(at) : `${format.date(at)} ${format.time(at)}`;

/** What a typed time is taken for, or what is wrong with it; nothing of nothing. */
export function timeWords(read: TypedTime, typed: string, { say, format }: By): string {
  switch (read.as) {
    case 'none':
      return '';
    case 'time': {
      const [from, to] = [format.date(read.since), format.date(read.until)];
      if (read.timed) return say('time.at', { time: format.time(read.since), day: from });
      return from === to ? from : format.range(from, to);
    }
    case 'wrong': {
      const day = read.since === undefined ? '' : format.date(read.since);
      return say(`time.wrong.${read.why}`, { typed: typed.trim().slice(0, 40), day });
    }
  }
}
