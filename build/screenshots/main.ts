import { existsSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { asking } from '../harness/ask.ts';
import { headless } from '../harness/browser.ts';
import { optionsOf, profileAt, refuse, wholeNumber } from '../harness/options.ts';
import { scratch } from '../harness/profile-copy.ts';
import { healthOf, type Program, root, startCity, startWall } from '../harness/programs.ts';
import { until } from '../harness/wait.ts';
import { differences } from './differ.ts';
import { DOCS, renewDocs } from './docs.ts';
import { everyPicture, nameOf, type State, take } from './pictures.ts';

/**
 * `npm run screenshots`: every board of a profile at wall sizes, in both themes and languages, live, stale
 * and empty, into `screenshots/`; and what is wrong with any of them: text below the floor of legibility,
 * clipped text, a scroll bar, tiles that overlap, and what `measures.ts` counts. Ends with 1 where anything is.
 *
 * `--only TEXT` (again and again) keeps the names that contain all the texts; `--boards A,B` and `--cases N`
 * choose what is shown, all of the profile's boards where absent; `--docs` renews the pictures in `docs/images/` instead.
 *
 * `--held DIR` takes the stale pictures alone, of a city kept in DIR (filled where it is not there yet): they are the same
 * to the pixel whenever they are taken. `--against DIR` holds what was taken against the pictures of DIR: `--held city --out
 * before` on one version, `--held city --out after --against before` on another, says what has changed for the eye.
 */
const values = optionsOf('screenshots', {
  only: { type: 'string', multiple: true, default: [] },
  out: { type: 'string', default: path.join(root, 'screenshots') },
  profile: { type: 'string', default: path.join(root, 'assets', 'cities', 'hcmc') },
  boards: { type: 'string' },
  cases: { type: 'string', default: '200000' },
  docs: { type: 'boolean', default: false },
  held: { type: 'string' },
  against: { type: 'string' },
});

const { held, against } = values;
const out = values.docs ? path.join(root, 'docs', 'images') : values.out;
const cases = String(wholeNumber('screenshots', 'cases', values.cases, 0, 1_000_000_000));
const known = (await profileAt('screenshots', values.profile)).profile.boards.map(({ id }) => id);
const boards = values.boards?.split(',') ?? known;
const unknown = boards.filter((id) => !known.includes(id));
if (unknown.length > 0)
  refuse('screenshots', `--boards: no board ${unknown.join(', ')}; there are ${known.join(', ')}`);
if (values.docs && (held !== undefined || against !== undefined))
  refuse('screenshots', '--docs goes with neither --held nor --against');
if (against !== undefined && held === undefined)
  refuse('screenshots', '--against goes with --held: only pictures of one held city are the same');
if (against !== undefined && !existsSync(against))
  refuse('screenshots', `--against: there is no folder ${against}`);
const only = held === undefined ? values.only : [...values.only, 'stale'];
const pictures = values.docs ? [] : everyPicture(boards, only);
if (!values.docs && pictures.length === 0)
  refuse('screenshots', `no picture's name contains ${only.join(' and ')}`);

await mkdir(out, { recursive: true });
const started = performance.now();
const place = await scratch('screenshots');
const browser = await headless();
const common = ['--profile', values.profile, '--port', '0'];
const faulty = new Map<string, string[]>();
const note = (found: ReadonlyMap<string, string[]>): void => {
  for (const [name, faults] of found) faulty.set(name, [...(faulty.get(name) ?? []), ...faults]);
};

/** Waits until every rule of alerts was looked at: a wall looks at one a second. Those that cannot be are told. */
async function looked(address: string): Promise<void> {
  const window = asking(address);
  try {
    const { rules } = await until(
      'every rule of alerts was looked at',
      async () => {
        const told = await window.ask('alerts', { limit: 1, rows: 0 });
        return told.rules.every(({ stands }) => stands !== 'blind') && told;
      },
      90_000,
    ).catch(() => window.ask('alerts', { limit: 1, rows: 0 }));
    const blind = rules.filter(({ stands }) => stands === 'blind').map(({ rule }) => rule);
    if (blind.length > 0) process.stdout.write(`rules that could not be looked at: ${blind.join(', ')}\n`);
  } finally {
    window.close();
  }
}

/** Runs `see` with a live wall that holds, in `data`, all that the demonstration city in `city` has. */
async function withCity(data: string, city: string, see: (wall: Program) => Promise<void>): Promise<void> {
  const centre = await startCity(...common, '--data', city, '--cases', cases);
  try {
    const wall = await startWall(...common, '--data', data, '--city', centre.address);
    await until(
      'the wall holds the city',
      async () => {
        const health = await healthOf(wall.address);
        const there: { seq?: number } = await (await fetch(new URL('health', centre.address))).json();
        return (
          health.status === 'live' &&
          health.cursor !== null &&
          health.cursor.seq >= (there.seq ?? Infinity) - 1000
        );
      },
      300_000,
    );
    await looked(wall.address);
    await see(wall);
    await wall.stop();
  } finally {
    await centre.stop();
  }
}

/** The pictures of a wall without its city: stale where it holds one in `data`, else empty. */
async function takeOffline(data: string, wanted: typeof pictures): Promise<void> {
  if (wanted.length === 0) return;
  const wall = await startWall(...common, '--data', data, '--offline');
  note(await take(browser, wall.address, out, wanted));
  await wall.stop();
}

const of = (state: State): typeof pictures => pictures.filter((picture) => picture.state === state);
const data = path.join(place.folder, 'wall');
try {
  if (held === undefined) {
    // The stale wall shows what the live one held, so that one runs first whatever is asked for.
    await withCity(data, path.join(place.folder, 'city'), async ({ address }) => {
      if (values.docs) note(await renewDocs(browser, address, out));
      note(await take(browser, address, out, of('live')));
    });
  } else {
    const kept = path.join(held, 'wall');
    if (!existsSync(kept)) await withCity(kept, path.join(held, 'city'), () => Promise.resolve());
    // A wall writes where it runs: what is kept stays as it was.
    await cp(kept, data, { recursive: true });
  }
  await takeOffline(data, of('stale'));
  if (held === undefined) await takeOffline(path.join(place.folder, 'empty'), of('empty'));
  if (against !== undefined) note(await differences(browser, pictures.map(nameOf), against, out));
} finally {
  await browser.close();
  await place.remove();
}

const taken = values.docs ? DOCS : pictures.length;
const seconds = Math.round((performance.now() - started) / 1000);
process.stdout.write(`\n${taken} pictures in ${out}, ${seconds} s\n`);
for (const [name, faults] of faulty)
  process.stdout.write(`  ${name}: ${faults.length} faults, first: ${faults[0] ?? ''}\n`);
process.stdout.write(`${taken - faulty.size} passed, ${faulty.size} failed\n`);
process.exit(faulty.size === 0 ? 0 : 1);
