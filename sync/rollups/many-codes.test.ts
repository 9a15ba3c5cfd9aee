import { afterAll, expect, it } from 'vitest';
import { census } from './census.ts';
import { createApplier } from './apply.ts';
import { rebuild } from './rebuild.ts';
import { MOST_CODES } from './tally.ts';
import { aCase, batch, Folders, MORNING, profile } from './writer.fixture.ts';

const folders = new Folders();
afterAll(() => folders.remove());

const SIZE = 5_000;
const reasons = 'SELECT reason, count(*) AS n FROM quarantine GROUP BY reason';

it('takes so many unknown codes and no more: what a batch writes does not grow on with them', async () => {
  const writer = folders.writer(folders.next());
  const { db } = writer.folder.current();
  const longest = db.select<{ n: number }>('SELECT max(length(unit)) AS n FROM tallies');
  const lengths: number[] = [];
  for (let from = 0; from < 8 * SIZE; from += SIZE) {
    const records = Array.from({ length: SIZE }, (_, i) =>
      aCase(0, { id: `P-${from + i}`, unit: `x${from + i}` }),
    );
    await writer.apply(batch(from, from + SIZE, [...records, aCase(0, { id: `Q-${from}`, unit: 'x1' })]));
    lengths.push(longest.get()?.n ?? 0);
  }
  const [end, ...before] = lengths.reverse();
  expect(before.slice(0, 3)).toEqual([end, end, end]);
  const { quarantine, cases } = census(db, '1022');
  // Those with a code that is known are taken on and on.
  expect(cases).toBe(8 * SIZE + 8 - quarantine);
  expect(db.select<{ n: number }>("SELECT count(*) AS n FROM cases WHERE id LIKE 'Q-%'").get()).toEqual({
    n: 8,
  });
  expect(cases).toBeGreaterThan(MOST_CODES.codes - 20);
  expect(cases).toBeLessThan(MOST_CODES.codes + 20);
  expect(db.select(reasons).all()).toEqual([
    { reason: `tooMany: more than ${MOST_CODES.codes} different codes`, n: 10_000 },
  ]);
});

it('takes so many services, and so many pairs of a category and an area', () => {
  const { db: cache } = folders.writer(folders.next()).folder.current();
  const { timeZone, services } = profile;
  const applier = createApplier(cache, { timeZone, services, serve: false, personal: null });
  const apply = (records: readonly object[]): number =>
    applier.apply(JSON.stringify(records), MORNING, () => undefined).quarantined;
  const some = Array.from({ length: MOST_CODES.services + 50 }, (_, i) => aCase(0, { service: `s${i}` }));
  expect(apply(some)).toBe(50);
  // A case that would need one pair too many leaves nothing, and takes nothing with it.
  const add = cache.db.prepare('INSERT INTO codes (code) VALUES (?)');
  cache.db.transaction(() => {
    for (let i = 0; i < MOST_CODES.pairs; i++) add.run(`a\u0000${i}`);
  })();
  const fresh = createApplier(cache, { timeZone, services, serve: false, personal: null });
  const known = 's1';
  const one = { ...aCase(1, { service: known, id: 'one' }), area: 'new' };
  expect(
    fresh.apply(JSON.stringify([one, aCase(1, { service: '1022' })]), MORNING, () => undefined),
  ).toMatchObject({ changed: 1, quarantined: 1 });
});

it('makes the sums of what is held again, however many codes it has', async () => {
  const folder = folders.next();
  const { db } = folders.writer(folder).folder.current();
  const add = db.db.prepare('INSERT INTO codes (code) VALUES (?)');
  db.db.transaction(() => {
    for (let i = 0; i < MOST_CODES.codes; i++) add.run(`x${i}`);
  })();
  db.db.exec(
    `INSERT INTO services (code) VALUES ('1022');
     INSERT INTO cases (service, id, rev, opened, status, category, unit, area)
       VALUES (1, 'P-1', 1, ${MORNING}, 0, 1, 2, 3)`,
  );
  rebuild(db, profile);
  expect(db.select<{ n: number }>('SELECT count(*) AS n FROM tallies').get()).toEqual({ n: 3 });
});
