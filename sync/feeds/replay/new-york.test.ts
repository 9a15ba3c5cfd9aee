import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { DateTime } from 'luxon';
import { beforeAll, describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../contract/instants.ts';
import { record, type CaseRecord } from '../../contract/records.ts';
import type { LoadedProfile } from '../../profile/profile.ts';
import { readRecording } from './recording.ts';
import { balance, cityOf, held, play, recordingOf, type Taken } from './replay.fixture.ts';

const recording = recordingOf('nyc_311_2024-04_1000.csv');
const time = (text: string | undefined): number =>
  text ? DateTime.fromISO(text, { zone: 'America/New_York' }).toMillis() : Infinity;
const boroughs = ['MANHATTAN', 'BRONX', 'BROOKLYN', 'QUEENS', 'STATEN ISLAND'];

/** How many of each. */
const tally = (keys: readonly (string | undefined)[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key ?? '-'] = (counts[key ?? '-'] ?? 0) + 1;
  return counts;
};

let loaded: LoadedProfile;
beforeAll(async () => {
  loaded = await cityOf('new-york');
});

describe('New York', () => {
  it('joins by configuration alone: the 59 community districts, agencies under the city, every text twice', () => {
    const { areas, units, city, services, walls } = loaded.profile;
    const [[west, south], [east, north]] = city.map.bounds;
    for (const { centroid, id } of areas) {
      expect(centroid[0] > west && centroid[0] < east, id).toBe(true);
      expect(centroid[1] > south && centroid[1] < north, id).toBe(true);
    }
    expect(tally(areas.map((area) => area.group))).toEqual({
      ...{ manhattan: 12, bronx: 12, brooklyn: 18, queens: 14, 'staten-island': 3 },
    });
    expect(loaded.shapes.features.map((f) => f.properties.id).sort()).toEqual(areas.map((a) => a.id).sort());
    const roots = units.filter((unit) => unit.parent === undefined);
    expect(roots).toMatchObject([{ id: 'nyc', type: 'city' }]);
    expect([city.languages, walls[0]?.language]).toEqual([['en', 'vi'], 'en']);
    expect(services[0]).toMatchObject({ sums: ['category', 'unit', 'area', 'categoryArea'], heat: true });
  });
});

describe('the city’s official export, as it is saved from its page', () => {
  // Invented rows in its shape.
  const exported = [
    'Unique Key,Created Date,Closed Date,Agency,Agency Name,Complaint Type,Descriptor,Incident Address,Status,Due Date,Resolution Description,Resolution Action Updated Date,Community Board,Borough,X Coordinate (State Plane),Open Data Channel Type,Latitude,Longitude,Location',
    '70000001,04/15/2024 10:51:53 PM,,DOT,Department of Transportation,Street Condition,Pothole,1 MAIN STREET,Open,,,,13 QUEENS,QUEENS,1056941,ONLINE,40.67679,-73.73793,"(40.67679, -73.73793)"',
    '70000002,04/15/2024 12:05:00 AM,04/15/2024 09:30:00 AM,NYPD,Police,Illegal Parking,Blocked,2 MAIN STREET,Closed,,"Seen, closed",04/15/2024 09:30:00 AM,Unspecified QUEENS,QUEENS,,PHONE,,,',
    '',
  ].join('\r\n');

  it('is read with its own columns and its clock of twelve hours', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'export-'));
    const file = path.join(folder, '311_Service_Requests.csv');
    await writeFile(file, exported);
    const read = await readRecording(file, loaded, time('2024-05-01')).finally(() =>
      rm(folder, { recursive: true }),
    );
    expect(read.notes).toEqual([]);
    expect([...held([{ records: read.moments.flatMap(({ records }) => records) }]).values()]).toEqual([
      expect.objectContaining({
        ...{ id: '70000002', rev: 2, status: 'resolved', unit: 'NYPD', channel: 'phone' },
        ...{ openedAt: time('2024-04-15T00:05:00'), closedAt: time('2024-04-15T09:30:00') },
      }),
      expect.objectContaining({
        ...{ id: '70000001', category: 'street-condition', unit: 'DOT', area: '413', channel: 'online' },
        ...{ openedAt: time('2024-04-15T22:51:53'), point: [-73.738, 40.677] },
      }),
    ]);
  });
});

const present = existsSync(recording);
if (!present) console.warn(`skipped: no recording at ../shared/data/test-only`);

describe.skipIf(!present)(`1,000 real requests of New York${present ? '' : ' (skipped: not here)'}`, () => {
  /** What the file says, by its own field names. */
  let rows: Record<string, string>[];
  const closing = (r: Record<string, string>): number =>
    r.status === 'Closed'
      ? Math.max(time(r.created_date), time(r.closed_date || r.resolution_action_updated_date))
      : Infinity;
  const direct = (at: number) => {
    const known = rows.filter((r) => time(r.created_date) <= at);
    const open = known.filter((r) => closing(r) > at);
    return {
      cases: known.length,
      open: open.length,
      overdue: open.filter((r) => time(r.due_date) <= at).length,
      unknownPlace: known.filter((r) => !r.latitude).length,
    };
  };

  const end = DateTime.fromISO('2024-04-16T03:03:15', { zone: 'America/New_York' }).toMillis();
  let taken: Taken[];
  let all: CaseRecord[];
  beforeAll(async () => {
    rows = parse<Record<string, string>>(await readFile(recording), { columns: true });
    taken = await play(loaded, recording, (truth) => truth.asOf >= end, { step: 2 * MINUTE });
    all = [...held(taken).values()];
  });

  it('counts open, closed and overdue as the file does, at every instant of the replay', () => {
    expect(taken.length).toBeGreaterThan(100);
    for (let n = 0; n < taken.length; n += 3) {
      const asOf = taken[n]?.truth.asOf ?? 0;
      const counted = balance(held(taken.slice(0, n + 1)).values(), asOf);
      expect(counted, new Date(asOf).toISOString()).toEqual(direct(asOf));
    }
    // Nothing falls due while it was recorded; a month later everything that may has.
    for (const after of [0, 29 * 24 * HOUR, 30 * 24 * HOUR, 40 * 24 * HOUR])
      expect(balance(all, end + after)).toEqual(direct(end + after));
    expect(direct(end + 40 * 24 * HOUR).overdue).toBe(16);
  });

  it('ends at the last thing recorded, with every request in and none in quarantine', () => {
    expect(taken.at(-1)?.truth).toMatchObject({ asOf: end, watermarks: { nyc311: end } });
    expect(balance(all, end)).toEqual({ cases: 1000, open: 707, overdue: 0, unknownPlace: 23 });
    for (const raw of taken.flatMap((t) => t.records)) expect(record.safeParse(raw).success).toBe(true);
  });

  it('names unit, district, channel and kind of every request that the file names', () => {
    const word = new Map(rows.map((r) => [r.unique_key, r]));
    expect(tally(all.map((c) => c.unit))).toEqual(tally(rows.map((r) => r.agency)));
    expect(tally(all.map((c) => c.channel))).toEqual({ online: 418, phone: 349, mobile: 186, '-': 47 });
    expect(tally(all.map((c) => c.status))).toEqual({
      received: 424,
      resolved: 293,
      inProgress: 277,
      assigned: 6,
    });
    const units = new Set(loaded.profile.units.map((unit) => unit.id));
    const categories = new Set(loaded.profile.services[0]?.categories.map((c) => c.id));
    for (const one of all) {
      const row = word.get(one.id);
      expect(units).toContain(one.unit);
      expect(categories).toContain(one.category);
      const [number = '', ...borough] = row?.community_board?.split(' ') ?? [];
      const named = boroughs.indexOf(borough.join(' ')) + 1;
      if (/^\d\d$/.test(number) && Number(number) <= 18) expect(one.area).toBe(`${named}${number}`);
    }
    // One kind here for each of the file's.
    const kinds = new Set(all.map((c) => `${c.category} < ${word.get(c.id)?.complaint_type}`));
    expect([kinds.size, new Set(all.map((c) => c.category)).size]).toEqual([60, 60]);
    expect(all.filter((c) => c.category === 'other')).toEqual([]);
  });

  it('puts a park or an airport in no district, and goes by the point where the file names none', () => {
    const where = new Map(all.map((c) => [c.id, c.area]));
    const outside = rows.filter((r) => !/^(0[1-9]|1[0-8]) /.test(r.community_board ?? ''));
    expect(outside.map((r) => [r.community_board, where.get(r.unique_key ?? '') ?? null]).sort()).toEqual([
      ['0 Unspecified', null],
      ['64 MANHATTAN', null],
      ['80 QUEENS', null],
      ['81 QUEENS', null],
      ['Unspecified BROOKLYN', null],
      ...[null, null, '101', '106'].map((area) => ['Unspecified MANHATTAN', area]),
      ...[null, null, null].map((area) => ['Unspecified QUEENS', area]),
    ]);
  });
});
