import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { headless } from '../harness/browser.ts';
import { scratch } from '../harness/profile-copy.ts';
import { healthOf, root, startCity, startWall } from '../harness/programs.ts';
import { until } from '../harness/wait.ts';
import { settled } from '../harness/window.ts';
import { faultsOf } from './faults.ts';

/**
 * `npm run screenshots`: every board of a profile at wall sizes, in both themes and languages, live, stale
 * and empty, into `screenshots/`; and what is wrong with any of them: text below the floor of legibility,
 * clipped text, a scroll bar, tiles that overlap. `--only TEXT` keeps the names that contain it.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    out: { type: 'string', default: path.join(root, 'screenshots') },
    profile: { type: 'string', default: path.join(root, 'assets', 'cities', 'hcmc') },
    boards: { type: 'string', default: 'overview,map,indicators' },
    cases: { type: 'string', default: '200000' },
  },
});

const SIZES = [
  [1920, 1080],
  [3840, 2160],
  [5760, 1080],
  [1080, 1920],
] as const;
const THEMES = ['dark', 'light'] as const;
const LANGUAGES = ['vi', 'en'] as const;

let taken = 0;
let faulty = 0;
async function shoot(browser: Browser, address: string, state: string): Promise<void> {
  for (const board of values.boards.split(','))
    for (const [width, height] of SIZES)
      for (const theme of THEMES)
        for (const language of LANGUAGES) {
          const name = `${board}-${width}x${height}-${theme}-${language}-${state}`;
          if (!name.includes(values.only)) continue;
          const page = await browser.newPage({ viewport: { width, height }, reducedMotion: 'reduce' });
          await page.goto(`${address}?board=${board}&theme=${theme}&lang=${language}`);
          await settled(page);
          await page.screenshot({ path: path.join(values.out, `${name}.png`) });
          const faults = await faultsOf(page, height > width || width < 1920);
          taken += 1;
          if (faults.length > 0) faulty += 1;
          process.stdout.write(`${name}${faults.length > 0 ? `\n  ${faults.join('\n  ')}` : ''}\n`);
          await page.close();
        }
}

await mkdir(values.out, { recursive: true });
const place = await scratch('screenshots');
const browser = await headless();
const data = path.join(place.folder, 'wall');
const common = ['--profile', values.profile, '--port', '0'];
const city = await startCity(...common, '--data', path.join(place.folder, 'city'), '--cases', values.cases);
try {
  const live = await startWall(...common, '--data', data, '--city', city.address);
  await until(
    'the wall holds the city',
    async () => {
      const held = await healthOf(live.address);
      const there: { seq?: number } = await (await fetch(new URL('health', city.address))).json();
      return (
        held.status === 'live' && held.cursor !== null && held.cursor.seq >= (there.seq ?? Infinity) - 1000
      );
    },
    300_000,
  );
  await shoot(browser, live.address, 'live');
  await live.stop();
  const stale = await startWall(...common, '--data', data, '--offline');
  await shoot(browser, stale.address, 'stale');
  await stale.stop();
  const empty = await startWall(...common, '--data', path.join(place.folder, 'empty'), '--offline');
  await shoot(browser, empty.address, 'empty');
  await empty.stop();
} finally {
  await browser.close();
  await city.stop();
  await place.remove();
}
process.stdout.write(`${taken} pictures in ${values.out}\n${taken - faulty} passed, ${faulty} failed\n`);
process.exit(faulty === 0 && taken > 0 ? 0 : 1);
