import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import path from 'node:path';
import { HOUR } from '../../sync/contract/instants.ts';
import type { Role } from '../../sync/contract/people.ts';
import { openReadable } from '../../sync/store/cache.ts';
import { currentGeneration } from '../../sync/store/pointer.ts';
import { requestHeld } from '../../sync/store/requests.ts';
import { headless } from '../harness/browser.ts';
import { startLater } from '../harness/later.ts';
import { profileCopy, scratch } from '../harness/profile-copy.ts';
import { HOST, holdsCity, type Program, startCity, startWall } from '../harness/programs.ts';
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
let profile: string;
const common = (port = 0): string[] => ['--profile', profile, '--port', String(port)];
const data = (of: string): [string, string] => ['--data', path.join(place.folder, of)];
const ofCity = (): string[] => [...data('city'), '--cases', '8000', '--seed', '5'];

beforeAll(async () => {
  place = await scratch('requests');
  browser = await headless();
  // Nothing was asked before, and units answer by themselves when it is too late: what happens is what people do here.
  const { requests }: { requests: object } = JSON.parse(
    await readFile(path.join(PROFILE, 'demo.json'), 'utf8'),
  );
  const demo = { requests: { ...requests, asked: 0, quick: 0, late: 1 } };
  profile = await profileCopy('hcmc', place.folder, {}, demo);
  city = await startCity(...common(), ...ofCity());
  const of = ['--city', city.address, DEMO_ACCOUNTS];
  wall = await startWall(...common(), ...data('wall'), ...of);
  own = await startWall(...common(), ...data('own'), ...of, '--scope', UNIT);
  await holdsCity(wall);
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

/** The requests on an indicator's page, by their ids. */
const listed = (page: Page): Promise<(string | null)[]> =>
  page.$$eval('[data-requests-on] [data-request]', (rows) =>
    rows.map((row) => row.getAttribute('data-request')),
  );
/** Waits until a request that was not there is on an indicator's page; gives its id. */
async function another(page: Page, before: readonly (string | null)[]): Promise<string> {
  await page.waitForFunction(
    (known) =>
      [...document.querySelectorAll('[data-requests-on] [data-request]')].some(
        (row) => !known.includes(row.getAttribute('data-request')),
      ),
    [...before],
    { timeout: TOLD },
  );
  return (await listed(page)).find((one) => !before.includes(one)) ?? '';
}
/** Asks the unit of the indicator whose page is shown, until the end of so many worked days. */
async function ask(page: Page, text: string, days: string): Promise<void> {
  await page.click('[data-ask]:not([disabled])', { timeout: TOLD });
  await page.fill('[data-ask-form] [name="text"]', text);
  await page.fill('[data-ask-form] [name="days"]', days);
  await page.click('[data-ask-form] button[type="submit"]');
  await page.waitForSelector('[data-ask-form]', { state: 'detached' });
}
const requestAt = (id: string): string => `?console&view=request&request=${encodeURIComponent(id)}`;

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
  // A name that no unit has stays, and is called so; Escape takes the unit back.
  const unit = leader.locator('[data-ask-form] .picker input');
  const named = await unit.inputValue();
  await unit.fill('Sở Không Có');
  await unit.press('Tab');
  await leader.waitForSelector('[data-ask-form] .picker [aria-invalid="true"]');
  expect(await unit.inputValue()).toBe('Sở Không Có');
  await unit.click();
  await unit.press('Escape');
  expect(await unit.inputValue()).toBe(named);
  const before = await listed(leader);
  await leader.click('[data-ask-form] button[type="submit"]');
  const id = await another(leader, before);
  const at = requestAt(id);

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
  await officer.waitForSelector('[data-given] [data-command="answer"][data-command-state="applied"]');
  await shows(officer, 'answered');

  await leader.goto(`${wall.address}${at}`);
  await shows(leader, 'answered');
  await move(leader, 'sendBack', 'Chưa rõ hạn.');
  await shows(officer, 'sentBack');
  // What was done while somebody writes is told before it is sent, and what they wrote is sent all the same.
  await officer.click('[data-do="answer"]');
  await officer.fill('dialog textarea[name="text"]', 'Xong trong tháng 12.');
  await move(leader, 'remind', '');
  await officer.waitForSelector('dialog [data-changed]', { timeout: TOLD });
  await officer.click('dialog button[type="submit"]');
  expect(await officer.innerText('dialog button[type="submit"]')).toBe('Vẫn gửi');
  await officer.click('dialog button[type="submit"]');
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
    'remind',
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

it(
  'what is given while the line is cut for an hour waits where it was given, arrives once, and what is late is late on all',
  { timeout: 400_000 },
  async () => {
    const board = '?console&board=indicator';
    const leader = await open(wall, board, 'leader');
    await leader.waitForSelector('[data-ask]:not([disabled])', { timeout: TOLD });
    const before = await listed(leader);
    const reader = await open(wall, '?console&view=requests', 'viewer');
    await reader.waitForSelector('[data-view="requests"] [data-request]', { timeout: TOLD });
    await ask(leader, 'Vì sao chưa đạt?', '5');
    const first = await another(leader, before);
    // Whoever reads the list is told, and nothing moves under their eyes until they ask for it.
    await reader.waitForSelector('[data-news]', { timeout: TOLD });
    expect(await reader.$(`[data-request="${first}"]`)).toBeNull();
    await reader.keyboard.press('r');
    await reader.waitForSelector(`[data-request="${first}"]`);
    expect(await reader.$('[data-news]')).toBeNull();
    await reader.close();
    const officer = await open(own, requestAt(first), 'officer');
    await shows(officer, 'asked');
    const waits = '[data-given] [data-command-state="queued"]';

    await city.kill('SIGKILL');
    await move(officer, 'answer', 'Đang chờ vốn.');
    await officer.waitForSelector(waits);
    expect(await officer.innerText('[data-given]')).toContain('chờ gửi');
    // Whoever asks is told that what they see is late.
    await leader.click('[data-ask]');
    await leader.waitForSelector('[data-ask-form] [role="status"]', { timeout: TOLD });
    expect(await leader.innerText('[data-ask-form] [role="status"]')).toContain('đang trễ');
    await leader.keyboard.press('Escape');
    await ask(leader, 'Bao giờ xong?', '1');
    // On the page that it was asked from, too.
    const here = '[data-requests-on] [data-waiting] [data-command-state="queued"]';
    await leader.waitForSelector(here, { timeout: TOLD });
    expect(await leader.innerText(here)).toContain('chờ gửi');
    await leader.goto(`${wall.address}?console&view=requests&unit=${UNIT}`);
    await leader.waitForSelector(`${waits}[data-command="ask"]`);
    // Nothing is told to be so before the city said it.
    expect(await officer.getAttribute('[data-view="request"]', 'data-state')).toBe('asked');

    city = await startLater(HOUR, HOST.city, [...common(city.port), ...ofCity()]);
    await shows(officer, 'answered');
    await officer.waitForSelector(waits, { state: 'detached' });
    await leader.waitForSelector('[data-given] [data-command="ask"][data-command-state="applied"]', {
      timeout: TOLD,
    });
    await leader.goto(`${wall.address}${board}`);
    const second = await another(leader, [...before, first]);
    await leader.goto(`${wall.address}${requestAt(first)}`);
    await shows(leader, 'answered');
    const thread = await leader.innerText('.thread');
    expect(thread.match(/Đang chờ vốn/g)).toHaveLength(1);
    await move(leader, 'accept', '');
    await shows(leader, 'accepted');
    await shows(officer, 'accepted');

    // The deadline of the second passes, and nobody answered.
    const cache = openReadable(currentGeneration(path.join(place.folder, 'city'))?.cache ?? '');
    const { dueAt } = requestHeld(cache, second) ?? { dueAt: NaN };
    cache.close();
    const { port } = city;
    await city.stop();
    city = await startLater(dueAt + HOUR - Date.now(), HOST.city, [...common(port), ...ofCity()]);
    const screen = await open(wall, '?board=requests', null);
    const viewer = await open(wall, requestAt(second), 'viewer');
    await leader.goto(`${wall.address}${requestAt(second)}`);
    await officer.goto(`${own.address}${requestAt(second)}`);
    for (const page of [leader, officer, viewer])
      await page.waitForSelector('[data-view="request"][data-late="true"]', { timeout: TOLD });
    await screen.waitForFunction(
      () => /trễ/i.test(document.querySelector('[data-panel="list"]')?.textContent ?? ''),
      undefined,
      { timeout: TOLD },
    );
    await Promise.all([leader, screen, officer, viewer].map((page) => page.close()));
    expect(troubles).toEqual([]);
  },
);
