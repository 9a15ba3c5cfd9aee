import { beforeAll, describe, expect, it } from 'vitest';
import type { Profile } from '../../contract/profile.ts';
import { record } from '../../contract/records.ts';
import { cityOf } from './replay.fixture.ts';
import { parseMapping } from './mapping.ts';
import { placer } from './places.ts';
import { rowReader, type RecordedCase } from './rows.ts';
import { Unreadable } from './values.ts';

/** As `replay.json` may be for a CSV: words for everything, and more than one field for some. */
const replay = {
  service: '311',
  timeZone: 'America/New_York',
  fields: {
    id: 'key',
    category: ['type', 'kind'],
    opened: 'created',
    due: 'due',
    closed: ['closed', 'updated'],
    status: 'status',
    longitude: 'lon',
    latitude: 'lat',
    area: 'board',
    unit: 'agency',
    channel: 'channel',
    personal: { address: 'address' },
  },
  statuses: { Open: 'received', 'In Progress': 'inProgress', Closed: 'resolved', 'Referred*': 'refused' },
  categories: { Flooding: '047', 'Graffiti*': '049', '*': '082' },
  areas: { '01 MISSION': 'mission', '64 PARK': null },
  units: { '3-1-1': 'sf311', 'N/A': null },
  channels: { PHONE: 'phone', UNKNOWN: null },
};
/** Every column of a row, as a CSV has them: where nothing is known, an empty text. */
const row = {
  ...{ key: '7', type: 'Flooding', kind: '', created: '2024-04-15T22:51:53.000', due: '', closed: '' },
  ...{ updated: '', status: 'Open', lon: '', lat: '', board: '', agency: '', channel: '', address: '' },
};

let folder: string;
let profile: Profile;
beforeAll(async () => {
  const loaded = await cityOf('san-francisco');
  const phone = { id: 'phone', name: { vi: 'Điện thoại', en: 'Phone' } };
  const statuses: Profile['services'][number]['statuses'] = ['received', 'inProgress', 'resolved', 'refused'];
  folder = loaded.folder;
  profile = {
    ...loaded.profile,
    services: loaded.profile.services.map((service) => ({ ...service, channels: [phone], statuses })),
  };
});

function read(more: Partial<typeof row>, mapping: object = replay, of = profile): RecordedCase {
  const placeOf = placer(of.city, of.areas, { origin: 'none', features: [] });
  const reader = rowReader(parseMapping({ folder, profile: of, replay: mapping }), of, placeOf);
  return reader({ ...row, ...more });
}
const opened = (more: Partial<typeof row>) => read(more).opened;

const mission = { lon: '-122.4148', lat: '37.7599' };

describe('a row of a CSV', () => {
  it('has nothing where its columns are empty', () => {
    expect(read({ due: '  ', agency: ' ' })).toEqual({
      opened: {
        ...{ kind: 'case', service: '311', id: '7', rev: 1, status: 'received', category: '047' },
        openedAt: Date.UTC(2024, 3, 16, 2, 51, 53),
      },
      closed: undefined,
      personal: undefined,
      faults: [],
    });
  });

  it('has a unit, a channel, a due time and a place by its own words', () => {
    const full = { agency: '3-1-1', channel: 'PHONE', due: '2024-05-16T01:27:54.000', address: '1 MAIN ST' };
    const { opened, personal } = read({ ...full, ...mission, board: '01 MISSION' });
    expect(opened).toMatchObject({
      ...{ unit: 'sf311', channel: 'phone', area: 'mission', point: [-122.415, 37.76] },
      dueAt: Date.UTC(2024, 4, 16, 5, 27, 54),
    });
    expect(personal).toMatchObject({ address: '1 MAIN ST', point: [-122.4148, 37.7599] });
    for (const one of [opened, personal]) expect(record.safeParse(one).success).toBe(true);
  });

  it('is due by what its category allows where the row does not say, and never where it says what cannot be read', () => {
    const timed = {
      ...profile,
      services: profile.services.map((service) => ({
        ...service,
        categories: service.categories.map((one) => ({ ...one, due: { workingDays: 5 } })),
      })),
    };
    const due = (said: string) => read({ due: said }, replay, timed).opened.dueAt;
    // A Monday evening: five days end with the next Monday, where the city is.
    expect(due('')).toBe(Date.parse('2024-04-23T00:00:00-07:00'));
    expect(due('2024-05-16T01:27:54.000')).toBe(Date.UTC(2024, 4, 16, 5, 27, 54));
    expect(due('soon')).toBeUndefined();
  });

  it.each([
    ['by a word alone', { board: '01 MISSION' }, 'mission'],
    ['by an area’s own id', { board: 'bayview' }, 'bayview'],
    ['by an area’s own name', { board: 'BAYVIEW  Hunters Point' }, 'bayview'],
    ['by the word rather than by the point', { ...mission, board: 'bayview' }, 'bayview'],
    ['by the point where no word is known', { ...mission, board: 'Unspecified' }, 'mission'],
    ['by the point where there is no word', mission, 'mission'],
    ['nowhere where the word says so, point or not', { ...mission, board: '64 PARK' }, undefined],
    ['nowhere where neither is known', { board: 'Unspecified' }, undefined],
    ['nowhere off the map', { lon: '-73.9', lat: '40.7' }, undefined],
  ])('stands %s', (_, more, area) => {
    expect(opened(more).area).toBe(area);
  });

  it.each([
    ['Flooding', '', '047'],
    ['Graffiti on a wall', '', '049'],
    ['Something, new', '', '082'],
    ['', 'Flooding', '047'],
  ])('of the type "%s" and the kind "%s" is of category %s', (type, kind, category) => {
    expect(opened({ type, kind }).category).toBe(category);
  });

  it('keeps codes that the profile does not have, to be counted as unknown, and takes null for nothing known', () => {
    expect(opened({ agency: 'NYPD', channel: 'Fax' })).toMatchObject({ unit: 'NYPD', channel: 'Fax' });
    expect(opened({ agency: 'N/A', channel: 'UNKNOWN' })).not.toHaveProperty('unit');
    expect(opened({ agency: 'N/A', channel: 'UNKNOWN' })).not.toHaveProperty('channel');
  });

  it('opens as received and closes by the first field that says when, never before it opened', () => {
    const closed = { status: 'Closed', updated: '2024-04-16T08:00:00.000' };
    expect(read(closed)).toMatchObject({
      opened: { rev: 1, status: 'received' },
      closed: { rev: 2, status: 'resolved', closedAt: Date.UTC(2024, 3, 16, 12) },
    });
    expect(read({ ...closed, closed: '2024-04-16T07:00:00.000' }).closed?.closedAt).toBe(
      Date.UTC(2024, 3, 16, 11),
    );
    const before = read({ ...closed, closed: '2024-04-14T07:00:00.000' });
    expect(before.closed?.closedAt).toBe(before.opened.openedAt);
    expect(read({ ...closed, status: 'Referred out' }).closed?.status).toBe('refused');
  });

  it('is open by its status, whatever else it says', () => {
    const working = read({ status: 'In Progress', closed: '2024-04-16T07:00:00.000' });
    expect(working).toMatchObject({ opened: { status: 'inProgress' }, closed: undefined });
  });

  it.each([
    [{ key: '' }, 'key', 'needs an id'],
    [{ key: '<7>' }, 'key', '"<7>" is no id'],
    [{ type: '' }, 'type, kind', 'needs a category'],
    [{ created: '' }, 'created', 'needs the time it opened'],
    [{ created: '15/04/2024' }, 'created', '"15/04/2024" is not a time, read as ISO 8601'],
    [{ created: '1900-01-01' }, 'created', 'is no time at which a case can have opened'],
    [{ status: 'Lost' }, 'status', '"Lost" is not a status'],
    [{ status: '' }, 'status', 'not a status'],
    [{ status: 'Closed' }, 'closed, updated', 'closed, but not when'],
    [{ status: 'Closed', updated: 'x' }, 'updated', 'not a time'],
    [{ status: 'Closed', updated: '1900-01-01' }, 'updated', 'closed, but not when'],
  ])('cannot be read: %o', (more, field, what) => {
    expect.assertions(2);
    try {
      read(more);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      expect(error.field).toBe(field);
      expect(error.message).toContain(what);
    }
  });

  it.each([
    [{ due: 'soon' }, 'dueAt', 'due', 'not a time'],
    [{ lon: '-73', lat: '' }, 'point', 'lat', 'a longitude stands without a latitude'],
    [{ lon: 'x', lat: '40' }, 'point', 'lon', 'is not a number of degrees'],
    [{ lon: '-73', lat: '91' }, 'point', 'lat', 'not a latitude'],
    [{ agency: 'A, B' }, 'unit', 'agency', '"A, B" is no code'],
    [{ channel: 'A, B' }, 'channel', 'channel', '"A, B" is no code'],
  ])('is kept without a part that cannot be read: %o', (more, part, field, what) => {
    const { opened, faults } = read(more);
    expect(opened).not.toHaveProperty(part);
    expect(faults).toMatchObject([{ part, fault: { field } }]);
    expect(faults[0]?.fault.message).toContain(what);
  });
});

describe('replay.json', () => {
  it.each([
    ['a status the service does not have', { statuses: { Open: 'assigned' } }, 'statuses.Open'],
    ['a category that is not there', { categories: { Noise: '999' } }, 'categories.Noise'],
    ['an area that is not there', { areas: { '13 QUEENS': 'queens' } }, '"queens" is not one of'],
    ['a unit that is not there', { units: { DOT: 'dot' } }, 'units.DOT'],
    ['a channel that is not there', { channels: { FAX: 'fax' } }, 'channels.FAX'],
    ['a service that is not there', { service: '911' }, '"911" is not one of'],
    ['a zone that is not there', { timeZone: 'America/Gotham' }, 'timeZone'],
    ['a format it does not read', { format: 'xml' }, 'format'],
    ['an encoding it does not read', { encoding: 'ebcdic' }, 'encoding'],
    ['a longitude alone', { fields: { ...replay.fields, latitude: undefined } }, 'go together'],
    ['a field it does not know', { fields: { ...replay.fields, county: 'x' } }, 'county'],
  ])('with %s is refused', (_, more, what) => {
    expect(() => read({}, { ...replay, ...more })).toThrow(what);
  });
});
