import { expect, it } from 'vitest';
import { headersFor } from '../../sync/host/web/headers.ts';
import { embedsOf, mayAsk } from '../../electron/app/embeds.ts';

const WALL = 'http://127.0.0.1:7022/';
const policy = headersFor(7022, {
  pages: ['http://unit.example/board'],
  pictures: ['https://camera.example:8443/gate.jpg'],
})['content-security-policy'];
const embeds = embedsOf(policy ?? '');

const top = { parent: null };
const page = { parent: top };
const deeper = { parent: page };

it('reads what is let in from the policy that the host sends', () => {
  expect(embeds).toEqual({ pages: ['http://unit.example'], pictures: ['https://camera.example:8443'] });
  expect(embedsOf("default-src 'none'; frame-src 'none'")).toEqual({ pages: [], pictures: [] });
});

it.each([
  ['the page itself', `${WALL}?screen=1`, 'mainFrame', top, true],
  ['its worker', 'blob:http://127.0.0.1:7022/1', 'script', top, true],
  ['another page in its place', 'http://unit.example/', 'mainFrame', top, false],
  ['a page that is let in', 'http://unit.example/board', 'subFrame', page, true],
  ['the same by https', 'https://unit.example/board', 'subFrame', page, true],
  ['another port', 'http://unit.example:81/', 'subFrame', page, false],
  ['another page', 'http://else.example/', 'subFrame', page, false],
  ['a file in a page', 'file:///etc/passwd', 'subFrame', page, false],
  ['what that page needs', 'https://cdn.example/a.js', 'script', page, true],
  ['a page within it', 'https://else.example/', 'subFrame', deeper, true],
  ['a file within it', 'file:///etc/passwd', 'image', page, false],
  ['a picture that is let in', 'https://camera.example:8443/gate.jpg', 'image', top, true],
  ['its address as a script', 'https://camera.example:8443/gate.js', 'script', top, false],
  ['a picture by less than https', 'http://camera.example:8443/gate.jpg', 'image', top, false],
  ['nobody known', 'https://camera.example:8443/gate.jpg', 'image', null, false],
  ['no address', 'nowhere', 'image', top, false],
])('%s: %s, asked as %s', (_what, url, resourceType, frame, may) => {
  expect(mayAsk({ url, resourceType, frame }, WALL, embeds)).toBe(may);
});
