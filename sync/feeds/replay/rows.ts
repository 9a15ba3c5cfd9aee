import type { Instant } from '../../contract/instants.ts';
import type { Profile } from '../../contract/profile.ts';
import { code, type CaseRecord, type PersonalRecord, type Point } from '../../contract/records.ts';
import type { Mapping } from './mapping.ts';
import { instantIn, placeIn, textIn, textOf, Unreadable, type Row } from './values.ts';
import { translator, type Words } from './words.ts';

/** A recorded case as read: what it is when it opens, and what becomes of it. */
export interface RecordedCase {
  opened: CaseRecord;
  /** The same when it is closed, if the recording says it was. */
  closed: CaseRecord | undefined;
  personal: PersonalRecord | undefined;
}

/** Places an area for a point, as areas were at an instant: undefined outside the map. */
export type AreaAt = (point: Point, at: Instant) => string | undefined;

/** Reads rows by the profile's mapping; each throws Unreadable where it is no case. */
export function rowReader(
  mapping: Mapping,
  { city, areas }: Pick<Profile, 'city' | 'areas'>,
  areaAt: AreaAt,
): (row: Row) => RecordedCase {
  const { fields } = mapping;
  const form = { format: mapping.timeFormat, zone: mapping.timeZone ?? city.timeZone };
  const statusOf = translator(mapping.statuses);
  const categoryOf = codeReader('categories', mapping.categories);
  const unitOf = codeReader('units', mapping.units);
  const channelOf = codeReader('channels', mapping.channels);
  const areaOf = areaReader(mapping, areas, areaAt);

  return (row) => {
    const id = textOf(row[fields.id]);
    if (id === undefined || !code.safeParse(id).success)
      throw new Unreadable(fields.id, 'a case needs an id');
    const category = categoryOf(row, fields.category);
    if (category === undefined) throw new Unreadable(list(fields.category), 'a case needs a category');
    const openedAt = instantIn(row, fields.opened, form);
    if (openedAt === undefined) throw new Unreadable(list(fields.opened), 'a case needs the time it opened');
    const dueAt = instantIn(row, fields.due, form);
    const status = statusOf(textIn(row, fields.status)?.text ?? '');
    if (!status) throw new Unreadable(list(fields.status), 'not a status that replay.json names');
    const place = placeIn(row, fields.longitude, fields.latitude);

    const area = areaOf(row, place, openedAt);
    const unit = unitOf(row, fields.unit);
    const channel = channelOf(row, fields.channel);
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
      const at = instantIn(row, fields.closed, form);
      if (at === undefined)
        throw new Unreadable(list(fields.closed ?? fields.status), 'closed, but not when');
      // Some recordings keep a 12-hour clock without am and pm: what closed before it opened, closed as it opened.
      closed = { ...opened, rev: 2, status, closedAt: Math.max(at, openedAt) };
    }
    return { opened, closed, personal: personalOf(row, mapping, id, place) };
  };
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
    throw new Unreadable(found.field, `"${found.text}" is no code, and replay.json's ${name} do not name it`);
  };
}

/** The area by the file's word where it is named or is an area's id, else by the place. */
function areaReader(
  mapping: Mapping,
  areas: Profile['areas'],
  areaAt: AreaAt,
): (row: Row, place: Point | undefined, at: Instant) => string | undefined {
  const translate = translator(mapping.areas);
  const ids = new Set(areas.map((area) => area.id));
  return (row, place, at) => {
    const word = textIn(row, mapping.fields.area)?.text;
    const named = word === undefined ? undefined : translate(word);
    if (named !== undefined) return named ?? undefined;
    if (word !== undefined && ids.has(word)) return word;
    return place && areaAt(place, at);
  };
}

function personalOf(
  row: Row,
  mapping: Mapping,
  id: string,
  place: Point | undefined,
): PersonalRecord | undefined {
  const parts = Object.entries(mapping.fields.personal).flatMap(([part, field]) => {
    const value = field === undefined ? undefined : textOf(row[field]);
    return value === undefined ? [] : [[part, value] as const];
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
