import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { HOUR } from '../contract/instants.ts';
import { record, type CityRecord } from '../contract/records.ts';
import { everything, follow, measure, personal, take } from './log.fixture.ts';
import { aCase, batch, casesIn, Folders, MORNING, SECRET, truth } from './writer.fixture.ts';

const folders = new Folders();
afterAll(() => folders.remove());

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
    const replica = folders.writer(wall, { personal: SECRET });
    await replica.stage({ id: 's', cursor, records }, truth);
    let after: string | null = null;
    let chunks = 0;
    do {
      const { next, records } = await log.chunk(after, { records: 4, bytes: 1e6 }, { personal: true });
      await replica.stageChunk({ snapshot: 's', after, next, records, picture: false });
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

  it('law: has what is open and was closed lately before all else, the newest first, and with the deltas after it is the city', async () => {
    const one = fc.record({
      n: fc.nat(12),
      rev: fc.integer({ min: 1, max: 4 }),
      closed: fc.constantFrom(null, 0, 30, 3_000),
    });
    const some = fc.array(one, { maxLength: 8 });
    const made = ({ n, rev, closed }: { n: number; rev: number; closed: number | null }): CityRecord =>
      aCase(n, {
        rev,
        openedAt: MORNING - (4_000 + n) * HOUR,
        ...(closed === null ? {} : { status: 'resolved', closedAt: MORNING - closed * HOUR }),
      });
    await fc.assert(
      fc.asyncProperty(
        some,
        fc.array(some, { maxLength: 6 }),
        fc.integer({ min: 1, max: 5 }),
        async (first, later, size) => {
          const city = folders.next();
          const origin = folders.origin(city);
          await take(origin, [...first.map(made), measure]);
          const log = folders.reader(city);
          const { cursor, records } = await log.head();
          const wall = folders.next();
          const replica = folders.writer(wall);
          await replica.stage({ id: 's', cursor, records }, truth);
          let seen: CityRecord[] = [];
          let before = true;
          for (let after: string | null | undefined = undefined; after !== null;) {
            const chunk = await log.chunk(after ?? null, { records: size, bytes: 1e6 }, { personal: false });
            const { next, records, picture } = chunk;
            await replica.stageChunk({ snapshot: 's', after: after ?? null, next, records, picture });
            if (before) seen = [...seen, ...record.array().parse(JSON.parse(chunk.records))];
            before &&= !chunk.picture;
            after = chunk.next;
            // What changes from the end of the picture on leaves the picture what it was.
            if (!before) await take(origin, (later.shift() ?? []).map(made));
          }
          await replica.swap(truth, cursor);
          await follow(folders, city, replica);
          expect(casesIn(wall)).toEqual(casesIn(city));
          const opened = seen.flatMap((it) =>
            it.kind === 'case' && it.closedAt === undefined ? it.openedAt : [],
          );
          expect(opened).toEqual(opened.toSorted((a, b) => b - a));
          const kinds = seen.map((it) =>
            it.kind !== 'case'
              ? 2
              : it.closedAt === undefined
                ? 0
                : MORNING - it.closedAt < 25 * HOUR
                  ? 1
                  : 2,
          );
          expect(kinds).toEqual(kinds.toSorted());
          const newest = new Map<number, (typeof first)[number]>();
          for (const it of first) if ((newest.get(it.n)?.rev ?? 0) < it.rev) newest.set(it.n, it);
          const needed = [...newest.values()].filter(({ closed }) => closed === null || closed === 0).length;
          expect(kinds.filter((kind) => kind < 2)).toHaveLength(needed);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('can be served on by a relay, under an epoch of its own', async () => {
    const city = folders.next();
    const origin = folders.origin(city);
    await take(origin, [aCase(1), measure]);
    const middle = folders.next();
    const plain = folders.writer(middle);
    await follow(folders, city, plain);
    plain.close();
    const relay = folders.writer(middle, { serve: true });
    await take(origin, [aCase(2)]);
    await follow(folders, city, relay);
    const wall = folders.next();
    const last = folders.writer(wall);
    await follow(folders, middle, last);
    expect(casesIn(wall)).toEqual(casesIn(city));
    expect((await last.cursor())?.epoch).not.toBe((await origin.cursor())?.epoch);
  });

  it('is not served on before all of it is there, though what is there is shown', async () => {
    const middle = folders.next();
    const relay = folders.writer(middle, { serve: true });
    const cursor = { epoch: 'e', seq: 2, chain: 'c' };
    await relay.stage({ id: 's', cursor, records: 2 }, truth);
    const part = { snapshot: 's', picture: true };
    const shown = await relay.stageChunk({
      ...part,
      after: null,
      next: 'n',
      records: JSON.stringify([aCase(1)]),
    });
    expect(shown).toEqual({ records: 1, shown: true });
    const log = folders.reader(middle);
    await expect(log.head()).rejects.toMatchObject({ code: 'city-refused' });
    await relay.stageChunk({ ...part, after: 'n', next: null, records: JSON.stringify([aCase(2)]) });
    await relay.swap(truth, cursor);
    expect((await log.head()).records).toBe(2);
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
