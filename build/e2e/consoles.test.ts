import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { OWN_FILES } from '../../sync/host/door/certificate.ts';
import { headless } from '../harness/browser.ts';
import { hostileProvider } from '../harness/hostile-provider.ts';
import { people } from '../harness/people.ts';
import { profileCopy, scratch } from '../harness/profile-copy.ts';
import { healthOf, holdsCity, root, startCity, startWall, type Program } from '../harness/programs.ts';
import { until } from '../harness/wait.ts';
import { everyTile, watchedWindow } from '../harness/window.ts';

/** A console on another machine, which is another address of this one, in a real browser that knows the wall by its certificate. */

const PASSWORD = 'đúng ngựa pin kẹp giấy';
let place: Awaited<ReturnType<typeof scratch>>;
let city: Program;
let wall: Program;
let browser: Browser;
let served: string;
const data = (): string => path.join(place.folder, 'wall');

/** A browser that knows a wall by the certificate in its data folder. */
function pinned(folder: string): Promise<Browser> {
  const { publicKey } = new X509Certificate(readFileSync(path.join(folder, OWN_FILES.cert)));
  const pin = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64');
  return headless(`--ignore-certificate-errors-spki-list=${pin}`);
}

beforeAll(async () => {
  place = await scratch('consoles-page');
  await people(place.folder, PASSWORD, 'add', 'lan', '--name', 'Ngọc Lan', '--role', 'operator');
  await people(place.folder, PASSWORD, 'add', 'chief', '--name', 'Quản trị', '--role', 'administrator');
  const profile = ['--profile', path.join(root, 'assets/cities/hcmc'), '--port', '0'];
  city = await startCity(...profile, '--data', path.join(place.folder, 'city'), '--cases', '20000');
  wall = await startWall(...profile, '--data', data(), '--city', city.address, '--listen', '127.0.0.2:0');
  await holdsCity(wall);
  served = (await healthOf(wall.address)).consoles?.addresses[0] ?? '';
  browser = await pinned(data());
});
afterAll(async () => {
  await browser?.close();
  await wall?.stop();
  await city?.stop();
  await place?.remove();
});

it('signs somebody in over TLS, shows them a board, comes back after a reload, and is a form again once they have left', async () => {
  const { page, troubles, foreign } = await watchedWindow(browser, new URL(served).host, [1600, 1000]);
  await page.goto(served);
  await page.waitForSelector('[data-sign-in]');
  expect(page.url()).toBe(`${served}?console`);
  expect(await page.textContent('body')).not.toContain('Thành phố Hồ Chí Minh');
  const enter = async (password: string): Promise<void> => {
    await page.fill('[name=account]', 'lan');
    await page.fill('[name=password]', password);
    await page.click('[data-sign-in] button[type=submit]');
  };
  await enter('guess');
  await page.waitForSelector('[data-sign-in] [role=alert] svg');
  await enter(PASSWORD);
  await page.waitForSelector('[data-me]');
  await everyTile(page, 'a picture', ({ content }) => content !== 'loading');
  const kept = await page.evaluate(() => [document.cookie, localStorage.getItem('citywall.session')]);
  const [cookie] = await page.context().cookies();
  expect(kept[0]).toBe('');
  expect(cookie).toMatchObject({ name: '__Host-citywall', secure: true, httpOnly: true, sameSite: 'Strict' });
  expect(kept[1]).not.toBe(cookie?.value);
  await page.reload();
  await page.waitForSelector('[data-me]');
  expect((await page.goto(`${served}?screen=1`))?.status()).toBe(403);
  await page.click('a >> nth=0');
  // Without waiting until a board that is drawn in software stands still.
  await page.dispatchEvent('[data-leave]', 'click');
  await page.waitForSelector('[data-sign-in]');
  await enter(PASSWORD);
  await page.waitForSelector('[data-me]', { state: 'attached', timeout: 90_000 });
  expect([troubles, foreign]).toEqual([[], []]);
  await page.close();
});

it('becomes a screen of the wall by a code that is typed, and one no more when an administrator says so', async () => {
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(`${served}?console`);
  await page.click('[data-enrol]');
  await page.fill('[data-enrol-form] [name=code]', 'AAAA-BBBB-CCCC');
  await page.click('[data-enrol-form] [type=submit]');
  await page.waitForSelector('[data-enrol-form] [role=alert]');
  // What was typed is there still, to be put right.
  expect(await page.inputValue('[data-enrol-form] [name=code]')).toBe('AAAA-BBBB-CCCC');
  const said = await people(place.folder, '', 'enrol', 'hall-2');
  const [code = ''] = /(?:[0-9A-Z]{4}-){2}[0-9A-Z]{4}/.exec(said) ?? [];
  await page.fill('[data-enrol-form] [name=code]', code.toLowerCase());
  await page.click('[data-enrol-form] [type=submit]');
  await page.waitForURL(`${served}?screen=1`);
  expect(page.url()).not.toContain(code);
  await everyTile(page, 'has data', ({ content }) => content !== 'loading');
  // Nobody is signed in there for all that.
  const console = await context.newPage();
  await console.goto(`${served}?console`);
  await console.waitForSelector('[data-sign-in]');
  await console.fill('[name=account]', 'chief');
  await console.fill('[name=password]', PASSWORD);
  await console.click('[data-sign-in] button[type=submit]');
  await console.click('[data-me]');
  await console.click('[data-machine="hall-2"] button');
  await console.waitForSelector('[data-machine="hall-2"]', { state: 'detached' });
  await console.close();
  await until('the screen is refused', async () => (await page.reload())?.status() === 403);
  await context.close();
});

it('leads people of the city to its provider and back, signed in', async () => {
  const provider = await hostileProvider('wall-of-the-city');
  const profile = await profileCopy('new-york', path.join(place.folder, 'city-accounts'), {});
  const signIn = {
    ...{ issuer: provider.issuer, client: 'wall-of-the-city', claims: { role: 'role' } },
    roles: { operator: ['operators'] },
  };
  writeFileSync(path.join(profile, 'sign-in.json'), JSON.stringify(signIn));
  const folder = path.join(place.folder, 'city-accounts', 'wall');
  const own = ['--offline', '--port', '0', '--data', folder, '--profile', profile];
  const other = await startWall(...own, '--listen', '127.0.0.2:0');
  const [at = ''] = (await healthOf(other.address)).consoles?.addresses ?? [];
  const known = await pinned(folder);
  try {
    const page = await known.newPage();
    await page.goto(`${at}?console&view=cases`);
    await page.click('[data-by-city]');
    await page.waitForSelector('[data-me]');
    expect(await page.textContent('[data-me]')).toContain('Lan Nguyễn');
    // What was asked for is shown, and the code that was handed over stands in no address.
    expect(page.url()).toContain('view=cases');
    expect(page.url()).not.toContain('#');
  } finally {
    await known.close();
    await other.stop();
    provider.stop();
  }
});
