import { afterAll, expect, test } from 'vitest';
import { DAY } from '../contract/instants.ts';
import type { CityRecord } from '../contract/records.ts';
import { everything, follow, personal, take } from './log.fixture.ts';
import { MOST_DROPPED } from './retention.ts';
import { aCase, Folders, MORNING, SECRET, truth } from './writer.fixture.ts';

const folders = new Folders();
afterAll(() => folders.remove());

const closedAt = (n: number, at: number): CityRecord =>
  aCase(n, { openedAt: MORNING - 90 * DAY, closedAt: at, status: 'resolved' });
/** The cases of which a folder hands out a personal part. */
async function parts(folder: string): Promise<string[]> {
  const { records } = await folders.reader(folder).chunk(null, everything, { personal: true });
  const all: CityRecord[] = JSON.parse(records);
  return all.filter(({ kind }) => kind === 'personal').map((one) => ('id' in one ? one.id : ''));
}

test('parts of cases that were closed long ago go, here and with whoever fetched them; others stay', async () => {
  const [city, wall] = [folders.next(), folders.next()];
  const origin = folders.origin(city);
  const old = MORNING - 30 * DAY;
  await take(origin, [closedAt(1, old), closedAt(2, old + 1), aCase(3), closedAt(4, old - DAY)]);
  await take(
    origin,
    [1, 2, 3, 4, 5].map((n) => personal(n, 3, 'words')),
  );
  const replica = folders.writer(wall, { personal: SECRET, serve: true });
  await follow(folders, city, replica, everything, { personal: true });

  expect(origin.dropPersonal(old)).toBe(2);
  expect(origin.dropPersonal(old)).toBe(0);
  expect(await parts(city)).toEqual(['P-2', 'P-3', 'P-5']);
  await follow(folders, city, replica, everything, { personal: true });
  await replica.truth(truth);
  expect(await parts(wall)).toEqual(['P-2', 'P-3', 'P-5']);
  // What came later than it stays; the same once more does not come back.
  await take(origin, [personal(1, 3, 'words'), personal(4, 4, 'more words')]);
  expect(await parts(city)).toEqual(['P-2', 'P-3', 'P-5', 'P-4']);
  expect(origin.reached().truth).toEqual(truth);
});

test('many go some at a time', async () => {
  const folder = folders.next();
  const origin = folders.origin(folder);
  const many = Array.from({ length: MOST_DROPPED + 5 }, (_, n) => n);
  await take(origin, [
    ...many.map((n) => closedAt(n, MORNING - DAY)),
    ...many.map((n) => personal(n, 1, 'x')),
  ]);
  expect([origin.dropPersonal(MORNING), origin.dropPersonal(MORNING), origin.dropPersonal(MORNING)]).toEqual([
    ...[MOST_DROPPED, 5, 0],
  ]);
  expect(await parts(folder)).toEqual([]);
});
