import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEMO_PASSWORD, type Role } from '../../sync/contract/people.ts';
import { personalRecord, type PersonalRecord } from '../../sync/contract/records.ts';
import { createLogReader } from '../../sync/store/log-reader.ts';
import { headless } from '../harness/browser.ts';
import { scratch } from '../harness/profile-copy.ts';
import { holdsCity, type Program, startCity, startWall } from '../harness/programs.ts';
import { DEMO_ACCOUNTS, signIn } from '../harness/sign-in.ts';
import { watchedWindow } from '../harness/window.ts';
import { seriousFaults } from './axe.ts';
import { PROFILE } from './console-stage.ts';

/** A console looks at the personal part of a case: shown to whoever may, and gone when nobody is there. */

const KEY = 'the key of the tests, 32 characters or more';
const CREDENTIAL = 'the credential of the tests, of one wall';
/** Longer than parts take to come after all else, milliseconds. */
const COME = 60_000;

let place: Awaited<ReturnType<typeof scratch>>;
let browser: Awaited<ReturnType<typeof headless>>;
let city: Program;
let wall: Program;
let part: PersonalRecord;

beforeAll(async () => {
  place = await scratch('looks');
  browser = await headless();
  const file = (name: string, text: string): string => {
    const named = path.join(place.folder, name);
    writeFileSync(named, text);
    return named;
  };
  const key = file('key', KEY);
  const hash = createHash('sha256').update(CREDENTIAL).digest('hex');
  const common = ['--profile', PROFILE, '--port', '0', '--personal-key', key];
  const data = (of: string): [string, string] => ['--data', path.join(place.folder, of)];
  city = await startCity(
    ...[...common, ...data('city'), '--cases', '4000', '--seed', '5', '--still'],
    ...['--personal-to', file('enrolled', `wall ${hash}\n`)],
  );
  wall = await startWall(
    ...[...common, ...data('wall'), '--city', city.address, DEMO_ACCOUNTS],
    ...['--personal', file('credential', CREDENTIAL)],
  );
  await holdsCity(wall);
  const log = createLogReader(path.join(place.folder, 'city'), KEY);
  const { records } = await log.chunk(null, { records: 1e6, bytes: 1e9 }, { personal: true });
  const all: { kind: string }[] = JSON.parse(records);
  part = personalRecord.parse(all.find(({ kind }) => kind === 'personal'));
  log.close();
});
afterAll(async () => {
  await browser?.close();
  await wall?.stop();
  await city?.stop();
  await place?.remove();
});

async function caseOf(role: Role): Promise<{ page: Page; troubles: string[] }> {
  const { page, troubles } = await watchedWindow(browser, `127.0.0.1:${wall.port}`, [1366, 768]);
  await signIn(page, wall.address, role);
  await page.goto(
    `${wall.address}?console&view=case&service=${part.service}&id=${encodeURIComponent(part.id)}`,
  );
  await page.waitForSelector('[data-personal][data-standing="held"]', { timeout: COME });
  return { page, troubles };
}
const shows = async (page: Page, words: string): Promise<boolean> =>
  (await page.content()).includes(words) || (await page.innerText('body')).includes(words);

it('an operator says what for, is shown a field, and it is hidden with the lock and with the page', async () => {
  const { page, troubles } = await caseOf('operator');
  const phone = part.phone ?? '';
  expect(phone).toMatch(/^0000/);
  expect(await shows(page, phone)).toBe(false);
  const button = page.locator('[data-field="phone"] button');
  await button.focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-purpose-form]');
  expect(await seriousFaults(page)).toEqual([]);
  // Something else needs words, said at the field.
  await page.check('[data-purpose-form] input[value="other"]');
  await page.click('[data-purpose-form] button[type="submit"]');
  await page.waitForSelector('[data-purpose-form] [name="words"][aria-invalid="true"]');
  await page.fill('[data-purpose-form] [name="words"]', 'theo công văn 12');
  await page.click('[data-purpose-form] button[type="submit"]');
  await page.waitForSelector(`[data-field="phone"] .value:text-is("${phone}")`);
  expect(await seriousFaults(page)).toEqual([]);
  // It is asked once a case.
  await page.click('[data-field="text"] button');
  await page.waitForSelector('[data-field="text"] .value');
  expect(await page.innerText('[data-field="text"] .value')).toBe(part.text);
  const kept = await page.evaluate(() =>
    JSON.stringify([location.href, document.title, { ...localStorage }, { ...sessionStorage }]),
  );
  expect([kept.includes(phone), kept.includes('công văn')]).toEqual([false, false]);
  await page.emulateMedia({ media: 'print' });
  expect(await page.isVisible('[data-field="phone"] .value')).toBe(false);
  await page.emulateMedia({ media: 'screen' });

  await page.click('[data-field="text"] button');
  await page.waitForSelector('[data-field="text"] .value', { state: 'detached' });
  // Locked, it is no longer there, nor after the password: what for is asked anew.
  expect(await shows(page, phone)).toBe(true);
  await page.click('[data-me]');
  await page.click('[data-lock]');
  await page.waitForSelector('[data-cover]');
  expect(await shows(page, phone)).toBe(false);
  await page.fill('[data-cover] input[type="password"]', DEMO_PASSWORD);
  await page.click('[data-cover] button[type="submit"]');
  await page.waitForSelector('[data-cover]', { state: 'detached' });
  await page.click('[data-field="phone"] button');
  await page.waitForSelector('[data-purpose-form]');
  expect(troubles).toEqual([]);
});

it('a viewer sees that there is one, and why it is not for them', async () => {
  const { page, troubles } = await caseOf('viewer');
  expect(await page.$$('[data-field] button')).toEqual([]);
  expect(await page.innerText('[data-personal] [data-why="role"]')).toMatch(/Người xem.*Điện thoại/);
  for (const words of [part.phone, part.text, part.name, part.address])
    if (words !== undefined) expect(await shows(page, words)).toBe(false);
  expect(await seriousFaults(page)).toEqual([]);
  expect(troubles).toEqual([]);
});
