import { DAY, EARLIEST, LATEST, type Instant } from '../../contract/instants.ts';
import type { Profile } from '../../contract/profile.ts';
import { code, type CaseRecord, type PersonalRecord, type Point } from '../../contract/records.ts';
import { allowance } from '../due.ts';
import { areaNamed } from './area-words.ts';
import { timeForms, type Mapping } from './mapping.ts';
import type { Looks, PlaceOf } from './places.ts';
import { placeIn, textIn, timeIn, Unreadable, type PlaceForm, type Row, type TimeForm } from './values.ts';
import { translator, type Words } from './words.ts';

/** A part of a case that cannot be read: it is unknown, and the case is kept. By the part's name in the feed. */
export interface PartFault {
  part: string;
  fault: Unreadable;
}

/** A recorded case as read: what it is when it opens, and what becomes of it. */
export interface RecordedCase {
  opened: CaseRecord;
  /** The same when it is closed, if the recording says it was. */
  closed: CaseRecord | undefined;
  personal: PersonalRecord | undefined;
  faults: readonly PartFault[];
}

/** The latest that a due time may be after its case opened: what is later stands for none. */
const LONGEST_DUE = 20 * 366 * DAY;

/** Reads rows by the profile's mapping; each throws Unreadable where it is no case. A part that cannot be read costs that part alone. */
export function rowReader(
  mapping: Mapping,
  { city, areas, services }: Pick<Profile, 'city' | 'areas' | 'services'>,
  placeOf: PlaceOf,
): (row: Row) => RecordedCase {
  const { fields } = mapping;
  const forms = timeForms(mapping, city.timeZone);
  const { longitude, latitude, point } = fields;
  const places: PlaceForm = { longitude, latitude, point, decimal: mapping.decimal };
  const allowedUntil = allowance(
    services.find(({ id }) => id === mapping.service),
    city,
  );
  const statusOf = translator(mapping.statuses);
  const categoryOf = codeReader('categories', mapping.categories);
  const unitOf = codeReader('units', mapping.units);
  const channelOf = codeReader('channels', mapping.channels);
  const areaOf = areaReader(mapping, areaNamed(city, areas));

  return (row) => {
    const faults: PartFault[] = [];
    const part = <T>(name: string, read: () => T): T | undefined => {
      try {
        return read();
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        faults.push({ part: name, fault: error });
        return undefined;
      }
    };
    const id = idOf(row, fields.id);
    const category = kindOf(row, fields.category, categoryOf, faults);
    const openedAt = openedIn(row, fields.opened, forms.opened);
    const status = fields.status
      ? readStatus(row, fields.status, statusOf)
      : statusByClosing(row, fields.closed);
    const dueAt = part(
      'dueAt',
      () => dueIn(row, fields.due, forms.due, openedAt) ?? allowedUntil(category, openedAt),
    );
    const place = part('point', () => placeIn(row, places));
    const placed = place && placeOf(place, openedAt);
    if (placed !== undefined && placed.area === undefined && placed.why !== 'between')
      faults.push({ part: 'point', fault: offMap(placed.why, place, point ?? longitude ?? []) });
    const area = areaOf(row, openedAt, placed?.area);
    const unit = part('unit', () => unitOf(row, fields.unit));
    const channel = part('channel', () => channelOf(row, fields.channel));
    const ended = status === 'resolved' || status === 'refused';
    const opened: CaseRecord = {
      kind: 'case',
      service: mapping.service,
      id,
      rev: 1,
      openedAt,
      status: ended ? 'received' : status,
      category,
      ...(dueAt !== undefined && { dueAt }),
      ...(unit !== undefined && { unit }),
      ...(area !== undefined && { area }),
      ...(place && { point: [round(place[0]), round(place[1])] satisfies Point }),
      ...(channel !== undefined && { channel }),
    };
    let closed: CaseRecord | undefined;
    if (ended) {
      const at = closedIn(row, fields.closed ?? fields.status ?? [], fields.closed, forms.closed);
      // Some recordings keep a 12-hour clock without am and pm: what closed before it opened, closed as it opened.
      closed = { ...opened, rev: 2, status, closedAt: Math.max(at, openedAt) };
    }
    return { opened, closed, personal: personalOf(row, mapping, id, place), faults };
  };
}

function idOf(row: Row, fields: readonly string[]): string {
  const found = textIn(row, fields);
  if (found === undefined) throw new Unreadable('missing', list(fields), 'a case needs an id');
  if (code.safeParse(found.text).success) return found.text;
  throw new Unreadable(
    'form',
    found.field,
    'is no id: a case needs an id of letters, digits and . _ : / # ( ) + -',
    found.text,
  );
}

/** The kind, which every case has: a word that is no code is made one, to be counted as unknown. */
function kindOf(
  row: Row,
  fields: readonly string[],
  codeOf: ReturnType<typeof codeReader>,
  faults: PartFault[],
): string {
  const found = textIn(row, fields);
  try {
    const category = codeOf(row, fields);
    if (category !== undefined) return category;
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const made = found?.text
      .replaceAll(/[^\p{L}\p{N} ._:/#()+-]+/gu, ' ')
      .replaceAll(/ +/g, ' ')
      .replace(/^[^\p{L}\p{N}]+/u, '')
      .slice(0, 80)
      .trim();
    if (made === undefined || !code.safeParse(made).success) throw error;
    faults.push({ part: 'category', fault: error });
    return made;
  }
  throw new Unreadable('missing', list(fields), 'a case needs a category');
}

function openedIn(row: Row, fields: readonly string[], form: TimeForm): Instant {
  const time = timeIn(row, fields, form);
  if (time === undefined) throw new Unreadable('missing', list(fields), 'a case needs the time it opened');
  if (time.at >= EARLIEST && time.at <= LATEST) return time.at;
  throw new Unreadable('span', time.field, 'is no time at which a case can have opened', time.text);
}

/** When it is due: a day alone is over at its end. */
function dueIn(
  row: Row,
  fields: readonly string[] | undefined,
  form: TimeForm,
  openedAt: Instant,
): Instant | undefined {
  const time = timeIn(row, fields, form);
  if (time === undefined) return undefined;
  if (time.end >= EARLIEST && time.end <= Math.min(LATEST, openedAt + LONGEST_DUE)) return time.end;
  throw new Unreadable('span', time.field, 'is no time by which a case can be due', time.text);
}

/** When it was closed, which may lie beyond the recording: that is for whoever knows all of it to say. */
function closedIn(
  row: Row,
  names: readonly string[],
  fields: readonly string[] | undefined,
  form: TimeForm,
): Instant {
  const time = timeIn(row, fields, form);
  if (time === undefined) throw new Unreadable('closedWhen', list(names), 'closed, but not when');
  if (time.at >= EARLIEST) return Math.min(time.at, LATEST);
  throw new Unreadable('closedWhen', time.field, 'is no time: closed, but not when', time.text);
}

function readStatus(
  row: Row,
  fields: readonly string[],
  statusOf: ReturnType<typeof translator<CaseRecord['status']>>,
): CaseRecord['status'] {
  const found = textIn(row, fields);
  const status = statusOf(found?.text ?? '');
  if (status) return status;
  if (found === undefined)
    throw new Unreadable('missing', list(fields), 'no status; it is not a status that replay.json names');
  throw new Unreadable('word', found.field, 'is not a status that replay.json names', found.text);
}

/** Where a file tells no status, a time at which a case was closed says that it was. */
const statusByClosing = (row: Row, closed: readonly string[] | undefined): CaseRecord['status'] =>
  textIn(row, closed) === undefined ? 'received' : 'resolved';

/** What is said of a place that is off the map. */
function offMap(looks: Looks, place: Point | undefined, fields: readonly string[]): Unreadable {
  const hint = {
    swapped: ': latitude and longitude look swapped',
    projected: ': it looks projected, in metres or feet; export it in WGS 84',
    elsewhere: '',
  };
  const why = looks === 'elsewhere' ? 'outside' : looks;
  return new Unreadable(why, list(fields), `is outside the map${hint[looks]}`, place?.join(', '));
}

/**
 * The profile's code for the word in some fields: as `replay.json` translates it, else the word itself, which is
 * counted as unknown where the profile has no such code. Undefined where there is no word or it tells nothing.
 */
function codeReader(
  name: string,
  words: Words,
): (row: Row, fields: readonly string[] | undefined) => string | undefined {
  const translate = translator(words);
  return (row, fields) => {
    const found = textIn(row, fields);
    if (!found) return undefined;
    const to = translate(found.text);
    if (to !== undefined) return to ?? undefined;
    if (code.safeParse(found.text).success) return found.text;
    throw new Unreadable(
      'form',
      found.field,
      `is no code, and replay.json's ${name} do not name it`,
      found.text,
    );
  };
}

/** The area by the file's word where it is named, or is an area's id or name at that instant; else the one in which the place is. */
function areaReader(
  mapping: Mapping,
  named: ReturnType<typeof areaNamed>,
): (row: Row, at: Instant, held: string | undefined) => string | undefined {
  const translate = translator(mapping.areas);
  return (row, at, held) => {
    const word = textIn(row, mapping.fields.area)?.text;
    if (word === undefined) return held;
    const told = translate(word);
    return told === undefined ? (named(word, at) ?? held) : (told ?? undefined);
  };
}

function personalOf(
  row: Row,
  mapping: Mapping,
  id: string,
  place: Point | undefined,
): PersonalRecord | undefined {
  const parts = Object.entries(mapping.fields.personal).flatMap(([part, fields]) => {
    const found = textIn(row, fields);
    return found === undefined ? [] : [[part, found.text] as const];
  });
  if (parts.length === 0) return undefined;
  return {
    kind: 'personal',
    service: mapping.service,
    id,
    rev: 1,
    ...Object.fromEntries(parts),
    ...(place && { point: place }),
  };
}

const list = (fields: readonly string[]): string => fields.join(', ');
const round = (degrees: number): number => Math.round(degrees * 1000) / 1000;
