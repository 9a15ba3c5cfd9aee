import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CitywallError } from '../../contract/errors.ts';
import { archive, type MadeArchive } from './base-map.fixture.ts';
import { rangeOf, readBaseMap, serveBaseMap } from './base-map.ts';
import { listen, type Listening } from './http.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'citywall-base-'));
const file = path.join(folder, 'base.pmtiles');
let host: Listening;
beforeAll(async () => {
  host = await listen(
    0,
    (request, response) => serveBaseMap(folder, request, response),
    pino({ level: 'silent' }),
  );
});
afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => rmSync(file, { recursive: true, force: true }));

const made: MadeArchive = {
  tiles: [
    {
      z: 0,
      x: 0,
      y: 0,
      features: [
        {
          layer: 'water',
          kind: 'lake',
          area: true,
          corners: [
            [0, 0],
            [9, 0],
            [9, 9],
          ],
        },
      ],
    },
  ],
  metadata: {
    attribution:
      '<a href="https://example.org/" onclick="x()">&copy; Example &amp;\n Sons, Montr&eacute;al, 2 &#60; 3</a>',
    vector_layers: [{ id: 'water' }, { id: 'roads' }, { id: 'pois' }],
  },
};
const refusal = async (): Promise<CitywallError> => {
  const error: unknown = await readBaseMap(folder).catch((reason: unknown) => reason);
  if (error instanceof CitywallError) return error;
  throw new Error(`not refused: ${JSON.stringify(error)}`);
};

describe('what windows are told of a base map', () => {
  it('is nothing where there is none', async () => {
    expect(await readBaseMap(folder)).toBeNull();
    mkdirSync(file);
    expect(await readBaseMap(folder)).toBeNull();
  });

  it('is where it is, what of it is drawn, and whose it is, as text', async () => {
    writeFileSync(file, archive(made));
    expect(await readBaseMap(folder)).toEqual({
      version: expect.stringMatching(/^[a-z0-9]+-[a-z0-9]+$/),
      attribution: '© Example & Sons, Montréal, 2 < 3',
      bounds: [
        [-180, -85],
        [180, 85],
      ],
      minZoom: 0,
      maxZoom: 0,
      layers: ['water', 'roads'],
    });
  });

  it.each<[string, () => Buffer | string, string]>([
    [
      'no archive',
      () =>
        'PNG and so on, not a map at all; long enough to have a header, as every file of this kind must, but without sense '.repeat(
          3,
        ),
      'no PMTiles archive',
    ],
    ['nothing', () => '', 'no PMTiles archive'],
    ['cut off', () => archive(made).subarray(0, 140), 'no PMTiles archive'],
    ['another version', () => archive({ ...made, specVersion: 2 }), 'no PMTiles archive of version 3'],
    ['pictures', () => archive({ ...made, tileType: 2 }), 'pictures for tiles'],
    [
      'no layer of ours',
      () => archive({ ...made, metadata: { vector_layers: [{ id: 'pois' }] } }),
      'has none of the layers water, roads',
    ],
    ['no metadata', () => archive({ ...made, metadata: {} }), 'but none'],
  ])('%s is refused by name', async (_, content, what) => {
    writeFileSync(file, content());
    const error = await refusal();
    expect([error.code, error.where]).toEqual(['base-map-invalid', file]);
    expect(error.message).toContain(what);
  });
});

describe('the file over HTTP', () => {
  const bytes = Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 251));
  const get = async (headers: Record<string, string> = {}, method = 'GET', query = '') => {
    const answer = await fetch(`${host.address}base.pmtiles${query}`, { headers, method });
    return { answer, body: Buffer.from(await answer.arrayBuffer()) };
  };
  beforeEach(() => writeFileSync(file, bytes));

  it('is sent whole where no part is asked for', async () => {
    const { answer, body } = await get();
    expect([answer.status, body]).toEqual([200, bytes]);
    expect(answer.headers.get('accept-ranges')).toBe('bytes');
    expect(answer.headers.get('content-type')).toBe('application/vnd.pmtiles');
    expect(answer.headers.get('content-range')).toBeNull();
  });

  it.each([
    ['bytes=0-126', 0, 126],
    ['bytes=100-100', 100, 100],
    ['bytes=990-', 990, 999],
    ['bytes=-10', 990, 999],
    ['bytes=0-16383', 0, 999],
    ['bytes=-5000', 0, 999],
  ])('is sent in part: %s', async (range, from, to) => {
    const { answer, body } = await get({ range });
    expect([answer.status, body]).toEqual([206, bytes.subarray(from, to + 1)]);
    expect(answer.headers.get('content-range')).toBe(`bytes ${from}-${to}/1000`);
    expect(answer.headers.get('content-length')).toBe(String(to + 1 - from));
  });

  it.each(['bytes=1000-', 'bytes=5000-6000', 'bytes=-0'])('has no such part: %s', async (range) => {
    const { answer, body } = await get({ range });
    expect([answer.status, body.length, answer.headers.get('content-range')]).toEqual([
      416,
      0,
      'bytes */1000',
    ]);
  });

  it.each(['bytes=5-2', 'bytes=a-b', 'bytes=0-1,5-6', 'lines=0-5'])(
    'passes over what is no range: %s',
    async (range) => {
      const { answer, body } = await get({ range });
      expect([answer.status, body.length]).toEqual([200, 1000]);
    },
  );

  it('has a tag that changes with it, by which a part of another file is not mixed in', async () => {
    const tag = (await get()).answer.headers.get('etag') ?? '';
    expect(tag).toMatch(/^"[^"]+"$/);
    expect((await get({ range: 'bytes=0-9', 'if-range': tag })).answer.status).toBe(206);
    writeFileSync(file, bytes.subarray(0, 900));
    expect((await get({ range: 'bytes=0-9', 'if-range': tag })).answer.status).toBe(200);
    expect((await get()).answer.headers.get('etag')).not.toBe(tag);
  });

  it('is given to a window only in the version it was told of', async () => {
    const version = ((await get()).answer.headers.get('etag') ?? '').replaceAll('"', '');
    expect((await get({ range: 'bytes=0-9' }, 'GET', `?v=${version}`)).answer.status).toBe(206);
    const other = (await get({ range: 'bytes=0-9' }, 'GET', '?v=1-2')).answer;
    expect([other.status, other.headers.get('etag')]).toEqual([404, null]);
  });

  it('answers HEAD without it', async () => {
    const { answer, body } = await get({}, 'HEAD');
    expect([answer.status, body.length, answer.headers.get('content-length')]).toEqual([200, 0, '1000']);
  });

  it('is not there where there is none, and empty where it is', async () => {
    writeFileSync(file, '');
    expect((await get()).answer.status).toBe(200);
    expect((await get({ range: 'bytes=0-9' })).answer.status).toBe(416);
    rmSync(file);
    expect((await get()).answer.status).toBe(404);
    expect(statSync(folder).isDirectory()).toBe(true);
  });
});

it.each([
  [undefined, null],
  ['bytes = 0 - 4', { from: 0, to: 4 }],
  ['bytes=-', null],
])('of ten bytes, %s is %j', (header, range) => {
  expect(rangeOf(header, 10)).toEqual(range);
});
