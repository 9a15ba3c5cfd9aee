import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DAY, MINUTE } from '../../sync/contract/instants.ts';
import type { CaseRecord } from '../../sync/contract/records.ts';
import { loadProfile, type LoadedProfile } from '../../sync/profile/index.ts';
import { createWriter } from '../../sync/rollups/writer.ts';
import { batches, NOW } from '../bench/cases.ts';
import { delta, truthOf, writerOptions } from '../bench/held.ts';
import { headless } from '../harness/browser.ts';
import { profileCopy, scratch } from '../harness/profile-copy.ts';
import { startWall, type Program } from '../harness/programs.ts';
import { DEMO_ACCOUNTS, signIn } from '../harness/sign-in.ts';
import { until } from '../harness/wait.ts';
import { watchedWindow } from '../harness/window.ts';

/** A city in which everything is reported everywhere at once: ten thousand alerts, of sixty causes. */
const CAUSES = 60;
/** Groups that are acknowledged one after another, and what a window's heap may have grown by after them, MiB. */
const GROUPS = 5;
const GROWTH = 12;
const RULE = 'everything';
const cause = (n: number): string => `cause-${n}`;
const both = (words: string): object => ({ vi: words, en: words });

let place: Awaited<ReturnType<typeof scratch>>;
let browser: Browser;
let wall: Program;
let areas: string[];

/** The shipped profile with so many more fields, and one rule that watches each of them in every area. */
async function profileIn(folder: string): Promise<string> {
  const profile = await profileCopy('hcmc', folder, {});
  const change = async (name: string, by: (read: never) => unknown): Promise<void> => {
    const file = path.join(profile, name);
    await writeFile(file, JSON.stringify(by(JSON.parse(await readFile(file, 'utf8')) as never)));
  };
  const causes = Array.from({ length: CAUSES }, (_, n) => ({ id: cause(n), name: both(`Sự cố ${n}`) }));
  await change('services.json', (services: { id: string; categories: object[] }[]) =>
    services.map((one) => (one.id === '1022' ? { ...one, categories: [...one.categories, ...causes] } : one)),
  );
  await change('alerts.json', (settings: object) => ({
    ...settings,
    rules: [
      {
        ...{ id: RULE, name: both('Sự cố khắp nơi'), severity: 'critical', most: 10_000, every: 0.25 },
        groupBy: ['category'],
        watch: {
          ...{ detector: 'counts', service: '1022', by: 'categoryArea', hours: 6, minimum: 3, ratio: 2 },
          ...{ falseDiscovery: 0.05, categories: causes.map(({ id }) => id) },
        },
      },
    ],
  }));
  return profile;
}

/** Forty quiet days, then three reports of every cause in every area within the last hour. */
function* records({ profile }: LoadedProfile): Generator<CaseRecord> {
  const report = (id: string, openedAt: number, category: string, area: string): CaseRecord => ({
    ...{ kind: 'case', service: '1022', id, rev: 1, openedAt, dueAt: openedAt + DAY, status: 'received' },
    ...{ category, area },
  });
  for (let day = 1; day <= 40; day++)
    yield report(`old-${day}`, NOW - day * DAY, profile.services[0]?.categories[0]?.id ?? '', areas[0] ?? '');
  for (const [a, area] of areas.entries())
    for (let n = 0; n < CAUSES; n++)
      for (let i = 0; i < 3; i++)
        yield report(`now-${a}-${n}-${i}`, NOW - (1 + ((a + n + i) % 50)) * MINUTE, cause(n), area);
}

beforeAll(async () => {
  place = await scratch('alert-flood');
  browser = await headless();
  const profile = await profileIn(place.folder);
  const loaded = await loadProfile(profile);
  areas = loaded.profile.areas.filter(({ validTo }) => validTo === undefined).map(({ id }) => id);
  const data = path.join(place.folder, 'wall');
  const writer = createWriter(writerOptions(loaded, data));
  let seq = 0;
  for (const batch of batches(records(loaded), 2_000)) {
    await writer.apply(delta(batch, seq, truthOf(loaded)));
    seq += batch.length;
  }
  writer.close();
  wall = await startWall('--profile', profile, '--port', '0', '--data', data, '--offline', DEMO_ACCOUNTS);
});
afterAll(async () => {
  await browser?.close();
  await wall?.stop();
  await place?.remove();
});

const numberIn = async (page: Page, where: string, name: string): Promise<number> =>
  Number((await page.getAttribute(where, name)) ?? NaN);

/** What a page's scripts hold once garbage is collected, MiB. */
async function heapOf(page: Page): Promise<number> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  await devtools.detach();
  return usedSize / 2 ** 20;
}

it('ten thousand alerts are few groups, one small sign, and a queue that is worked off group by group', async () => {
  const { page: screen } = await watchedWindow(browser, `127.0.0.1:${wall.port}`, [1920, 1080]);
  await screen.goto(`${wall.address}?screen=1`);
  const { page, troubles } = await watchedWindow(browser, `127.0.0.1:${wall.port}`, [1600, 1000]);
  await signIn(page, wall.address, 'operator');
  await page.goto(`${wall.address}?console&view=alerts`);
  await until(
    'sixty groups',
    async () => (await numberIn(page, '[data-view]', 'data-groups')) === CAUSES,
    120_000,
  );
  expect(await page.textContent('[data-view="alerts"] .count')).toContain('10.000');

  // The wall tells as many groups as it has room for, counts the others, and moves in one place at most.
  await until('the wall tells of it', async () =>
    (await screen.textContent('main, body'))?.includes('Sự cố'),
  );
  expect(
    await screen.evaluate(() => document.getAnimations().filter((a) => a.playState === 'running').length),
  ).toBeLessThanOrEqual(1);

  const before = { screen: await heapOf(screen), console: await heapOf(page) };

  // What is done to a group at once is done to each of it, and told; where its line stands then is another matter.
  const known = async (): Promise<number> =>
    Number(
      /đã nhận\s*([\d.]+)/
        .exec((await page.textContent('[data-view="alerts"]')) ?? '')?.[1]
        ?.replace('.', ''),
    );
  for (let group = 1; group <= GROUPS; group++) {
    await page.keyboard.press('j');
    await page.keyboard.press('a');
    await page.waitForSelector('dialog[open]');
    await page.click('[data-ready]');
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('dialog[open]', { state: 'detached' });
    const least = group * (Math.floor(10_000 / CAUSES) - 1);
    await until(`${group} groups are acknowledged`, async () => (await known()) >= least);
  }
  expect(await page.textContent('[data-told-bar]')).toContain('Đã nhận');

  // Neither window keeps what has been drawn anew.
  expect((await heapOf(screen)) - before.screen).toBeLessThan(GROWTH);
  expect((await heapOf(page)) - before.console).toBeLessThan(GROWTH);
  expect(troubles).toEqual([]);
});
