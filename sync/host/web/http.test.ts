import { createReadStream, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listen, type Listening } from './http.ts';
import { headersFor } from './headers.ts';
import { buildOf, servePage, servePicture } from './pages.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'citywall-pages-'));
const pages = path.join(folder, 'pages');
const log = pino({ level: 'silent' });
let host: Listening;

beforeAll(async () => {
  mkdirSync(path.join(pages, 'assets'), { recursive: true });
  writeFileSync(path.join(pages, 'index.html'), '<!doctype html>');
  writeFileSync(path.join(pages, 'assets/index-Bx81kq_Z.js'), 'export {};');
  writeFileSync(path.join(folder, 'secret.txt'), 'secret');
  mkdirSync(path.join(folder, 'pictures'));
  writeFileSync(path.join(folder, 'pictures/bờ sông.svg'), '<svg/>');
  writeFileSync(path.join(folder, 'pictures/notes.json'), '{}');
  symlinkSync(path.join(folder, 'secret.txt'), path.join(folder, 'pictures/out.png'));
  symlinkSync(path.join(folder, 'secret.txt'), path.join(pages, 'link.txt'));
  host = await listen(
    0,
    async (req, response) => {
      if (req.url === '/fault') throw new Error('a fault of ours');
      if (req.url?.startsWith('/pictures/')) await servePicture(folder, req, response);
      else await servePage(pages, req, response);
    },
    log,
  );
});
afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true });
});

/** One raw request: `fetch` would tidy the path and refuse to set these headers. */
function get(
  target: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<{ status: number; headers: Record<string, unknown>; body: string }> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: host.port, path: target, method, headers, agent: false };
    request(options, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (part: string) => (body += part));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    })
      .on('error', reject)
      .end();
  });
}

describe('a request', () => {
  test.each([
    { who: 'whoever asked has gone', left: true, said: [] },
    { who: 'a file of ours cannot be read', left: false, said: ['a request failed'] },
  ])('where $who is told as it is', async ({ left, said }) => {
    const told: string[] = [];
    const logger = pino({}, { write: (line: string) => void told.push(line) });
    const { promise: over, resolve } = Promise.withResolvers<undefined>();
    const mine = await listen(
      0,
      async (_request, response) => {
        if (left) await new Promise((gone) => response.once('close', gone));
        const file = left ? path.join(pages, 'index.html') : folder;
        await pipeline(createReadStream(file), response).finally(() => setImmediate(resolve, undefined));
      },
      logger,
    );
    const asked = request({ host: '127.0.0.1', port: mine.port, agent: false }).on('error', () => undefined);
    asked.end();
    if (left)
      asked.once('socket', (socket) => socket.once('connect', () => setImmediate(() => asked.destroy())));
    await over;
    await mine.close();
    expect(told.map((line) => JSON.parse(line).msg)).toEqual(said);
  });
});

describe('pictures of the profile', () => {
  test('are pictures of its one folder, and nothing else of it', async () => {
    const found = await get(`/pictures/${encodeURIComponent('bờ sông.svg')}`);
    expect(found).toMatchObject({ status: 200, body: '<svg/>' });
    expect(found.headers['content-type']).toBe('image/svg+xml');
    for (const target of [
      '/pictures/notes.json',
      '/pictures/none.png',
      '/pictures/out.png',
      '/pictures/../secret.txt',
    ])
      expect((await get(target)).status, target).toBe(404);
  });

  test('and pages come from addresses that the profile names, and from no others', () => {
    const policy = headersFor(1, {
      pages: ['https://unit.example/board/'],
      pictures: ['https://cams.example:8443/a'],
    });
    const csp = policy['content-security-policy'] ?? '';
    expect(csp).toContain("img-src 'self' data: blob: https://cams.example:8443;");
    expect(csp).toContain('frame-src https://unit.example;');
    expect(headersFor(1)['content-security-policy']).toContain("frame-src 'none'");
  });
});

describe('pages', () => {
  test('the entry is asked for again every time, what is named by its content never', async () => {
    const entry = await get('/?screen=2');
    expect(entry).toMatchObject({ status: 200, body: '<!doctype html>' });
    expect(entry.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(entry.headers['cache-control']).toBe('no-cache');
    const script = await get('/assets/index-Bx81kq_Z.js');
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(script.headers['cache-control']).toContain('immutable');
  });

  test('every page carries the policy', async () => {
    const { headers } = await get('/');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['content-security-policy']).toContain("worker-src 'self' blob:");
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('no-referrer');
  });

  test.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%5c..%5c..%5csecret.txt',
    '/link.txt',
    '/%00',
    '/%',
    '/assets',
    '//secret.txt',
    '//',
    'http://a:99999/',
    '/nothing.js',
  ])('%s is no page', async (target) => {
    const answer = await get(target);
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain('secret');
  });

  test('only reading is possible', async () => {
    expect((await get('/', {}, 'POST')).status).toBe(405);
    expect(await get('/', {}, 'HEAD')).toMatchObject({ status: 200, body: '' });
  });

  test('their build is that of their entry', async () => {
    expect(await buildOf(pages)).toMatch(/^[0-9a-f]{16}$/);
    expect(await buildOf(folder)).toBe('none');
  });
});

describe('a refusal has the headers of a page', () => {
  const policy = () => Object.entries(headersFor(host.port));

  test.each([
    [403, '/', { host: 'evil.example' }, 'GET'],
    [405, '/', {}, 'POST'],
    [404, '/nothing', {}, 'GET'],
    [404, '/pictures/none.png', {}, 'GET'],
    [500, '/fault', {}, 'GET'],
    [417, '/', { expect: 'the impossible' }, 'GET'],
  ] as const)('%i of %s', async (status, target, headers, method) => {
    const answer = await get(target, headers, method);
    expect(answer.status).toBe(status);
    for (const [name, value] of policy()) expect(answer.headers[name], name).toBe(value);
  });

  test.each([
    [400, 'NONSENSE\r\n\r\n'],
    [400, 'GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n'],
    [400, 'GET / HTTP/1.1\r\n\r\n'],
    [431, `GET / HTTP/1.1\r\nx: ${'x'.repeat(100_000)}\r\n\r\n`],
  ])('%i of what is no request', async (status, sent) => {
    const answer = await new Promise<string>((resolve, reject) => {
      let said = '';
      const socket = connect(host.port, '127.0.0.1', () => socket.write(sent));
      socket.setEncoding('utf8').on('data', (part: string) => (said += part));
      socket.on('error', reject).on('close', () => resolve(said));
    });
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    for (const [name, value] of policy())
      expect(answer.toLowerCase()).toContain(`${name}: ${value}`.toLowerCase());
  });
});

describe('who may ask', () => {
  test.each([
    [{ host: 'evil.example' }],
    [{ host: '127.0.0.1:1' }],
    [{ origin: 'http://evil.example' }],
    [{ origin: 'null' }],
    [{ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
  ])('not %j', async (headers) => {
    const answer = await get('/', headers);
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'origin-refused' });
  });

  test('a page of this host, under either of its names', async () => {
    expect((await get('/', { origin: `http://127.0.0.1:${host.port}` })).status).toBe(200);
    const named = { host: `localhost:${host.port}`, origin: `http://localhost:${host.port}` };
    expect((await get('/', named)).status).toBe(200);
  });
});

test('a port in use is named, with what to do', async () => {
  await expect(listen(host.port, async () => undefined, log)).rejects.toThrow(
    expect.objectContaining({
      code: 'port-in-use',
      message: expect.stringContaining(String(host.port)),
      hint: expect.stringContaining('--port'),
    }),
  );
});
