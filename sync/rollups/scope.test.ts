import fc from 'fast-check';
import { readdirSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { AssetRecord, CityRecord, MeasureRecord } from '../contract/records.ts';
import { belongs, type Scope } from '../contract/scope.ts';
import type { WritableCache } from '../store/cache.ts';
import { currentGeneration } from '../store/pointer.ts';
import { measures } from '../store/things.ts';
import { census } from './census.ts';
import { rebuild } from './rebuild.ts';
import { newest, records } from './records.fixture.ts';
import { aCase, at, batch, casesIn, Folders, MORNING, profile, truth } from './writer.fixture.ts';

const folders = new Folders();
afterAll(() => folders.remove());

const scope: Scope = { unit: 'u1', units: ['u1'], areas: ['p1'], indicators: ['paved'] };
const wider: Scope = { ...scope, units: ['u1', 'u2'] };
const isOurs = belongs(scope);
const ids = (folder: string): string[] => casesIn(folder).map((c) => c.id);
/** The name of one revision of a case, or of a deletion of it. */
const revision = (one: CityRecord): string => {
  if (one.kind === 'case') return `${one.service} ${one.id} ${one.rev}`;
  return one.kind === 'tombstone' ? `${one.scope} ${one.id} ${one.rev}` : '';
};

function sumsOf({ db }: WritableCache): unknown[] {
  const columns = ['whole', 'quality', 'unit', 'area', 'cell', 'touched'].map(
    (name) => `hex(${name}) AS ${name}`,
  );
  return db.prepare(`SELECT id, ${columns.join()} FROM tallies ORDER BY id`).all();
}

describe('a part of the city', () => {
  it('holds a case from when it is handed in until it is handed out, and no older revision brings it back', async () => {
    const folder = folders.next();
    const writer = folders.writer(folder, { scope });
    const unit = (rev: number, of: string): CityRecord => aCase(1, { rev, unit: of });
    const nobodys: CityRecord = {
      ...{ kind: 'case', service: '1022', id: 'P-1', rev: 6, category: 'flood' },
      ...{ openedAt: MORNING, status: 'received' },
    };
    const steps: [CityRecord, string[]][] = [
      [unit(1, 'u2'), []],
      [unit(2, 'u1'), ['P-1']],
      [unit(2, 'u2'), ['P-1']],
      [unit(1, 'u2'), ['P-1']],
      [unit(4, 'u2'), []],
      [unit(2, 'u1'), []],
      [unit(3, 'u1'), []],
      [nobodys, []],
      [unit(5, 'u1'), []],
      [unit(7, 'u1'), ['P-1']],
      [{ kind: 'tombstone', of: 'case', scope: '1022', id: 'P-1', rev: 7 }, []],
      [unit(7, 'u1'), []],
      [unit(9, 'u2'), []],
      [unit(8, 'u1'), []],
      [unit(10, 'u1'), ['P-1']],
    ];
    for (const [i, [record, held]] of steps.entries()) {
      await writer.apply(batch(i, i + 1, [record]));
      expect(ids(folder), `step ${i}`).toEqual(held);
      expect(census(writer.folder.current().db, '1022', MORNING)).toMatchObject({
        cases: held.length,
        open: held.length,
      });
    }
  });

  it('keeps nothing of what never was its own: no row, no name, no deletion, and not its faults', async () => {
    const writer = folders.writer(folders.next(), { scope });
    const strange = [aCase(1, { unit: 'u9', category: 'x9', service: 's9' }), aCase(2, { unit: 'u9' })];
    expect(await writer.apply(batch(0, 2, strange))).toMatchObject({ changed: 0, quarantined: 0 });
    const { db, codes, services } = writer.folder.current().db;
    for (const table of ['cases', 'graves', 'tallies', 'quarantine'])
      expect(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get(), table).toBe(0);
    expect([codes.id('u9'), codes.id('x9'), services.id('s9')]).toEqual([undefined, undefined, undefined]);
    expect(await writer.apply(batch(2, 3, [{ kind: 'case', unit: 'u9' }]))).toMatchObject({ quarantined: 1 });
  });

  it('holds measures about it and those it leads, and assets while they are in its areas', async () => {
    const writer = folders.writer(folders.next(), { scope });
    const measure = (indicator: string, subject: string): MeasureRecord => ({
      ...{ kind: 'measure', indicator, subject, territory: 'now', period: '2026-01', value: 1 },
      ...{ status: 'official', provenance: 'demo', reportedAt: MORNING, source: '', rev: 1 },
    });
    const pump = (rev: number, area: string): AssetRecord => ({
      ...{ kind: 'asset', type: 'pump', id: 'x', rev, status: 'on', at: MORNING, area },
    });
    await writer.apply(
      batch(0, 1, [
        measure('paved', 'city'),
        measure('births', 'city'),
        measure('births', 'p1'),
        measure('births', 'p2'),
        measure('births', 'u1'),
        pump(1, 'p1'),
      ]),
    );
    const cache = writer.folder.current().db;
    const held = () =>
      [...measures(cache).values()].flat().map(({ indicator, subject }) => `${indicator} ${subject}`);
    expect(held()).toEqual(['paved city', 'births p1', 'births u1']);
    const assets = () => cache.db.prepare("SELECT count(*) FROM things WHERE kind = 'asset'").pluck().get();
    expect(assets()).toBe(1);
    await writer.apply(batch(1, 2, [pump(3, 'p2'), pump(2, 'p1')]));
    expect(assets()).toBe(0);
    expect(census(cache, '1022', MORNING)).toMatchObject({ measures: 3 });
  });

  it('law: is what belongs to it of all that is newest, with its sums, however cases are handed about and repeated', async () => {
    const again = fc.array(fc.tuple(fc.nat(40), fc.nat(40)), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(records('Asia/Ho_Chi_Minh'), again, fc.nat(8), async (drawn, repeats, size) => {
        // A city sends the revisions of a record in order, each of them one thing; and may send any of them again.
        const sent = [...new Map(drawn.map((r) => [revision(r), r])).values()].toSorted(
          (a, b) => a.rev - b.rev,
        );
        const all = [...sent];
        for (const [which, later] of repeats) {
          const record = sent[which];
          if (record !== undefined) all.splice(Math.max(all.indexOf(record) + 1, later), 0, record);
        }
        const folder = folders.next();
        const writer = folders.writer(folder, { scope });
        const cache = writer.folder.current().db;
        for (let i = 0; i < all.length; i += size + 1)
          await writer.apply(batch(i, i + size + 1, all.slice(i, i + size + 1)));
        const held = newest(sent).filter(isOurs);
        expect(casesIn(folder).map(revision).sort()).toEqual(held.map(revision).sort());
        expect(census(cache, '1022', MORNING).cases).toBe(held.length);
        const kept = sumsOf(cache);
        rebuild(cache, profile);
        expect(sumsOf(cache)).toEqual(kept);
        writer.close();
      }),
      { numRuns: 100 },
    );
  });
});

describe('a data folder', () => {
  const two = [aCase(1, { unit: 'u1' }), aCase(2, { unit: 'u2' })];
  const filled = async (of: Scope | null) => {
    const folder = folders.next();
    const writer = folders.writer(folder, { scope: of });
    await writer.apply(batch(0, 2, two));
    writer.close();
    return folder;
  };

  it('is kept while the part is the same, in whatever order it is told', async () => {
    const folder = await filled(wider);
    const same = { ...wider, units: wider.units.toReversed() };
    const writer = folders.writer(folder, { scope: same });
    expect([await writer.cursor(), ids(folder)]).toEqual([at(2), ['P-1', 'P-2']]);
  });

  it.each<[string, Scope | null, Scope | null]>([
    ['narrows', null, scope],
    ['widens', scope, null],
    ['is another', scope, { ...scope, unit: 'u2', units: ['u2'] }],
    ['has another unit below it', scope, wider],
    ['leads another indicator', scope, { ...scope, indicators: ['paved', 'births'] }],
  ])('is fetched again where the part %s', async (_, before, after) => {
    const folder = await filled(before);
    const writer = folders.writer(folder, { scope: after });
    expect([await writer.cursor(), await writer.staged(), ids(folder)]).toEqual([null, null, []]);
    // What was true of the records before is true of none now.
    await expect(writer.truth(truth)).rejects.toMatchObject({ code: 'feed-gap' });
    expect(await writer.apply(batch(2, 3, []))).toEqual({ outcome: 'gap', cursor: at(0) });
    await writer.apply(batch(0, 2, two));
    const now = after === null ? two : two.filter(belongs(after));
    expect(ids(folder)).toEqual(now.map(({ id }) => id));
    const file = currentGeneration(folder)?.cache ?? '';
    expect(readdirSync(folder).filter((name) => /^cache-\d+\.db$/.test(name))).toEqual([
      file.split('/').at(-1),
    ]);
  });

  it('drops the half of a snapshot that was for another part', async () => {
    const folder = folders.next();
    const first = folders.writer(folder, { scope: wider });
    await first.stage({ id: 's', cursor: at(2), records: 2 }, truth);
    await first.stageChunk({
      snapshot: 's',
      after: null,
      next: 'more',
      records: JSON.stringify(two),
      picture: false,
    });
    first.close();
    const same = folders.writer(folder, { scope: wider });
    expect(await same.staged()).toMatchObject({ snapshot: 's', records: 2 });
    same.close();
    expect(await folders.writer(folder, { scope }).staged()).toBeNull();
  });

  it('is refused, and kept, where no city could be asked for the other part', async () => {
    const folder = await filled(scope);
    for (const [other, said] of [
      [null, /holds the unit "u1", not the whole city/],
      [{ ...scope, unit: 'u2', units: ['u2'] }, /not the unit "u2"/],
      [wider, /before the profile changed/],
    ] as const)
      expect(() => folders.writer(folder, { scope: other, offline: true })).toThrow(
        expect.objectContaining({ code: 'option-invalid', message: expect.stringMatching(said) }),
      );
    const own = folders.writer(folder, { scope, offline: true });
    expect([await own.cursor(), ids(folder)]).toEqual([at(2), ['P-1']]);
  });

  it("is not dropped where it is a city's own", async () => {
    const folder = folders.next();
    const city = folders.origin(folder);
    await city.apply({ mode: 'origin', records: JSON.stringify(two), ...truth });
    city.close();
    expect(() => folders.writer(folder, { scope })).toThrow(
      expect.objectContaining({ code: 'data-other-city' }),
    );
    expect(ids(folder)).toEqual(['P-1', 'P-2']);
  });
});
