import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { CityRecord } from '../contract/records.ts';
import { openPersonal } from '../store/personal/personal.ts';
import { everything, follow, personal, take } from './log.fixture.ts';
import { aCase, batch, casesIn, Folders, MORNING, SECRET } from './writer.fixture.ts';

const folders = new Folders();
afterAll(() => folders.remove());

describe('the log of an origin', () => {
  it('brings a replica to the same records, whatever came in which order and however it is paged', async () => {
    const one = fc
      .tuple(fc.nat(8), fc.integer({ min: 1, max: 5 }), fc.boolean())
      .map(([n, rev, gone]): CityRecord =>
        gone
          ? { kind: 'tombstone', of: 'case', scope: '1022', id: `P-${n}`, rev }
          : aCase(n, { rev, openedAt: MORNING - rev }),
      );
    const history = fc.array(fc.array(one, { maxLength: 6 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        history,
        fc.integer({ min: 1, max: 7 }),
        fc.nat(12),
        async (batches, records, pause) => {
          const city = folders.next();
          const origin = folders.origin(city);
          const wall = folders.next();
          const replica = folders.writer(wall);
          await take(origin, []);
          for (const [i, records] of batches.entries()) {
            if (i === pause) await follow(folders, city, replica, { records: 3, bytes: 1e6 });
            await take(origin, records);
          }
          await follow(folders, city, replica, { records, bytes: 1e6 });
          expect(casesIn(wall)).toEqual(casesIn(city));
          const end = await origin.cursor();
          expect(await replica.cursor()).toEqual(end?.seq === 0 ? null : end);
          origin.close();
          replica.close();
        },
      ),
      { numRuns: 25 },
    );
  });

  it('keeps a record only at its newest place, and gives whole batches', async () => {
    const city = folders.next();
    const origin = folders.origin(city);
    await take(origin, [aCase(1), aCase(2)]);
    await take(origin, [aCase(1, { rev: 2 }), aCase(3)]);
    expect(await take(origin, [aCase(3)])).toMatchObject({ changed: 0 });
    const log = folders.reader(city);
    const first = await log.changes(0, { records: 1, bytes: 1e6 }, { personal: false });
    expect(first).toMatchObject({ to: 2, count: 1 });
    const rest = await log.changes(2, { records: 1, bytes: 1e6 }, { personal: false });
    expect(rest).toMatchObject({ to: 4, count: 2 });
    expect(await log.changes(4, everything, { personal: false })).toBeNull();
    expect(await log.chainAt(0)).toBe('');
    expect(await log.chainAt(1)).toBeNull();
    expect(new Set([first?.chain, rest?.chain, '']).size).toBe(3);
  });

  it('cuts a huge batch, so that what is sent has a bound', async () => {
    const city = folders.next();
    await take(
      folders.origin(city),
      Array.from({ length: 5000 }, (_, n) => aCase(n)),
    );
    const page = await folders.reader(city).changes(0, { records: 10, bytes: 1e9 }, { personal: false });
    expect(page?.count).toBeLessThanOrEqual(250);
  });

  it('survives a kill with its epoch, and goes on from there', async () => {
    const city = folders.next();
    const origin = folders.origin(city);
    await take(origin, [aCase(1)]);
    const copy = folders.killed(city);
    const before = await origin.cursor();
    const again = folders.origin(copy);
    expect(await again.cursor()).toEqual(before);
    const applied = await take(again, [aCase(2)]);
    expect(applied.cursor).toMatchObject({ epoch: before?.epoch, seq: 2 });
  });

  it('hands out personal parts only where the scope has them, and the cache never holds any', async () => {
    const city = folders.next();
    const origin = folders.origin(city);
    await take(origin, [aCase(1), personal(1, 1, 'số điện thoại của tôi')]);
    const log = folders.reader(city);
    for (const scope of [{ personal: false }, { personal: true }]) {
      const expected = expect.stringContaining('số điện thoại');
      const sent = [
        (await log.changes(0, everything, scope))?.records,
        (await log.chunk(null, everything, scope)).records,
      ];
      for (const text of sent)
        expect(text).toEqual(scope.personal ? expected : expect.not.stringContaining('số'));
    }
    const { db } = origin.folder.current().db;
    expect(db.serialize().includes('số điện')).toBe(false);
    await take(origin, [{ kind: 'tombstone', of: 'personal', scope: '1022', id: 'P-1', rev: 2 }]);
    await take(origin, [personal(1, 1, 'again')]);
    expect((await log.chunk(null, everything, { personal: true })).records).not.toContain('again');
  });

  it('takes up a personal part that was kept before a crash, though its batch was not', async () => {
    const city = folders.next();
    const origin = folders.origin(city);
    await take(origin, [aCase(1)]);
    const { personal: file } = origin.folder.current();
    origin.close();
    const half = openPersonal(file, SECRET);
    const row = half.put({ kind: 'personal', service: '1022', id: 'P-1', rev: 1, text: 'kept' });
    half.place(row, 2);
    half.close();
    const again = folders.origin(city);
    expect(await take(again, [personal(1, 1, 'kept')])).toMatchObject({ changed: 1 });
    expect(await take(again, [personal(1, 1, 'kept')])).toMatchObject({ changed: 0 });
    const log = folders.reader(city);
    expect((await log.changes(1, everything, { personal: true }))?.count).toBe(1);
  });

  it('is dropped by a wall that may not keep personal parts', async () => {
    const wall = folders.next();
    const replica = folders.writer(wall);
    expect(await replica.apply(batch(0, 1, [personal(1, 1, 'secret')]))).toMatchObject({
      changed: 0,
      quarantined: 0,
    });
  });
});
