import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { loadProfile } from '../../sync/profile/index.ts';
import { headless } from '../harness/browser.ts';
import { scratch } from '../harness/profile-copy.ts';
import { healthOf, root, startCity, startWall } from '../harness/programs.ts';
import { until } from '../harness/wait.ts';
import { DOCS, renewDocs } from './docs.ts';
import { everyPicture, STATES, take } from './pictures.ts';

/**
 * `npm run screenshots`: every board of a profile at wall sizes, in both themes and languages, live, stale
 * and empty, into `screenshots/`; and what is wrong with any of them: text below the floor of legibility,
 * clipped text, a scroll bar, tiles that overlap. Ends with 1 where anything is.
 *
 * `--only TEXT` (again and again) keeps the names that contain all the texts; `--boards A,B` and `--cases N`
 * choose what is shown, all of the profile's boards where absent; `--docs` renews the pictures in `docs/images/` instead.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    out: { type: 'string', default: path.join(root, 'screenshots') },
    profile: { type: 'string', default: path.join(root, 'assets', 'cities', 'hcmc') },
    boards: { type: 'string' },
    cases: { type: 'string', default: '200000' },
    docs: { type: 'boolean', default: false },
  },
});

const out = values.docs ? path.join(root, 'docs', 'images') : values.out;
const boards =
  values.boards?.split(',') ?? (await loadProfile(values.profile)).profile.boards.map(({ id }) => id);
const pictures = values.docs ? [] : everyPicture(boards, values.only);
if (!values.docs && pictures.length === 0) {
  process.stderr.write(`no picture's name contains ${values.only.join(' and ')}\n`);
  process.exit(2);
}

await mkdir(out, { recursive: true });
const started = performance.now();
const place = await scratch('screenshots');
const browser = await headless();
const data = path.join(place.folder, 'wall');
const common = ['--profile', values.profile, '--port', '0'];
const city = await startCity(...common, '--data', path.join(place.folder, 'city'), '--cases', values.cases);
const faulty = new Map<string, string[]>();
const note = (found: ReadonlyMap<string, string[]>): void => {
  for (const [name, faults] of found) faulty.set(name, faults);
};

/** A wall that holds all the city has. */
async function liveWall(): Promise<Awaited<ReturnType<typeof startWall>>> {
  const wall = await startWall(...common, '--data', data, '--city', city.address);
  await until(
    'the wall holds the city',
    async () => {
      const held = await healthOf(wall.address);
      const there: { seq?: number } = await (await fetch(new URL('health', city.address))).json();
      return (
        held.status === 'live' && held.cursor !== null && held.cursor.seq >= (there.seq ?? Infinity) - 1000
      );
    },
    300_000,
  );
  return wall;
}

try {
  // The stale wall shows what the live one held, so that one runs first whatever is asked for.
  const live = await liveWall();
  if (values.docs) note(await renewDocs(browser, live.address, out));
  for (const state of STATES) {
    const wanted = pictures.filter((picture) => picture.state === state);
    if (state === 'live') {
      note(await take(browser, live.address, out, wanted));
      await live.stop();
    } else if (wanted.length > 0) {
      const folder = state === 'stale' ? data : path.join(place.folder, 'empty');
      const wall = await startWall(...common, '--data', folder, '--offline');
      note(await take(browser, wall.address, out, wanted));
      await wall.stop();
    }
  }
} finally {
  await browser.close();
  await city.stop();
  await place.remove();
}

const taken = values.docs ? DOCS : pictures.length;
const seconds = Math.round((performance.now() - started) / 1000);
process.stdout.write(`\n${taken} pictures in ${out}, ${seconds} s\n`);
for (const [name, faults] of faulty)
  process.stdout.write(`  ${name}: ${faults.length} faults, first: ${faults[0] ?? ''}\n`);
process.stdout.write(`${taken - faulty.size} passed, ${faulty.size} failed\n`);
process.exit(faulty.size === 0 ? 0 : 1);
