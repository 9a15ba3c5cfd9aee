import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { headless } from '../harness/browser.ts';
import { scratch } from '../harness/profile-copy.ts';
import { startProgram, type Program } from '../harness/programs.ts';
import { seriousFaults } from './axe.ts';

/** What `npm start` begins, and a browser that signs in there by the demonstration's own provider. */
let place: Awaited<ReturnType<typeof scratch>>;
let browser: Browser;
let start: Program;
beforeAll(async () => {
  place = await scratch('sign-in');
  browser = await headless();
  const args = ['--no-open', '--port', '0', '--data', place.folder, '--cases', '3000'];
  start = await startProgram('dist/electron/start.mjs', args);
}, 180_000);
afterAll(async () => {
  await browser.close();
  await start.stop();
  await place.remove();
});

const byCity = '[data-by-city]';
/** At the provider: chooses a role, and is back at the console. */
async function chooses(page: Page, role: string): Promise<void> {
  await page.click(byCity);
  await page.waitForSelector(`[data-role="${role}"]`);
  expect(page.url()).not.toContain(start.address);
  await page.click(`[data-role="${role}"]`);
  await page.waitForURL((url) => url.href.startsWith(start.address));
}

it('signs in by a click on a role at the provider, locks, and is back where it was once the same person signed in again', async () => {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  await page.goto(`${start.address}?console&board=data&lang=en`);
  await page.waitForSelector(byCity, { timeout: 60_000 });
  expect(await page.locator('[data-offered]').count()).toBe(0);
  expect(await seriousFaults(page)).toEqual([]);
  await chooses(page, 'leader');
  await page.waitForSelector('[data-me]');
  expect(await page.textContent('[data-me]')).toContain('Leader');
  const here = page.url();
  expect(here).toContain('board=data');
  expect(here).not.toContain('#');

  await page.click('[data-me]');
  await page.click('[data-lock]');
  await page.waitForSelector('[data-cover]');
  expect(await page.locator('[data-cover] input').count()).toBe(0);
  expect(await seriousFaults(page)).toEqual([]);
  await chooses(page, 'leader');
  await page.waitForSelector('[data-cover]', { state: 'detached' });
  expect(await page.textContent('[data-me]')).toContain('Leader');
  expect(page.url()).toBe(here);

  // Whoever goes back in this browser finds no code.
  await page.goBack();
  expect(page.url()).not.toContain('sign-in=');
  await page.close();
}, 180_000);
