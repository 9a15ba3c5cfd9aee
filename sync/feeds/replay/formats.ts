import { DateTime } from 'luxon';
import { firstOf } from '../../contract/calendar.ts';
import type { Instant } from '../../contract/instants.ts';

/** A time as a file has it: where in a file's words there is no hour, it is a whole local day that begins then. */
export interface Time {
  at: Instant;
  /** The end of that day: the next local midnight; the instant itself where there is an hour. */
  end: Instant;
}

/** ISO 8601 and RFC 3339, whose date and time may stand apart. */
export const ISO = 'ISO';
/** Seconds and milliseconds since 1970, as Luxon's tokens name them. */
const EPOCHS: Readonly<Record<string, number>> = { X: 1000, x: 1 };

const isDateAlone = (text: string, format: string): boolean =>
  format === ISO
    ? /^\d{4}-?(?:\d\d-?\d\d|W\d\d-?\d|\d{3})$/.test(text)
    : !/[HhTtFf]/.test(format.replaceAll(/'[^']*'/g, ''));

const ENGLISH = { locale: 'en-US' };
const parsers = new Map<string, ReturnType<typeof DateTime.buildFormatParser>>();

/** A format is taken apart once, not with every text. */
function parserOf(format: string): ReturnType<typeof DateTime.buildFormatParser> {
  let parser = parsers.get(format);
  if (parser === undefined) parsers.set(format, (parser = DateTime.buildFormatParser(format, ENGLISH)));
  return parser;
}

/**
 * A text as a time in a format: `ISO`, `X` or `x`, else Luxon's tokens, with English names of months; local to a zone unless it says
 * otherwise. Of an hour that comes twice, as clocks go back, it is the first. Null where it is none.
 */
export function timeOf(text: string, format: string, zone: string): Time | null {
  const unit = EPOCHS[format];
  if (unit !== undefined) {
    const at = /^-?\d{1,17}(?:\.\d+)?$/.test(text) ? Math.round(Number(text) * unit) : NaN;
    return Number.isNaN(at) ? null : { at, end: at };
  }
  // The zone that the text itself says is kept: an hour that it names by its offset comes once.
  const options = { zone, setZone: true };
  const parse = (): DateTime => {
    if (format !== ISO) return DateTime.fromFormatParser(text, parserOf(format), { ...options, ...ENGLISH });
    const time = DateTime.fromISO(text, options);
    return time.isValid ? time : DateTime.fromSQL(text, options);
  };
  const time = firstOf(parse());
  if (!time.isValid) return null;
  const at = time.toMillis();
  if (!isDateAlone(text, format)) return { at, end: at };
  return { at, end: firstOf(time.plus({ days: 1 }).startOf('day')).toMillis() };
}

/** Formats that cities publish times in, the most usual first. Where days and months may be either, both are proposed. */
const USUAL = [
  ...[ISO, 'x', 'X'],
  ...[
    'dd/MM/yyyy',
    'MM/dd/yyyy',
    'd/M/yyyy',
    'M/d/yyyy',
    'd.M.yyyy',
    'dd-MM-yyyy',
    'MM-dd-yyyy',
    'yyyy/MM/dd',
  ].flatMap((day) => [
    day,
    ...['HH:mm:ss', 'HH:mm', 'hh:mm:ss a', 'h:mm:ss a', 'h:mm a'].map((hour) => `${day} ${hour}`),
  ]),
  ...['MMM d, yyyy', 'd MMM yyyy', 'yyyyMMddHHmmss', "EEE MMM dd yyyy HH:mm:ss 'GMT'ZZZ"],
];

/** Whether a number of digits is milliseconds or seconds of these decades, and not a date of eight digits. */
const isEpoch = (text: string, format: string): boolean =>
  /^\d+(?:\.\d+)?$/.test(text) && (format === 'x') === /^\d{12,}/.test(text) && /^\d{9,}/.test(text);

/** Those of the usual formats in which every one of some texts is a time between 1990 and 2100. */
export function formatsOf(texts: readonly string[]): string[] {
  const from = Date.UTC(1990, 0);
  const to = Date.UTC(2100, 0);
  const found = USUAL.filter((format) =>
    texts.every((text) => {
      if (format in EPOCHS && !isEpoch(text, format)) return false;
      if (format === ISO && /^\d{9,}$/.test(text)) return false;
      const time = timeOf(text, format, 'UTC');
      return time !== null && time.at >= from && time.at < to;
    }),
  );
  // A format of one digit reads what one of two reads: the narrower says more.
  return found.filter(
    (format) =>
      !found.some(
        (other) => other !== format && narrower(other) === narrower(format) && other.length > format.length,
      ),
  );
}

const narrower = (format: string): string => format.replaceAll(/([dMhH])\1/g, '$1');
