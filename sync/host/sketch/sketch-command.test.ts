import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRecording } from '../../feeds/replay/recording.ts';
import { loadProfile } from '../../profile/index.ts';
import { sketch, sketchOptions } from './sketch-command.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const NOW = Date.UTC(2026, 10, 30);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sketch-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Writes a recording and makes it a profile of its own; what was said, and how the recording reads by it. */
async function made(name: string, content: string | Buffer, timeZone: string | null = 'America/Chicago') {
  const file = path.join(folder, name);
  const profile = path.join(folder, path.parse(name).name);
  await writeFile(file, content);
  const said: string[] = [];
  await sketch(
    { file, profile, timeZone },
    { root, now: NOW, zone: 'UTC', say: (line) => void said.push(line) },
  );
  const loaded = await loadProfile(profile);
  const replay: unknown = JSON.parse(await readFile(path.join(profile, 'replay.json'), 'utf8'));
  return {
    said: said.join('\n'),
    loaded,
    replay,
    file,
    profile,
    read: await readRecording(file, loaded, NOW),
  };
}
const opened = ({ read }: Pick<Awaited<ReturnType<typeof made>>, 'read'>) =>
  read.moments.flatMap(({ records }) =>
    records.flatMap((one) => (one.kind === 'case' && one.rev === 1 ? [one] : [])),
  );

const rows = Array.from({ length: 40 }, (_, n) => n);
const two = (n: number): string => String(n).padStart(2, '0');

/** As a city on Socrata publishes it. */
const socrata = JSON.stringify(
  rows.map((n) => ({
    sr_number: `SR24-${1000 + n}`,
    sr_type: n % 3 === 0 ? 'Pothole in Street, Complaint' : 'Street Light Out',
    owner_department: n % 2 === 0 ? 'Streets & Sanitation' : 'Water',
    status: n % 4 === 0 ? 'Open' : n % 4 === 1 ? 'Canceled' : 'Completed',
    created_date: `2024-04-${two(1 + (n % 28))}T08:${two(n)}:00.000`,
    ...(n % 4 !== 0 && { closed_date: `2024-04-${two(2 + (n % 28))}T09:00:00.000` }),
    origin: n % 2 === 0 ? 'Phone Call' : 'Mobile Device',
    street_address: `${n} W MADISON ST`,
    location: { latitude: String(41.85 + n / 1000), longitude: String(-87.65 + n / 1000) },
  })),
);

/** As Open311 answers. */
const open311 = JSON.stringify({
  service_requests: rows.map((n) => ({
    service_request_id: String(638344 + n),
    status: n % 2 === 0 ? 'open' : 'closed',
    service_name: n % 3 === 0 ? 'Sidewalk and Curb Issues' : 'Graffiti',
    service_code: '006',
    description: null,
    agency_responsible: 'Public Works',
    requested_datetime: `2024-04-${two(1 + (n % 28))}T06:37:38-08:00`,
    updated_datetime: `2024-04-${two(2 + (n % 28))}T06:37:38-08:00`,
    expected_datetime: `2024-05-${two(1 + (n % 28))}`,
    address: '8TH AVE and JUDAH ST',
    lat: 37.76 + n / 1000,
    long: -122.46 + n / 1000,
  })),
});

/** As an office saves a sheet by hand. */
const sheet = [
  'sep=;',
  'Mã phản ánh;Ngày tiếp nhận;Ngày hoàn thành;Hạn xử lý;Lĩnh vực;Đơn vị xử lý;Trạng thái;Kênh;Kinh độ;Vĩ độ;Ghi chú;',
  ...rows.map(
    (n) =>
      `PA-${n};${two(1 + (n % 28))}/04/2024 08:${two(n)};${n % 2 === 0 ? '' : `${two(2 + (n % 28))}/04/2024 10:00`};${two(3 + (n % 26))}/05/2024;${n % 3 === 0 ? 'Ổ gà' : 'Chiếu sáng'};Sở Xây dựng;${n % 2 === 0 ? 'Đang xử lý' : 'Đã hoàn thành'};Tổng đài;106,${700 + n};10,${770 + n};;`,
  ),
  ';;;;;;;;;;;',
  '',
].join('\r\n');

describe('a profile from a recording alone', () => {
  it.each([
    ['socrata.json', socrata, { fields: { id: 'sr_number', longitude: 'location.longitude' } }, 30],
    [
      'open311.json',
      open311,
      { rows: 'service_requests', fields: { due: 'expected_datetime', longitude: 'long' } },
      20,
    ],
    [
      'sheet.csv',
      Buffer.from(`\uFEFF${sheet}`, 'utf16le'),
      { decimal: ',', fields: { status: 'Trạng thái', category: 'Lĩnh vực' } },
      20,
    ],
  ])('%s reads whole, with nothing to correct', async (name, content, mapped, closed) => {
    const { said, loaded, replay, read, ...rest } = await made(name, content);
    expect(read.rejected).toEqual([]);
    const all = opened({ read });
    expect(all).toHaveLength(40);
    expect(replay).toMatchObject(mapped);
    expect(
      read.moments.flatMap(({ records }) => records).filter((one) => one.kind === 'case' && one.rev === 2),
    ).toHaveLength(closed);
    const [service] = loaded.profile.services;
    const known = new Set(service?.categories.map(({ id }) => id));
    const units = new Set(loaded.profile.units.map(({ id }) => id));
    for (const one of all) {
      expect(known).toContain(one.category);
      expect(units).toContain(one.unit);
      expect(one.point).toBeDefined();
      expect(one.area).toBe('all');
    }
    expect(said).toContain('Read 40 of 40 rows');
    expect(said).toContain('without a place: 0; off the map: 0');
    expect(said).toContain(`npm run city -- --profile ${path.relative('.', rest.profile)} --replay`);
  });

  it('draws its map around most places, whatever a few rows say', async () => {
    const few = rows
      .slice(0, 5)
      .map((n) => `S-${n},2024-04-0${n + 1},open,lamp,${n === 2 ? '41.9,-87.65' : '-87.65,41.9'}`);
    const { said, loaded } = await made('few.csv', ['id,opened,status,type,lon,lat', ...few, ''].join('\n'));
    expect(loaded.profile.city.map.bounds).toEqual([
      [-87.67, 41.88],
      [-87.63, 41.92],
    ]);
    expect(said).toContain('without a place: 0; off the map: 1');
  });

  it('has days and months in one order: a column that tells tells of the others', async () => {
    const content =
      'id,created,closed,status,type\nA,04/01/2024,04/13/2024,closed,lamp\nB,04/02/2024,,open,lamp\n';
    const { replay, said } = await made('order.csv', content);
    expect(replay).toMatchObject({ timeFormat: { opened: ['MM/dd/yyyy'], closed: ['MM/dd/yyyy'] } });
    expect(said).not.toContain('may be');
  });

  it('takes the day first where days say so, and tells where they leave it open', async () => {
    const open = sheet.replaceAll(
      /(\d\d)\/04\/2024/g,
      (_, day: string) => `${two(1 + (Number(day) % 12))}/04/2024`,
    );
    const { said, replay } = await made(
      'open.csv',
      open.replaceAll(/;\d\d\/05\/2024/g, ';'),
      'Asia/Ho_Chi_Minh',
    );
    expect(replay).toMatchObject({ timeFormat: { opened: ['dd/MM/yyyy HH:mm'] } });
    expect(said).toContain('may be dd/MM/yyyy HH:mm or MM/dd/yyyy HH:mm');
  });

  it('tells of what a recording rejects, words that are unknown and points off the map, before anything starts', async () => {
    const odd = sheet
      .replace('PA-3;04/04/2024 08:03', 'PA-3;04/04/1900 08:03')
      .replace('106,704;10,774', '10,774;106,704')
      .replace('106,705;10,775', '105,1;21,0');
    const { said } = await made('odd.csv', odd);
    expect(said).toContain('Read 39 of 40 rows');
    expect(said).toMatch(/1 row rejected: line 6, field "Ngày tiếp nhận": "04\/04\/1900 08:03" is no time/);
    expect(said).toMatch(/point in question: .*look swapped/);
    expect(said).toMatch(/off the map: [12]/);
  });

  it('keeps what the folder has, and writes the rest', async () => {
    const { profile } = await made('kept.csv', sheet);
    const city = await readFile(path.join(profile, 'city.json'), 'utf8');
    await rm(path.join(profile, 'services.json'));
    await writeFile(path.join(profile, 'city.json'), city.replace('America/Chicago', 'Asia/Bangkok'));
    const again = await made('kept.csv', sheet, null);
    expect(again.said).toMatch(/Wrote services.json into/);
    expect(again.said).toMatch(/Kept as they were: replay.json, units.json/);
    expect(again.loaded.profile.city.timeZone).toBe('Asia/Bangkok');
    expect(again.said).not.toContain('time zone is this machine');
  });

  it.each([
    [
      'stateless.csv',
      'id,opened,type\nA,2024-04-01,lamp\nB,2024-04-02,lamp\nC,2024-04-03,lamp\n',
      ['received', 'received', 'received'],
      'every case is taken for "received" and stays open',
    ],
    [
      'ended.csv',
      'id,opened,closed,type\nA,2024-04-01,2024-04-05,lamp\nB,2024-04-02,,lamp\nC,2024-04-03,2024-04-06,lamp\n',
      ['resolved', 'received', 'resolved'],
      'a case with a time in "closed" is taken for "resolved", any other for "received"',
    ],
  ])(
    '%s, which tells no status, reads by when its cases were closed, and that is said',
    async (name, content, statuses, word) => {
      const { said, loaded, read } = await made(name, content);
      expect(read.rejected).toEqual([]);
      const last = new Map(
        read.moments.flatMap(({ records }) =>
          records.flatMap((one) => (one.kind === 'case' ? [[one.id, one.status] as const] : [])),
        ),
      );
      expect(['A', 'B', 'C'].map((id) => last.get(id))).toEqual(statuses);
      expect(loaded.profile.services[0]?.statuses).toEqual([...new Set(['received', ...statuses])]);
      expect(said).toContain('Look at this: no field tells a status');
      expect(said).toContain(word);
    },
  );

  it('says what it needs and did not find', async () => {
    await expect(made('none.csv', 'a,b\n1,2\n3,4\n')).rejects.toThrow(
      'no field looks like id, opened, category; the file has "a", "b"',
    );
    await expect(made('gone.csv', '')).rejects.toMatchObject({ code: 'replay-invalid' });
  });
});

it.each([
  [['--sketch', 'x.csv'], '--profile'],
  [['--sketch', '', '--profile', 'x'], '--sketch'],
  [['--sketch', 'x.csv', '--profile', 'x', '--speed', '3'], 'command line'],
])('%j is refused at %s', (args, where) => {
  expect(() => sketchOptions(args)).toThrow(expect.objectContaining({ code: 'option-invalid', where }));
});
