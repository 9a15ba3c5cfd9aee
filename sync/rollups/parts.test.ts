import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { DAY } from '../contract/instants.ts';
import type { CityRecord } from '../contract/records.ts';
import type { Scope } from '../contract/scope.ts';
import { openPartReader } from '../store/personal/part-reader.ts';
import { currentGeneration } from '../store/pointer.ts';
import { everything, follow, personal, take } from './log.fixture.ts';
import type { OpenWriter } from './writer.ts';
import { aCase, at, batch, casesIn, Folders, MORNING, SECRET, truth } from './writer.fixture.ts';

const folders = new Folders();
afterAll(() => folders.remove());

const scope: Scope = { unit: 'u1', units: ['u1'], areas: [], indicators: [] };
const tomb = (of: 'case' | 'personal', n: number, rev: number): CityRecord => ({
  ...{ kind: 'tombstone', of, scope: '1022', id: `P-${n}`, rev },
});
const privates = (folder: string): string[] =>
  readdirSync(folder).filter((name) => name.startsWith('private-'));

/** Which of the first cases a folder has a part of that can be read, with its words. */
function held(folder: string, secret = SECRET): Record<string, string> {
  const file = currentGeneration(folder)?.personal ?? '';
  const reader = openPartReader(file, secret);
  if (reader === null) return {};
  try {
    const ids = Array.from({ length: 12 }, (_, n) => `P-${n}`);
    return Object.fromEntries(
      ids.flatMap((id) => {
        const text = reader.find('1022', id)?.text;
        return text === undefined ? [] : [[id, text]];
      }),
    );
  } finally {
    reader.close();
  }
}

/** A wall takes a snapshot of its city, as one that asks for personal parts or not. */
async function snapshot(city: string, wall: OpenWriter, withParts: boolean): Promise<void> {
  const log = folders.reader(city);
  const { cursor, records } = await log.head();
  await wall.stage({ id: 's', cursor, records }, truth);
  const chunk = await log.chunk(null, everything, { personal: withParts });
  await wall.stageChunk({ snapshot: 's', after: null, next: null, records: chunk.records, picture: false });
  await wall.swap(truth, cursor);
}

describe('a wall that holds personal parts', () => {
  test('takes them by snapshot and delta, lets go of those that are deleted, and has them after a start', async () => {
    const [city, folder] = [folders.next(), folders.next()];
    const origin = folders.origin(city);
    await take(origin, [aCase(1), aCase(2), personal(1, 1, 'a'), personal(2, 1, 'b')]);
    const wall = folders.writer(folder, { personal: SECRET });
    await snapshot(city, wall, true);
    expect(held(folder)).toEqual({ 'P-1': 'a', 'P-2': 'b' });
    await take(origin, [personal(1, 2, 'aa'), tomb('personal', 2, 1), aCase(3), personal(3, 1, 'c')]);
    await follow(folders, city, wall, everything, { personal: true });
    expect(held(folder)).toEqual({ 'P-1': 'aa', 'P-3': 'c' });
    wall.close();
    const again = folders.writer(folder, { personal: SECRET });
    expect(await again.cursor()).toEqual(await origin.cursor());
    expect(held(folder)).toEqual({ 'P-1': 'aa', 'P-3': 'c' });
    expect(held(folder, `${SECRET}!`)).toEqual({});
  });

  test('and held its city without, shows what it has until a snapshot has brought them', async () => {
    const [city, folder] = [folders.next(), folders.next()];
    const origin = folders.origin(city);
    await take(origin, [aCase(1), personal(1, 1, 'a')]);
    const before = folders.writer(folder);
    await snapshot(city, before, false);
    expect(await before.cursor()).toEqual(await origin.cursor());
    before.close();
    const wall = folders.writer(folder, { personal: SECRET });
    expect(await wall.cursor()).toBeNull();
    expect(casesIn(folder)).toHaveLength(1);
    await snapshot(city, wall, true);
    expect([await wall.cursor(), held(folder)]).toEqual([await origin.cursor(), { 'P-1': 'a' }]);
  });

  test('and has lost them, or their key, asks for a snapshot; another key is no reason to be dark', async () => {
    const [city, folder] = [folders.next(), folders.next()];
    const origin = folders.origin(city);
    await take(origin, [aCase(1), personal(1, 1, 'a')]);
    let secret = SECRET;
    for (const lose of [
      () => void (secret += '!'),
      () => privates(folder).forEach((name) => rmSync(`${folder}/${name}`)),
    ]) {
      const wall = folders.writer(folder, { personal: secret });
      await snapshot(city, wall, true);
      expect(held(folder, secret)).toEqual({ 'P-1': 'a' });
      wall.close();
      lose();
      const again = folders.writer(folder, { personal: secret });
      expect([await again.cursor(), casesIn(folder).length, held(folder, secret)]).toEqual([null, 1, {}]);
      again.close();
    }
  });

  test('and is to hold none any more, deletes them, and goes on from where it is', async () => {
    const [city, folder] = [folders.next(), folders.next()];
    const origin = folders.origin(city);
    await take(origin, [aCase(1), personal(1, 1, 'a')]);
    const wall = folders.writer(folder, { personal: SECRET });
    await snapshot(city, wall, true);
    wall.close();
    // Those of a generation that was set aside tell as much.
    writeFileSync(`${folder}/private-7.db.aside-1`, 'closed with the same key');
    const without = folders.writer(folder);
    expect([privates(folder), await without.cursor()]).toEqual([[], await origin.cursor()]);
    await take(origin, [aCase(2), personal(2, 1, 'b')]);
    await follow(folders, city, without, everything, { personal: true });
    expect([casesIn(folder).length, privates(folder)]).toEqual([2, []]);
    without.close();
    // What came meanwhile came without: all of it is fetched again.
    expect(await folders.writer(folder, { personal: SECRET }).cursor()).toBeNull();
  });

  test('drops those of cases that were closed long ago by itself, and takes them from nobody again', async () => {
    const folder = folders.next();
    const wall = folders.writer(folder, { personal: SECRET });
    const closed = {
      openedAt: MORNING - 90 * DAY,
      closedAt: MORNING - 40 * DAY,
      status: 'resolved',
    } as const;
    await wall.apply(batch(0, 4, [aCase(1, closed), aCase(2), personal(1, 1, 'a'), personal(2, 1, 'b')]));
    expect(wall.dropPersonal(MORNING - 30 * DAY)).toBe(1);
    expect([held(folder), await wall.cursor()]).toEqual([{ 'P-2': 'b' }, at(4)]);
    await wall.apply(batch(4, 5, [personal(1, 1, 'a')]));
    expect([held(folder), wall.dropPersonal(MORNING - 30 * DAY)]).toEqual([{ 'P-2': 'b' }, 0]);
  });
});

describe('the wall of one unit', () => {
  test('keeps a part for as long as it holds the case, whatever was changed of it meanwhile', async () => {
    const [city, folder] = [folders.next(), folders.next()];
    const origin = folders.origin(city);
    // Its case came after it, and was changed since: in the log it stands behind both.
    await take(origin, [
      personal(1, 1, 'a'),
      aCase(1, { unit: 'u1' }),
      aCase(2, { unit: 'u2' }),
      personal(2, 1, 'b'),
    ]);
    await take(origin, [aCase(1, { rev: 2, unit: 'u1' })]);
    const wall = folders.writer(folder, { personal: SECRET, scope });
    const level = (): Promise<void> =>
      follow(folders, city, wall, { records: 1, bytes: 1e6 }, { personal: true });
    await level();
    expect(held(folder)).toEqual({ 'P-1': 'a' });
    // Handed in, it brings its part; handed out, it takes it along.
    await take(origin, [aCase(1, { rev: 3, unit: 'u2' }), aCase(2, { rev: 2, unit: 'u1' })]);
    await level();
    expect(held(folder)).toEqual({ 'P-2': 'b' });
    await take(origin, [tomb('case', 2, 2)]);
    await level();
    expect(held(folder)).toEqual({});
    expect(existsSync(currentGeneration(folder)?.personal ?? '')).toBe(true);
  });

  test('keeps no part of a case that it does not hold, by a snapshot either', async () => {
    const [city, folder] = [folders.next(), folders.next()];
    const origin = folders.origin(city);
    await take(origin, [
      aCase(1, { unit: 'u1' }),
      aCase(2, { unit: 'u2' }),
      personal(1, 1, 'a'),
      personal(2, 1, 'b'),
    ]);
    await take(origin, [personal(3, 1, 'of a case that nobody has')]);
    await snapshot(city, folders.writer(folder, { personal: SECRET, scope }), true);
    expect(held(folder)).toEqual({ 'P-1': 'a' });
  });
});
