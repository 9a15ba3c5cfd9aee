import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { CityRecord } from '../contract/records.ts';
import { openPersonal } from '../store/personal.ts';
import { aCase, batch, casesIn, Folders, MORNING, truth } from './writer.fixture.ts';
import type { OpenWriter } from './writer.ts';

const folders = new Folders();
afterAll(() => folders.remove());

const everything = { records: 1e9, bytes: 1e9 };
const take = (writer: OpenWriter, records: readonly CityRecord[]) =>
  writer.apply({ mode: 'origin', records: JSON.stringify(records), ...truth });
const measure: CityRecord = {
  kind: 'measure',
  indicator: 'grdp',
  subject: 'city',
  territory: 'hcmc',
  period: '2026-Q1',
  value: 7.1,
  status: 'official',
  provenance: 'published',
  reportedAt: MORNING,
  source: 'report',
  rev: 1,
};
const personal = (n: number, rev: number, text: string): CityRecord => ({
  kind: 'personal',
  service: '1022',
  id: `P-${n}`,
  rev,
  text,
});

/** Brings a replica up to its city, page by page, as the feed does. */
async function follow(city: string, replica: OpenWriter, limit = everything, scope = { personal: false }) {
  const log = folders.reader(city);
  const { cursor: head } = await log.head();
  for (;;) {
    const held = await replica.cursor();
    const from = held?.epoch === head.epoch ? held.seq : 0;
    const page = await log.changes(from, limit, scope);
    if (page === null) return;
    const { to, chain, records, count } = page;
    expect(JSON.parse(records)).toHaveLength(count);
    expect(await log.chainAt(to)).toBe(chain);
    const applied = await replica.apply({ ...batch(from, to, records, head.epoch), chain });
    expect(applied).toMatchObject({ outcome: 'applied', quarantined: 0 });
  }
}

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
            if (i === pause) await follow(city, replica, { records: 3, bytes: 1e6 });
            await take(origin, records);
          }
          await follow(city, replica, { records, bytes: 1e6 });
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
    expect(page?.count).toBeLessThanOrEqual(2000);
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
    const half = openPersonal(file);
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

describe('a snapshot of a log', () => {
  it('holds everything, chunk by chunk, deletions too', async () => {
    const city = folders.next();
    const origin = folders.origin(city);
    const cases = Array.from({ length: 23 }, (_, n) => aCase(n));
    const tomb: CityRecord = { kind: 'tombstone', of: 'case', scope: '1022', id: 'P-3', rev: 5 };
    await take(origin, [...cases, measure, tomb, personal(2, 1, 'x')]);
    const log = folders.reader(city);
    const { cursor, records } = await log.head();
    expect(records).toBe(23);

    const wall = folders.next();
    const replica = folders.writer(wall, { personal: true });
    await replica.stage({ id: 's', cursor, records });
    let after: string | null = null;
    let chunks = 0;
    do {
      const { next, records } = await log.chunk(after, { records: 4, bytes: 1e6 }, { personal: true });
      await replica.stageChunk({ snapshot: 's', after, next, records });
      after = next;
      chunks++;
    } while (after !== null);
    await replica.swap(truth, cursor);
    expect(chunks).toBe(7);
    expect(casesIn(wall)).toEqual(casesIn(city));
    expect(
      await replica.apply(batch(cursor.seq, 99, [aCase(3, { rev: 4 }), measure], cursor.epoch)),
    ).toMatchObject({
      changed: 0,
    });
  });

  it('can be served on by a relay, under an epoch of its own', async () => {
    const city = folders.next();
    const origin = folders.origin(city);
    await take(origin, [aCase(1), measure]);
    const middle = folders.next();
    const plain = folders.writer(middle);
    await follow(city, plain);
    plain.close();
    const relay = folders.writer(middle, { serve: true });
    await take(origin, [aCase(2)]);
    await follow(city, relay);
    const wall = folders.next();
    const last = folders.writer(wall);
    await follow(middle, last);
    expect(casesIn(wall)).toEqual(casesIn(city));
    expect((await last.cursor())?.epoch).not.toBe((await origin.cursor())?.epoch);
  });

  it('refuses a place that is none', async () => {
    const city = folders.next();
    await take(folders.origin(city), [aCase(1)]);
    const log = folders.reader(city);
    await expect(
      log.chunk('case:1; DROP TABLE cases', everything, { personal: false }),
    ).rejects.toMatchObject({
      code: 'feed-message',
    });
  });
});
