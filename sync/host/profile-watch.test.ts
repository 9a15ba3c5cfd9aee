import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ProfileWatch } from './profile-watch.ts';

let place: string;
let folder: string;
let watch: ProfileWatch | null = null;
let saves = 0;

beforeEach(async () => {
  place = await mkdtemp(path.join(tmpdir(), 'watch-'));
  folder = path.join(place, 'city');
  await mkdir(path.join(folder, 'boards'), { recursive: true });
  await put('city.json', '{}');
  await put('boards/data.json', '{}');
  saves = 0;
});
afterEach(async () => {
  watch?.stop();
  await rm(place, { recursive: true });
});

const put = (name: string, text: string): Promise<void> => writeFile(path.join(folder, name), text);

function watched(of = folder): void {
  watch = new ProfileWatch(of, () => (saves += 1), 10);
  watch.run();
}
/** Waits for so many saves in all. */
const told = (count: number): Promise<void> =>
  expect.poll(() => saves, { timeout: 20_000, interval: 5 }).toBeGreaterThanOrEqual(count);

test('tells of the folder as it runs, so that a save while it started is taken', async () => {
  watched();
  await told(1);
});

test('tells of saves in place after a file was put in the place of another, again and again', async () => {
  watched();
  await told(1);
  for (let n = 2; n < 6; n += 2) {
    await put('boards/data.tmp', `{"n":${n}}`);
    await rename(path.join(folder, 'boards/data.tmp'), path.join(folder, 'boards/data.json'));
    await told(n);
    await put('boards/data.json', `{"n":${n}, "in":"place"}`);
    await told(n + 1);
  }
});

test('tells of files removed and written again in one go, as git does', async () => {
  watched();
  await told(1);
  for (let n = 2; n < 6; n++) {
    await rm(path.join(folder, 'boards/data.json'));
    await put('boards/data.json', `{"n":${n}}`);
    await told(n);
  }
});

test('tells of a link that is turned, and of saves in the folder it leads to', async () => {
  const [other, link] = [path.join(place, 'other'), path.join(place, 'link')];
  await mkdir(other);
  await writeFile(path.join(other, 'city.json'), '{"other":1}');
  await symlink(folder, link);
  watched(link);
  await told(1);
  await symlink(other, `${link}.new`);
  await rename(`${link}.new`, link);
  await told(2);
  await writeFile(path.join(other, 'city.json'), '{"other":2}');
  await told(3);
});

test('tells of a folder that went and came, and of one put in its place', async () => {
  watched();
  await told(1);
  await rename(folder, path.join(place, 'away'));
  await told(2);
  await mkdir(folder);
  await put('city.json', '{"new":true}');
  await told(3);
});

test('tells of a save though another file is written all the time', async () => {
  watched();
  await told(1);
  let busy = true;
  const noise = (async () => {
    for (let n = 0; busy; n++) await put('noise.log', String(n));
  })();
  try {
    await told(2);
  } finally {
    busy = false;
    await noise;
  }
});
