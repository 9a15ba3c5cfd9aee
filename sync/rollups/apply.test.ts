import { afterAll, expect, it } from 'vitest';
import { createApplier } from './apply.ts';
import { census } from './census.ts';
import { rebuild } from './rebuild.ts';
import { aCase, Folders, MORNING, profile } from './writer.fixture.ts';

const folders = new Folders();
afterAll(() => folders.remove());

it('a batch that is given up leaves no trace: not on disk, not in what the next one builds on', () => {
  const cache = folders.writer(folders.next()).folder.current().db;
  const options = { timeZone: profile.timeZone, services: profile.services, serve: false, personal: null };
  const applier = createApplier(cache, options);
  const apply = (n: number, also: () => void = () => undefined) =>
    applier.apply(JSON.stringify([aCase(n, { category: `c${n}`, area: `a${n}` })]), MORNING, also);
  const tallies = () =>
    cache.db
      .prepare(
        'SELECT id, hex(whole), hex(unit), hex(area), hex(quality), hex(cell), hex(touched) FROM tallies',
      )
      .all();

  apply(1);
  const before = tallies();
  const failing = () => {
    throw new Error('given up');
  };
  expect(() => apply(2, failing)).toThrow('given up');
  expect(tallies()).toEqual(before);
  expect(census(cache, '1022', MORNING)).toMatchObject({ cases: 1, open: 1 });

  apply(3);
  const after = tallies();
  rebuild(cache, options);
  expect(tallies()).toEqual(after);
  expect(census(cache, '1022', MORNING)).toMatchObject({ cases: 2, open: 2 });
});
