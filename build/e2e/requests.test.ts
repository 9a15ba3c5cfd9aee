import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import path from 'node:path';
import type { Role } from '../../sync/contract/people.ts';
import { headless } from '../harness/browser.ts';
import { scratch } from '../harness/profile-copy.ts';
import { holdsCity, type Program, startCity, startWall } from '../harness/programs.ts';
import { DEMO_ACCOUNTS, signIn } from '../harness/sign-in.ts';
import { watchedWindow } from '../harness/window.ts';
import { seriousFaults } from './axe.ts';
import { PROFILE } from './console-stage.ts';

/** The unit that is asked: it leads the indicator that the board of one indicator begins with, and has a wall of its own. */
const UNIT = 'sotc';
/** Longer than a command takes to the city and back with its record, milliseconds. */
const TOLD = 60_000;

let place: Awaited<ReturnType<typeof scratch>>;
let browser: Awaited<ReturnType<typeof headless>>;
let city: Program;
let wall: Program;
let own: Program;
const common = ['--profile', PROFILE, '--port', '0'];
const data = (of: string): [string, string] => ['--data', path.join(place.folder, of)];

beforeAll(async () => {
  place = await scratch('requests');
  browser = await headless();
  city = await startCity(...common, ...data('city'), '--cases', '8000', '--seed', '5');
  const of = ['--city', city.address, DEMO_ACCOUNTS];
  wall = await startWall(...common, ...data('wall'), ...of);
  own = await startWall(...common, ...data('own'), ...of, '--scope', UNIT);
  await holdsCity(wall, 6_000);
});
afterAll(async () => {
  await browser?.close();
  await own?.stop();
  await wall?.stop();
  await city?.stop();
  await place?.remove();
});

/** What went wrong in a page; nothing may. */
const troubles: string[] = [];
async function open(at: Program, query: string, role: Role | null): Promise<Page> {
  const { page, troubles: found } = await watchedWindow(browser, `127.0.0.1:${at.port}`, [1600, 1000]);
  page.on('close', () => troubles.push(...found));
  if (role !== null) await signIn(page, at.address, role);
  await page.goto(`${at.address}${query}`);
  return page;
}
const shows = (page: Page, state: string): Promise<unknown> =>
  page.waitForSelector(`[data-view="request"][data-state="${state}"]`, { timeout: TOLD });
/** Does something about the request that a page shows, and says so. */
async function move(page: Page, deed: string, text: string): Promise<void> {
  await page.click(`[data-do="${deed}"]`, { timeout: TOLD });
  await page.fill('dialog textarea[name="text"]', text);
  await page.click('dialog button[type="submit"]');
  await page.waitForSelector('dialog', { state: 'detached' });
}

it('a leader asks about an indicator, walls show it, its unit answers at its own wall, and the leader accepts', async () => {
  const leader = await open(wall, '?console&board=indicator', 'leader');
  await leader.click('[data-ask]:not([disabled])', { timeout: TOLD });
  // What is missing is told at its field, and what was typed outlives the page.
  await leader.click('[data-ask-form] button[type="submit"]');
  await leader.waitForSelector('[data-ask-form] [name="text"][aria-invalid="true"]');
  await leader.fill('[data-ask-form] [name="text"]', 'Vì sao <b>chậm</b>?');
  expect(await seriousFaults(leader)).toEqual([]);
  await leader.reload();
  await leader.click('[data-ask]:not([disabled])', { timeout: TOLD });
  expect(await leader.inputValue('[data-ask-form] [name="text"]')).toBe('Vì sao <b>chậm</b>?');
  const before = new Set(
    await leader.$$eval('[data-requests-on] [data-request]', (rows) =>
      rows.map((row) => row.getAttribute('data-request')),
    ),
  );
  await leader.click('[data-ask-form] button[type="submit"]');
  await leader.waitForFunction(
    (known) =>
      [...document.querySelectorAll('[data-requests-on] [data-request]')].some(
        (row) => !known.includes(row.getAttribute('data-request')),
      ),
    [...before],
    { timeout: TOLD },
  );
  const all = await leader.$$eval('[data-requests-on] [data-request]', (rows) =>
    rows.map((row) => row.getAttribute('data-request')),
  );
  const id = all.find((one) => !before.has(one)) ?? '';
  const at = `?console&view=request&request=${encodeURIComponent(id)}`;

  // The wall counts it, and shows nothing of what was typed.
  const screen = await open(wall, '?board=requests', null);
  await screen.waitForFunction(() => document.body.innerText.includes('giải ngân'), undefined, {
    timeout: TOLD,
  });
  expect(await screen.innerText('body')).not.toContain('Vì sao');

  const officer = await open(own, at, 'officer');
  await shows(officer, 'asked');
  expect(await officer.innerText('[data-did="ask"]')).toContain('Vì sao <b>chậm</b>?');
  expect(await officer.$('[data-do="accept"]')).toBeNull();
  await move(officer, 'answer', 'Do vướng mặt bằng.');
  await shows(officer, 'answered');

  await leader.goto(`${wall.address}${at}`);
  await shows(leader, 'answered');
  await move(leader, 'sendBack', 'Chưa rõ hạn.');
  await shows(officer, 'sentBack');
  await move(officer, 'answer', 'Xong trong tháng 12.');
  await shows(leader, 'answered');
  await move(leader, 'accept', '');
  await shows(leader, 'accepted');
  await shows(officer, 'accepted');
  expect(await leader.$$('[data-do]')).toEqual([]);

  // Somebody else at the same wall reads the thread and may do nothing.
  const viewer = await open(wall, at, 'viewer');
  await shows(viewer, 'accepted');
  expect(await viewer.$$eval('[data-did]', (all) => all.map((one) => one.getAttribute('data-did')))).toEqual([
    'ask',
    'answer',
    'sendBack',
    'answer',
    'accept',
  ]);
  expect(await viewer.$$('[data-do]')).toEqual([]);

  // Whoever sent something is told what became of it.
  await leader.goto(`${wall.address}?console&view=requests&unit=${UNIT}`);
  await leader.waitForSelector('[data-given] [data-command="accept"][data-command-state="applied"]', {
    timeout: TOLD,
  });
  await Promise.all([leader, screen, officer, viewer].map((page) => page.close()));
  expect(troubles).toEqual([]);
});
