import Database from 'better-sqlite3';
import { afterAll, expect, it } from 'vitest';
import { DAY } from '../contract/instants.ts';
import { migrate, SCHEMAS } from '../store/schema.ts';
import { currentGeneration } from '../store/pointer.ts';
import { eachOpen } from './open-cases.ts';
import { qualityBetween } from './quality.ts';
import { balanceAt } from './sums.ts';
import { aCase, at, batch, casesIn, Folders, MORNING, profile } from './writer.fixture.ts';

const folders = new Folders();
afterAll(() => folders.remove());

/** Makes a cache what the first schema had it be, its rows and sums as they are. */
function asFirst(file: string): void {
  const db = new Database(file);
  const first = new Database(':memory:');
  migrate(first, SCHEMAS.cache.slice(0, 1), 'first');
  const sql = first.prepare<[], string>("SELECT sql FROM sqlite_schema WHERE name = 'tallies'").pluck().get();
  first.close();
  db.exec(`
    DROP INDEX cases_open;
    DROP INDEX cases_open_since;
    ALTER TABLE tallies RENAME TO newer;
    ${sql};
    INSERT INTO tallies SELECT id, whole, unit, area, cell, touched FROM newer;
    DROP TABLE newer;
  `);
  db.pragma('user_version = 1');
  db.close();
}

const ask = { service: '1022', at: MORNING };
const quality = { service: '1022', since: null, until: MORNING };

it('a folder of the first schema opens with all it has, and gets what the schema since has', async () => {
  const folder = folders.next();
  const first = folders.writer(folder);
  await first.apply(batch(0, 1, [aCase(1, { rating: 4 }), aCase(2, { closedAt: MORNING })]));
  const sums = balanceAt(first.folder.current().db, { ...ask, dim: 'area' });
  first.close();
  asFirst(currentGeneration(folder)?.cache ?? '');

  const plain = folders.writer(folder);
  const cache = plain.folder.current().db;
  expect([await plain.cursor(), casesIn(folder).length]).toEqual([at(1), 2]);
  expect(balanceAt(cache, { ...ask, dim: 'area' })).toEqual(sums);
  const open = new Array<number>();
  eachOpen(cache, ask, ({ opened }) => open.push(opened));
  expect(open).toEqual([aCase(1).openedAt]);
  // The next batch writes into what was carried over.
  await plain.apply(batch(1, 2, [aCase(2, { rev: 2, dueAt: MORNING - DAY, closedAt: MORNING })]));
  expect(balanceAt(cache, { ...ask, dim: 'total' }).get('')).toMatchObject({ opened: 2, closed: 1, late: 1 });
  plain.close();

  const services = profile.services.map((one) => ({ ...one, sums: [...one.sums, 'quality' as const] }));
  const again = folders.writer(folder, { profile: { ...profile, services } });
  const told = qualityBetween(again.folder.current().db, quality);
  expect([...told]).toEqual([['u1', { ratings: [0, 0, 0, 1, 0], returned: 0 }]]);
});
