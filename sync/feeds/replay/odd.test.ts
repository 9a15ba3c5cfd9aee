import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoadedProfile } from '../../profile/profile.ts';
import { cityOf, held } from './replay.fixture.ts';
import { readRecording, type Recording } from './recording.ts';

let loaded: LoadedProfile;
let folder: string;
beforeAll(async () => {
  loaded = await cityOf('san-francisco');
  folder = await mkdtemp(path.join(tmpdir(), 'odd-'));
});
afterAll(() => rm(folder, { recursive: true }));

const NOW = Date.UTC(2026, 10, 30);
const fields = {
  ...{ id: 'id', category: 'kind', opened: 'opened', closed: 'closed', due: 'due', status: 'status' },
  ...{ longitude: 'lon', latitude: 'lat' },
};
const mapping = {
  service: '311',
  fields,
  statuses: { open: 'received', closed: 'resolved' },
  categories: { lamp: '047' },
};
const point = { longitude: undefined, latitude: undefined, point: 'place' };

/** Reads a file of that name and content, as a mapping with some more settings has it. */
async function read(name: string, content: string | Buffer, more: object = {}): Promise<Recording> {
  const file = path.join(folder, name);
  await writeFile(file, content);
  return readRecording(file, { ...loaded, replay: { ...mapping, ...more } }, NOW);
}
const casesOf = ({ moments }: Recording) => [
  ...held([{ records: moments.flatMap(({ records }) => records) }]).values(),
];
/** What is said of one that is refused. */
const fault = (...given: Parameters<typeof read>): Promise<string> =>
  read(...given).then(
    () => 'was read',
    (error: unknown) => (error instanceof Error ? `${error.message} ${String(Object(error).hint)}` : ''),
  );
const told = ({ rejected }: Recording) =>
  rejected.map((one) => `${one.count} ${one.loses} ${one.field} ${one.why}`);

const HEAD = 'id,opened,closed,due,status,kind,lon,lat';
const row = (n: number, more: object = {}) =>
  Object.values({
    ...{ id: `R-${n}`, opened: `2024-02-01T0${n}:00:00`, closed: '', due: '', status: 'open', kind: 'lamp' },
    ...{ lon: '-122.42', lat: '37.76', ...more },
  }).join(',');
const csv = (...rows: string[]): string => [HEAD, ...rows, ''].join('\n');
const at = (local: string): number => Date.parse(`${local}-08:00`);

describe('one bad row never moves the clock of a recording, nor stops it', () => {
  it.each([
    ['a year of two digits', { opened: '0024-02-01T08:00:00' }, '1 record openedAt span', 3],
    ['an opening in the future', { opened: '3020-02-01T08:00:00' }, '1 record openedAt span', 3],
    ['an opening after 2200', { opened: '9999-12-31' }, '1 record openedAt span', 3],
    [
      'an opening years after all others, yet past',
      { opened: '2026-02-01T08:00:00' },
      '1 record openedAt span',
      3,
    ],
    ['a closing in the future', { closed: '3020-01-01', status: 'closed' }, '1 part closedAt span', 4],
    ['a closing after 9999', { closed: '9999-12-31', status: 'closed' }, '1 part closedAt span', 4],
    ['a closing years after all else', { closed: '2026-01-01', status: 'closed' }, '1 part closedAt span', 4],
    [
      'a closing of before 1990',
      { closed: '1900-01-01', status: 'closed' },
      '1 record closedAt closedWhen',
      3,
    ],
    ['a due time of before 1990', { due: '1900-01-01' }, '1 part dueAt span', 4],
    ['a due time in another century', { due: '2099-01-01' }, '1 part dueAt span', 4],
  ])('%s', async (_, more, what, cases) => {
    const recording = await read('bulk.csv', csv(row(1), row(2), row(3), row(9, more)));
    expect(told(recording)).toEqual([what]);
    expect(casesOf(recording)).toHaveLength(cases);
    expect(recording.to).toBeLessThanOrEqual(at('2024-02-01T09:00:00'));
    expect(recording.from).toBe(at('2024-02-01T01:00:00'));
  });

  it('where years lie between all rows, or the machine’s clock is behind most, none stands apart', async () => {
    const years = csv(...[2010, 2013, 2016, 2019, 2022].map((y, n) => row(n, { opened: `${y}-01-01` })));
    expect(told(await read('years.csv', years))).toEqual([]);
    const ahead = csv(...[1, 2, 3, 4].map((n) => row(n, { opened: `2031-02-0${n}` })));
    expect(casesOf(await read('ahead.csv', ahead))).toHaveLength(4);
  });

  it.each([
    ['a value too many', `R-9,2024-02-01T08:00:00,,,open,lamp, tall,-122.42,37.76`],
    ['a value too few', `R-9,2024-02-01T08:00:00,open`],
    ['a stray quote', `R-9,2024-02-01T08:00:00,,,open,la"mp,-122.42,37.76`],
    ['a quote that is never closed', `R-9,2024-02-01T08:00:00,,,open,"lamp,-122.42,37.76`],
  ])('%s costs that row alone', async (_, bad) => {
    const recording = await read('row.csv', csv(row(1), bad, row(2), row(3)));
    expect(casesOf(recording).map(({ id }) => id)).toEqual(['R-1', 'R-2', 'R-3']);
    expect(recording.rejected).toMatchObject([{ why: 'columns', loses: 'record', count: 1, line: 3 }]);
  });

  it('a line of JSON lines that is none costs that line', async () => {
    const one = (id: string) =>
      JSON.stringify({ id, opened: '2024-02-01', status: 'open', kind: 'lamp', lon: 1, lat: 2 });
    const recording = await read('x.ndjson', `${one('A')}\n{"id":\n\n${one('B')}\n`);
    expect(casesOf(recording)).toHaveLength(2);
    expect(recording.rejected).toContainEqual(expect.objectContaining({ why: 'notJson', line: 2, count: 1 }));
  });
});

describe('a part that cannot be read costs that part', () => {
  it.each([
    ['a unit with a comma', { kind: '"lamp, tall"' }, '1 part category form'],
    ['a place without its latitude', { lat: '' }, '1 part point missing'],
    ['a place in words', { lat: 'north' }, '1 part point form'],
    ['a longitude beyond 180', { lon: '237.58' }, '1 part point range'],
    ['a place in metres', { lon: '551000', lat: '4180000' }, '1 part point projected'],
    ['a place that is swapped', { lon: '37.76', lat: '-122.42' }, '1 part point swapped'],
    ['a place in another city', { lon: '-73.9', lat: '40.7' }, '1 part point outside'],
    ['a due time in words', { due: 'soon' }, '1 part dueAt time'],
  ])('%s', async (_, more, what) => {
    const recording = await read('part.csv', csv(row(1), row(2, more)));
    expect(casesOf(recording)).toHaveLength(2);
    expect(told(recording)).toEqual([what]);
  });

  it.each(['NULL', 'N/A', 'NaN', '#N/A', 'null'])('%s is nothing', async (word) => {
    const recording = await read('null.csv', csv(row(1, { closed: word, due: word, lon: word, lat: word })));
    expect(told(recording)).toEqual([]);
    expect(casesOf(recording)[0]).not.toHaveProperty('point');
  });

  it('a kind that is no code is kept as an unknown one', async () => {
    const recording = await read(
      'kind.csv',
      csv(row(1, { kind: '"Fallen tree, big"' }), row(2, { kind: '<b>x</b>' })),
    );
    expect(casesOf(recording).map(({ category }) => category)).toEqual(['Fallen tree big', 'b x /b']);
  });

  it('decimals are read by their comma where the profile says so', async () => {
    const content = csv(row(1, { lon: '"-122,42"', lat: '"37,76"' }), row(2));
    expect((await read('comma.csv', content)).notes.join()).toContain('"decimal": ","');
    const points = casesOf(await read('comma.csv', content, { decimal: ',' })).map((one) => one.point);
    expect(points).toEqual([
      [-122.42, 37.76],
      [-122.42, 37.76],
    ]);
  });
});

describe('times', () => {
  const opened = async (text: string, more: object = {}) =>
    casesOf(await read('time.csv', csv(row(1, { opened: text })), more))[0]?.openedAt;

  it.each([
    ['2024-02-01 09:00', undefined, '2024-02-01T09:00:00'],
    ['2024-02-01T09:00:00.123-0800', undefined, '2024-02-01T09:00:00.123'],
    ['02/01/2024 09:00:00 PM', ['ISO', 'MM/dd/yyyy hh:mm:ss a'], '2024-02-01T21:00:00'],
    ['2024-02-01T09:00:00', ['MM/dd/yyyy', 'ISO'], '2024-02-01T09:00:00'],
    ['1706778000', 'X', '2024-02-01T01:00:00'],
    ['1706778000000', 'x', '2024-02-01T01:00:00'],
    ['1706778000', ['x', 'X'], '2024-02-01T01:00:00'],
    ['1706778000000', ['X', 'x'], '2024-02-01T01:00:00'],
    ['1 Feb 2024', { opened: 'd MMM yyyy' }, '2024-02-01T00:00:00'],
  ])('%s as %j', async (text, timeFormat, right) => {
    expect(await opened(text, { timeFormat })).toBe(at(right));
  });

  it.each([
    ['01/02/2024', '"dd/MM/yyyy" or "MM/dd/yyyy"'],
    ['13.02.2024', '"d.M.yyyy"'],
    ['1706778000', '"X"'],
    ['02/21/2024 09:00 PM', '"MM/dd/yyyy h:mm a"'],
  ])('%s is told with the formats that would read it', async (text, formats) => {
    const said = await fault('time.csv', csv(row(1, { opened: text })));
    expect(said).toContain(
      `"${text}" is not a time, read as ISO 8601; "timeFormat": ${formats} in replay.json`,
    );
  });

  it.each([
    ['2024-11-03 01:30', 'America/Los_Angeles', '2024-11-03T01:30:00-07:00'],
    ['2024-11-03T01:30-08:00', 'America/Los_Angeles', '2024-11-03T01:30:00-08:00'],
    ['2024-10-27 02:15', 'Europe/Berlin', '2024-10-27T02:15:00+02:00'],
    // Midnight comes twice in Havana, and not at all in São Paulo.
    ['2024-11-03 00:10', 'America/Havana', '2024-11-03T00:10:00-04:00'],
    ['2024-11-03', 'America/Havana', '2024-11-03T00:00:00-04:00'],
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T01:00:00-02:00'],
  ])('%s in %s is the first there is', async (text, timeZone, right) => {
    expect(await opened(text, { timeZone })).toBe(Date.parse(right));
  });

  it.each([
    ['2024-02-05', undefined, '2024-02-06T00:00:00-08:00'],
    ['05.02.2024', { due: 'dd.MM.yyyy' }, '2024-02-06T00:00:00-08:00'],
    ['2024-03-10', undefined, '2024-03-11T00:00:00-07:00'],
    ['2024-02-05T00:00:00', undefined, '2024-02-05T00:00:00-08:00'],
    ['05/02/2024 08:00', { due: ['dd/MM/yyyy', 'dd/MM/yyyy HH:mm'] }, '2024-02-05T08:00:00-08:00'],
  ])('due %s is over at its end', async (due, timeFormat, right) => {
    const [one] = casesOf(await read('due.csv', csv(row(1, { due })), { timeFormat }));
    expect(one?.dueAt).toBe(Date.parse(right));
  });
});

describe('what cities publish', () => {
  const plain = csv(row(1), row(2));
  it.each([
    ['tabs', plain.replaceAll(',', '\t'), {}],
    ['bars', plain.replaceAll(',', '|'), {}],
    ['semicolons that the profile names', plain.replaceAll(',', ';'), { delimiter: ';' }],
    ['a line that says what stands between', `sep=;\r\n${plain.replaceAll(',', ';')}`, {}],
    ['a mark and UTF-8', `\uFEFF${plain}`, {}],
    ['UTF-16, little end first', Buffer.from(`\uFEFF${plain}`, 'utf16le'), {}],
    ['UTF-16, big end first', Buffer.from(`\uFEFF${plain}`, 'utf16le').swap16(), {}],
    ['UTF-16 without a mark that the profile names', Buffer.from(plain, 'utf16le'), { encoding: 'utf-16le' }],
    ['blank rows at its end', `${plain},,,,,,,\n , ,,,,,,\n`, {}],
    ['an empty column, and one twice that nobody uses', plain.replaceAll(/^(.+)$/gm, '$1,,note,note'), {}],
    ['spaces in its header', plain.replace(HEAD, HEAD.replaceAll(',', ' , ')), {}],
    ['short rows where nobody uses what is missing', plain.replace(HEAD, `${HEAD},note`), {}],
  ])('a CSV with %s', async (_, content, more) => {
    const recording = await read('published.csv', content, more);
    expect(told(recording)).toEqual([]);
    expect(casesOf(recording).map(({ id, point: to }) => [id, to])).toEqual([
      ['R-1', [-122.42, 37.76]],
      ['R-2', [-122.42, 37.76]],
    ]);
  });

  it('Windows-1252 where the profile names it, and is told where it does not', async () => {
    const content = Buffer.from(csv(row(1, { kind: 'caf\u00e9' })), 'latin1');
    const [one] = casesOf(await read('west.csv', content, { encoding: 'windows-1252' }));
    expect(one?.category).toBe('café');
    expect(await fault('west.csv', content)).toMatch(/line 2: .*byte 0xe9.*"encoding": "windows-1252"/);
    expect(await fault('wide.csv', Buffer.from(plain, 'utf16le'))).toContain('"encoding": "utf-16le"');
  });

  it('a column that is used may not come twice', async () => {
    const said = await fault('twice.csv', plain.replace(HEAD, HEAD.replace('due', 'id')));
    expect(said).toContain('column 4 ("id"): the header names this column twice');
  });

  const base = { id: 'J-1', opened: '2024-02-01', closed: null, due: null, status: 'open', kind: 'lamp' };
  const inPoint = { ...fields, ...point };
  it.each([
    ['GeoJSON', { type: 'Point', coordinates: [-122.42, 37.76] }],
    ['a location of Socrata', { latitude: '37.76', longitude: '-122.42', human_address: '{}' }],
    ['a pair', [-122.42, 37.76]],
    ['WKT', 'POINT (-122.42 37.76)'],
    ['a text', '(37.76, -122.42)'],
  ])('a place as %s', async (_, place) => {
    const recording = await read('place.json', JSON.stringify([{ ...base, place }]), { fields: inPoint });
    expect(casesOf(recording)[0]?.point).toEqual([-122.42, 37.76]);
  });

  it.each([
    [
      'features',
      {
        type: 'FeatureCollection',
        features: [
          { type: 'Feature', properties: base, geometry: { type: 'Point', coordinates: [-122.42, 37.76] } },
        ],
      },
      { fields: { ...inPoint, point: 'geometry' } },
    ],
    [
      'a list within',
      { count: 1, result: { records: [{ ...base, lon: -122.42, lat: 37.76 }] } },
      { rows: 'result.records' },
    ],
    [
      'paths',
      [{ recordid: 1, fields: { ...base, geo: { at: [-122.42, 37.76] } } }],
      {
        fields: {
          ...Object.fromEntries(Object.entries(fields).map(([key, name]) => [key, `fields.${name}`])),
          ...{ longitude: 'fields.geo.at.0', latitude: 'fields.geo.at.1' },
        },
      },
    ],
  ])('JSON of %s', async (_, content, more) => {
    const recording = await read('nested.json', JSON.stringify(content), more);
    expect(casesOf(recording)).toMatchObject([{ id: 'J-1', point: [-122.42, 37.76] }]);
  });

  it('numbers stay the texts they are, wherever they stand', async () => {
    const ids = ['9007199254740993', '-9223372036854775809', '12345678901234567890123'];
    const rows = ids.map((id, n) =>
      JSON.stringify({ ...base, id: 0, lon: -122.42, lat: 37.76, opened: `2024-02-0${n + 1}` }).replace(
        '"id":0',
        `"id":${id}`,
      ),
    );
    const all = casesOf(await read('big.jsonl', rows.join('\n')));
    expect(all.map(({ id }) => id)).toEqual([ids[0], ids[2]]);
  });

  it('a field that no record has is told, with those there are', async () => {
    const said = await fault('miss.json', JSON.stringify([{ ...base, where: { lon: 1, lat: 2 } }]));
    expect(said).toMatch(
      /no record has "lon", which replay.json takes for longitude; there are .*"where.lon"/,
    );
    expect(await fault('list.json', JSON.stringify({ items: [base] }))).toContain('"rows": "items"');
  });
});
