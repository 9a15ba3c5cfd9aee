import { createServer, type Server } from 'node:http';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headless } from '../harness/browser.ts';
import { uncheckedCity, type UncheckedCity } from '../harness/hostile-city.ts';
import { scratch } from '../harness/profile-copy.ts';
import { healthOf, root, startWall, type Program } from '../harness/programs.ts';
import { until } from '../harness/wait.ts';
import { everyTile, watchedWindow, type Watched } from '../harness/window.ts';

/** A city that sends what it should not, and pages from elsewhere that ask what they should not. */
const PROFILE = path.join(root, 'assets', 'cities', 'hcmc');
const SOURCES = ['1022', 'procedures', 'emergency', 'initiatives', 'dialogue', 'resolution98', 'requests'];
const SCRIPT = '<script>globalThis.taken = 1; alert("taken")</script>';
const IMAGE = '<img src="x" onerror="globalThis.taken = 1; alert(1)">';
const YEAR_0 = Date.parse('0000-01-01T00:00:00Z');
const NOW = Date.now();

let n = 0;
/** A record that is as it should be, but for what a test changes. */
const petition = (changes: object = {}): object => ({
  kind: 'case',
  service: '1022',
  id: `e2e-${(n += 1)}`,
  rev: 1,
  openedAt: NOW - 60_000,
  status: 'received',
  category: 'tieng-on',
  ...changes,
});
const measure = (changes: object = {}): object => ({
  kind: 'measure',
  indicator: 'grdp',
  subject: 'city',
  territory: 'hcmc-2025',
  period: '2025-Q3',
  value: 7.3,
  status: 'estimated',
  provenance: 'demo',
  reportedAt: NOW - 3_600_000,
  source: IMAGE,
  rev: 1,
  ...changes,
});

/** Each of these is one record for quarantine. */
const hostile = (): unknown[] => [
  petition({ category: SCRIPT }),
  petition({ id: IMAGE }),
  petition({ unit: '<svg onload=alert(1)>' }),
  petition({ area: '__proto__\u0000' }),
  petition({ category: 'x'.repeat(10 * 1024 * 1024) }),
  petition({ point: [null, null] }),
  petition({ point: ['NaN', 'NaN'] }),
  petition({ point: [1e308 * 10, 10] }),
  petition({ point: [1066, 10] }),
  petition({ openedAt: YEAR_0 }),
  petition({ dueAt: YEAR_0 }),
  petition({ openedAt: '0000-01-01' }),
  petition({ rev: -1 }),
  petition({ status: SCRIPT }),
  measure({ value: 'NaN' }),
  measure({ period: SCRIPT }),
  { kind: 'asset', type: 'camera', id: 'c1', rev: 1, status: 'on', at: NOW, url: 'javascript:alert(1)' },
  { kind: SCRIPT },
  SCRIPT,
  null,
  7,
  [],
];
/** These keep to the contract, as unpleasant as they are: they are applied, and shown as text if at all. */
const unpleasant = (): object[] => [
  measure(),
  {
    kind: 'reference',
    type: 'unit',
    id: 'ttcds',
    rev: 1,
    body: { name: { vi: SCRIPT, en: IMAGE }, constructor: 1 },
  },
];
const GOOD = 20;
const good = (): object[] => Array.from({ length: GOOD }, () => petition());
/** Good and bad in turn, as JSON; a number too large for JSON's reader comes as one that is infinite. */
function batch(): { records: string; count: number } {
  const [right, wrong] = [good(), hostile()];
  const records = [...right.slice(0, 10), ...wrong, ...unpleasant(), ...right.slice(10)];
  return {
    records: JSON.stringify(records).replace('"point":[null,10]', '"point":[1e999,10]'),
    count: records.length,
  };
}

let place: Awaited<ReturnType<typeof scratch>>;
let browser: Browser;
let city: UncheckedCity;
let wall: Program;

beforeAll(async () => {
  place = await scratch('hostile');
  browser = await headless();
  city = await uncheckedCity({ id: 'hcmc', name: IMAGE, profile: SCRIPT, demo: false }, SOURCES, batch());
  wall = await startWall(
    ...['--profile', PROFILE, '--port', '0', '--data', path.join(place.folder, 'wall')],
    ...['--city', city.address],
  );
});
afterAll(async () => {
  await browser?.close();
  await wall?.stop();
  await city?.stop();
  await place?.remove();
});

describe('a city that sends what it should not', () => {
  const bad = hostile().length;
  const opened: Watched[] = [];

  it('in a snapshot: the good around it is applied, the bad is counted, one by one', async () => {
    const health = await until('the snapshot', async () => {
      const held = await healthOf(wall.address);
      return held.cursor?.seq === city.seq() && held;
    });
    expect(health).toMatchObject({ status: 'live', cases: GOOD, open: GOOD, quarantine: bad, measures: 1 });
    for (const board of ['overview', 'map', 'indicators']) {
      const watched = await watchedWindow(browser, `127.0.0.1:${wall.port}`, [1920, 1080]);
      opened.push(watched);
      await watched.page.goto(`${wall.address}?board=${board}`);
      await everyTile(
        watched.page,
        'is answered',
        ({ content }) => content === 'data' || content === 'empty',
      );
    }
  });

  it('as it goes on: the wall stays up and shows what is good', async () => {
    const { pid } = await healthOf(wall.address);
    city.send(...batchOf(batch()));
    const health = await until('the batch', async () => {
      const held = await healthOf(wall.address);
      return held.cursor?.seq === city.seq() && held;
    });
    expect(health).toMatchObject({
      status: 'live',
      pid,
      cases: 2 * GOOD,
      open: 2 * GOOD,
      quarantine: 2 * bad,
    });
    await until('the figure', () =>
      opened[0]?.page
        .getAttribute('[data-panel="backlog"] [data-value]', 'data-value')
        .then((value) => value === String(2 * GOOD)),
    );
  });

  it('turns nothing of it into markup, and runs nothing of it', async () => {
    for (const { page, foreign, troubles } of opened) {
      const found = await page.evaluate(() => ({
        taken: 'taken' in globalThis,
        images: document.querySelectorAll('img, iframe, object, embed').length,
        handlers: [...document.querySelectorAll('*')].filter((e) =>
          e.getAttributeNames().some((name) => name.startsWith('on')),
        ).length,
        scripts: [...document.scripts].filter((script) => script.src === '').length,
      }));
      expect(found).toEqual({ taken: false, images: 0, handlers: 0, scripts: 0 });
      expect([...foreign, ...troubles]).toEqual([]);
    }
  });

  it('in a batch that is no JSON at all: the wall says so and goes on with what comes after', async () => {
    city.send(`[{"kind":"case","point":[NaN,NaN]},${SCRIPT}`, 2);
    city.send(JSON.stringify(good()), GOOD);
    const health = await until('the batch after', async () => {
      const held = await healthOf(wall.address);
      return held.cursor?.seq === city.seq() && held;
    });
    expect(health).toMatchObject({ status: 'live', cases: 3 * GOOD });
    expect(health.quarantine).toBeGreaterThan(2 * bad);
  });
});

const batchOf = ({ records, count }: { records: string; count: number }): [string, number] => [
  records,
  count,
];

describe('a page from elsewhere', () => {
  let elsewhere: Server;
  let port: number;
  beforeAll(async () => {
    elsewhere = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html');
      response.end('<!doctype html><title>elsewhere</title><body>');
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    const address = elsewhere.address();
    port = address === null || typeof address === 'string' ? 0 : address.port;
  });
  afterAll(() => new Promise((resolve) => elsewhere.close(resolve)));

  // Another port of the same name is another origin of the same site; another name is another site.
  it.each(['127.0.0.1', 'localhost'])('on %s reads nothing of the wall and opens no socket', async (name) => {
    const page = await browser.newPage();
    await page.goto(`http://${name}:${port}/`);
    const got = await page.evaluate(async (wallAddress) => {
      const at = (where: string): string => new URL(where, wallAddress).href;
      const read = (where: string, init?: RequestInit): Promise<string> =>
        fetch(at(where), init).then(
          (response) => response.text(),
          () => 'refused',
        );
      const socket = new WebSocket(at('socket.io/?EIO=4&transport=websocket').replace('http', 'ws'));
      const embedded = (element: HTMLScriptElement | HTMLImageElement, where: string): Promise<string> =>
        new Promise((resolve) => {
          element.onload = () => resolve('loaded');
          element.onerror = () => resolve('refused');
          element.src = at(where);
          document.body.append(element);
        });
      return {
        health: await read('health'),
        page: await read(''),
        opaque: await read('health', { mode: 'no-cors' }),
        polling: await read('socket.io/?EIO=4&transport=polling'),
        posted: await read('health', { method: 'POST', body: 'x', mode: 'no-cors' }),
        script: await embedded(document.createElement('script'), 'health'),
        image: await embedded(document.createElement('img'), 'health'),
        socket: await new Promise<string>((resolve) => {
          socket.onmessage = () => resolve('heard');
          socket.onerror = () => resolve('refused');
          if (socket.readyState === WebSocket.CLOSED) resolve('refused');
        }),
      };
    }, wall.address);
    // What is let through without being readable reads as nothing.
    for (const [what, read] of Object.entries(got)) expect([what, read]).toEqual([what, read && 'refused']);
    await page.evaluate((address) => {
      const frame = document.createElement('iframe');
      frame.src = address;
      document.body.append(frame);
      return new Promise((resolve) => (frame.onload = resolve));
    }, wall.address);
    const framed = page.frames().find((frame) => frame !== page.mainFrame());
    expect(await framed?.content()).not.toContain('id="app"');
    expect(await framed?.$('[data-panel]')).toBeNull();
    await page.close();
  });

  it('and the wall is none the worse', async () => {
    expect(await (await fetch(wall.address)).text()).toContain('id="app"');
    expect((await healthOf(wall.address)).status).toBe('live');
  });
});
