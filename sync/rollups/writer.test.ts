import { existsSync, openSync, readdirSync, writeFileSync, writeSync, closeSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CitywallError } from '../contract/errors.ts';
import type { CaseRecord } from '../contract/records.ts';
import { openReadable } from '../store/cache.ts';
import { currentGeneration, makeCurrent } from '../store/pointer.ts';
import { census } from './census.ts';
import { balanceAt } from './sums.ts';
import { aCase, at, batch, casesIn, Folders, MORNING, profile, truth } from './writer.fixture.ts';

const folders = new Folders();
afterAll(() => folders.remove());

const many = (from: number, to: number): ReturnType<typeof aCase>[] =>
  Array.from({ length: to - from }, (_, i) => aCase(from + i));
const ids = (folder: string): string[] => casesIn(folder).map((c) => c.id);

/** Overwrites part of a file with rubbish. */
function damage(file: string, offset: number, bytes: number): void {
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(bytes, 0xa5), 0, bytes, offset);
  closeSync(handle);
}

describe('a replica', () => {
  it('applies what follows its cursor, knows what it has, and sees a gap', async () => {
    const folder = folders.next();
    const writer = folders.writer(folder);
    expect(await writer.cursor()).toBeNull();
    expect(await writer.apply(batch(5, 6, []))).toEqual({ outcome: 'gap', cursor: at(0) });
    expect(await writer.apply(batch(0, 2, [aCase(1), aCase(2)]))).toEqual({
      outcome: 'applied',
      cursor: at(2),
      changed: 2,
      quarantined: 0,
    });
    expect(await writer.apply(batch(0, 2, [aCase(9)]))).toEqual({ outcome: 'known', cursor: at(2) });
    expect(await writer.apply(batch(3, 4, [aCase(9)]))).toEqual({ outcome: 'gap', cursor: at(2) });
    expect(await writer.apply(batch(1, 4, [aCase(9)]))).toEqual({ outcome: 'gap', cursor: at(2) });
    expect(await writer.apply(batch(2, 3, [aCase(9)], 'another'))).toEqual({ outcome: 'gap', cursor: at(2) });
    expect(ids(folder)).toEqual(['P-1', 'P-2']);
    await expect(writer.apply({ mode: 'origin', records: '[]', ...truth })).rejects.toThrow(/origin|city/);
  });

  it('holds after a kill exactly what it said it had applied', async () => {
    const folder = folders.next();
    const writer = folders.writer(folder);
    await writer.apply(batch(0, 2, [aCase(1), aCase(2)]));
    const copy = folders.killed(folder);
    await writer.apply(batch(2, 3, [aCase(3)]));
    const again = folders.writer(copy);
    expect(await again.cursor()).toEqual(at(2));
    expect(ids(copy)).toEqual(['P-1', 'P-2']);
    expect((await again.apply(batch(2, 3, [aCase(3)]))).outcome).toBe('applied');
    expect(casesIn(copy)).toEqual(casesIn(folder));
  });

  it('holds after a kill, with an origin’s records, where each connector goes on', async () => {
    const folder = folders.next();
    const city = folders.origin(folder);
    expect(city.reached()).toEqual({ truth: null, positions: null });
    const bring = (n: number, positions?: Record<string, string>) =>
      city.apply({
        mode: 'origin',
        records: JSON.stringify([aCase(n)]),
        ...truth,
        ...(positions && { positions }),
      });
    await bring(1, { demo: 'a' });
    const copy = folders.killed(folder);
    await bring(2, { demo: 'a', replay: 'b' });
    await bring(3);
    expect(city.reached()).toEqual({ truth, positions: { demo: 'a', replay: 'b' } });
    expect(folders.origin(copy).reached()).toEqual({ truth, positions: { demo: 'a' } });
    expect(ids(copy)).toEqual(['P-1']);
  });

  it('gives a record back as it came', async () => {
    const folder = folders.next();
    const full = aCase(1, {
      closedAt: MORNING,
      status: 'resolved',
      channel: 'app',
      rating: 4,
      category: 'ngập đường',
      events: [{ at: MORNING, what: 'reassigned', unit: 'u2' }],
    });
    const bare: CaseRecord = {
      kind: 'case',
      service: '1022',
      id: 'P-2',
      rev: 1,
      openedAt: MORNING,
      status: 'received',
      category: 'noise',
    };
    await folders.writer(folder).apply(batch(0, 2, [full, bare]));
    expect(casesIn(folder)).toEqual([full, bare]);
  });

  it('keeps the newest of two revisions in one batch, and lets no older one come back after a deletion', async () => {
    const folder = folders.next();
    const writer = folders.writer(folder);
    const tomb = { kind: 'tombstone', of: 'case', scope: '1022', id: 'P-1', rev: 3 };
    await writer.apply(
      batch(0, 1, [aCase(1, { rev: 2 }), aCase(1, { rev: 1, category: 'older' }), aCase(2), tomb]),
    );
    await writer.apply(batch(1, 2, [aCase(1, { rev: 3 })]));
    expect(ids(folder)).toEqual(['P-2']);
    await writer.apply(batch(2, 3, [aCase(1, { rev: 4 }), tomb]));
    expect(ids(folder)).toEqual(['P-1', 'P-2']);
  });

  it('makes its sums again when the time zone or the kept sums change', async () => {
    const folder = folders.next();
    const first = folders.writer(folder, { profile: { ...profile, services: [] } });
    await first.apply(batch(0, 1, many(0, 50)));
    first.close();
    const reader = openReadable(currentGeneration(folder)?.cache ?? '');
    const asked = { service: '1022', dim: 'unit', at: MORNING } as const;
    expect(() => balanceAt(reader, asked)).toThrow(/unit/);
    const second = folders.writer(folder, { profile: { ...profile, timeZone: 'Asia/Kathmandu' } });
    const cache = second.folder.current().db;
    const byUnit = balanceAt(cache, { service: '1022', dim: 'unit', at: MORNING });
    expect([...byUnit.values()].reduce((sum, c) => sum + c.opened, 0)).toBe(50);
    expect(cache.meta().stamp?.timeZone).toBe('Asia/Kathmandu');
    expect(balanceAt(reader, asked)).toEqual(byUnit);
    reader.close();
  });
});

describe('a snapshot', () => {
  const offer = { id: 's1', cursor: at(40, 'new'), records: 40 };
  const chunk = (after: string | null, next: string | null, records: unknown[]) => ({
    snapshot: 's1',
    after,
    next,
    records: JSON.stringify(records),
    picture: false,
  });

  it('is staged apart, goes on after a kill, and is swapped in whole', async () => {
    const folder = folders.next();
    const writer = folders.writer(folder);
    await writer.apply(batch(0, 1, [aCase(900)]));
    await writer.stage(offer, truth);
    expect(await writer.staged()).toEqual({ snapshot: 's1', next: null, records: 0, truth });
    const picture = { ...chunk(null, '20', many(0, 20)), picture: true };
    expect(await writer.stageChunk(picture)).toEqual({ records: 20, shown: false });
    expect(await writer.stageChunk(picture)).toEqual({ records: 20, shown: false });
    expect(ids(folder)).toEqual(['P-900']);

    const copy = folders.killed(folder);
    const again = folders.writer(copy);
    expect(await again.staged()).toEqual({ snapshot: 's1', next: '20', records: 20, truth });
    const reader = openReadable(currentGeneration(copy)?.cache ?? '');
    expect(await again.stageChunk(chunk('20', null, many(20, 40)))).toEqual({ records: 40, shown: false });
    expect(ids(copy)).toEqual(['P-900']);
    expect(await again.swap(truth, offer.cursor)).toEqual(offer.cursor);
    expect(ids(copy)).toHaveLength(40);
    expect(reader.select('SELECT id FROM cases').all()).toEqual([{ id: 'P-900' }]);
    reader.close();
    const cache = openReadable(currentGeneration(copy)?.cache ?? '');
    expect(census(cache, '1022')).toMatchObject({ cases: 40, open: 40 });
    cache.close();
    expect(await again.staged()).toBeNull();
    expect(await again.apply(batch(40, 41, [aCase(50)], 'new'))).toMatchObject({ outcome: 'applied' });
    expect(readdirSync(copy).filter((name) => name.endsWith('.db') && name.startsWith('cache'))).toHaveLength(
      1,
    );
  });

  it('is shown as far as it has come where nothing whole is held, goes on after a kill, and becomes whole', async () => {
    const folder = folders.next();
    const writer = folders.writer(folder);
    await writer.stage(offer, truth);
    expect(await writer.stageChunk(chunk(null, '10', many(0, 10)))).toEqual({ records: 10, shown: false });
    expect(ids(folder)).toEqual([]);
    const picture = { ...chunk('10', '20', many(10, 20)), picture: true };
    expect(await writer.stageChunk(picture)).toEqual({ records: 20, shown: true });
    expect(ids(folder)).toHaveLength(20);
    // A picture is no place to go on from with deltas.
    expect(await writer.cursor()).toBeNull();

    const copy = folders.killed(folder);
    const again = folders.writer(copy);
    expect(await again.staged()).toEqual({ snapshot: 's1', next: '20', records: 20, truth });
    expect(await again.stageChunk(chunk('20', '30', many(20, 30)))).toEqual({ records: 30, shown: true });
    expect(ids(copy)).toHaveLength(30);
    await again.stageChunk(chunk('30', null, many(30, 40)));
    expect(await again.swap(truth, offer.cursor)).toEqual(offer.cursor);
    expect(await again.staged()).toBeNull();
    expect(await again.apply(batch(40, 41, [aCase(50)], 'new'))).toMatchObject({ outcome: 'applied' });
    expect(ids(copy)).toHaveLength(41);

    // Another snapshot is begun over half a one: that is shown until the picture of the new one is there.
    await writer.stage({ ...offer, id: 's2' }, truth);
    expect(await writer.staged()).toEqual({ snapshot: 's2', next: null, records: 0, truth });
    expect(ids(folder)).toHaveLength(20);
    const next = { ...chunk(null, '5', many(0, 5)), snapshot: 's2', picture: true };
    expect(await writer.stageChunk(next)).toEqual({ records: 5, shown: true });
    expect(ids(folder)).toHaveLength(5);
  });

  it('whose pointer a kill kept back is swapped in at the next start', async () => {
    const folder = folders.next();
    const writer = folders.writer(folder);
    await writer.apply(batch(0, 1, [aCase(900)]));
    const before = currentGeneration(folder)?.generation ?? 0;
    await writer.stage(offer, truth);
    await writer.stageChunk(chunk(null, null, many(0, 40)));
    await writer.swap(truth, offer.cursor);
    const copy = folders.killed(folder);
    makeCurrent(copy, before);
    expect(await folders.writer(copy).cursor()).toEqual(offer.cursor);
    expect(ids(copy)).toHaveLength(40);
  });

  it('of another id takes no chunk, and a new one drops the old', async () => {
    const writer = folders.writer(folders.next());
    await expect(writer.stageChunk(chunk(null, null, []))).rejects.toThrow(CitywallError);
    await writer.stage(offer, truth);
    await writer.stageChunk(chunk(null, '20', many(0, 20)));
    await expect(writer.stageChunk({ ...chunk('20', null, []), snapshot: 's2' })).rejects.toThrow(/s2/);
    await writer.stage({ ...offer, id: 's2' }, truth);
    expect(await writer.staged()).toEqual({ snapshot: 's2', next: null, records: 0, truth });
  });
});

describe('a data folder', () => {
  const codeOf = (act: () => unknown): string => {
    try {
      act();
    } catch (error) {
      return error instanceof CitywallError ? `${error.code} ${error.hint}` : String(error);
    }
    return 'nothing thrown';
  };

  it('in use is refused, naming the process, and free again when closed', () => {
    const folder = folders.next();
    const writer = folders.writer(folder);
    expect(codeOf(() => folders.writer(folder))).toContain(`data-in-use Stop process ${process.pid}`);
    writer.close();
    folders.writer(folder).close();
  });

  it('of another city is refused, and left as it was', async () => {
    const folder = folders.next();
    const writer = folders.writer(folder);
    await writer.apply(batch(0, 1, [aCase(1)]));
    writer.close();
    expect(codeOf(() => folders.writer(folder, { city: 'elsewhere' }))).toContain('data-other-city');
    expect(codeOf(() => folders.origin(folder))).toContain('data-other-city');
    expect(ids(folder)).toEqual(['P-1']);
    folders.writer(folder).close();
  });

  it('below a file, or without permission, is refused', () => {
    expect(codeOf(() => folders.writer(path.join(import.meta.filename, 'data')))).toContain('data-no-folder');
  });

  it.each([
    ['from its first byte', 0],
    ['in its schema', 100],
  ])('with a cache damaged %s keeps it aside and starts empty', async (_, offset) => {
    const folder = folders.next();
    const writer = folders.writer(folder);
    await writer.apply(batch(0, 1, [aCase(1)]));
    writer.close();
    damage(currentGeneration(folder)?.cache ?? '', offset, 4000);
    const again = folders.writer(folder);
    expect(await again.cursor()).toBeNull();
    const [aside] = again.folder.aside;
    expect(existsSync(aside?.file ?? '')).toBe(true);
    await again.apply(batch(0, 1, [aCase(2)]));
    expect(ids(folder)).toEqual(['P-2']);
  });

  it('with a cache that was found damaged only shows it from the next start on, another one never', async () => {
    const folder = folders.next();
    const writer = folders.writer(folder);
    await writer.apply(batch(0, 1, [aCase(1)]));
    const file = currentGeneration(folder)?.cache ?? '';
    expect(writer.damaged(path.join(folder, 'cache-99.db'), ['it was swapped out since'])).toBe(false);
    writer.close();
    const again = folders.writer(folder);
    expect(again.folder.aside).toEqual([]);
    expect(again.damaged(file, ['row 1 missing from index'])).toBe(true);
    again.close();
    const third = folders.writer(folder);
    expect(third.folder.aside).toHaveLength(1);
    expect(await third.cursor()).toBeNull();
  });

  it('drops left-overs that are empty, and of caches that were set aside keeps the newest alone', async () => {
    const folder = folders.next();
    const writer = folders.writer(folder);
    await writer.apply(batch(0, 1, [aCase(1)]));
    writer.close();
    const [old, newest] = [['cache-2.db.aside-2', 'cache-2.db-wal.aside-2'], ['cache-3.db.aside-3']];
    for (const name of ['cache-7.db', 'cache-8.db', ...old, ...newest])
      writeFileSync(path.join(folder, name), '');
    const again = folders.writer(folder);
    const names = readdirSync(folder);
    expect(names.filter((name) => /^cache-[78]/.test(name))).toEqual([]);
    expect(names.filter((name) => name.includes('aside'))).toEqual(newest);
    expect(await again.cursor()).toEqual(at(1));
  });

  it('on a full disk says so, keeps what it has, and goes on when there is room', async () => {
    const folder = folders.next();
    const writer = folders.writer(folder);
    await writer.apply(batch(0, 1, [aCase(1)]));
    const { db } = writer.folder.current().db;
    const pages = Number(db.pragma('page_count', { simple: true }));
    db.pragma(`max_page_count = ${pages + 2}`);
    const more = batch(1, 2, many(2, 3000));
    await expect(writer.apply(more)).rejects.toMatchObject({ code: 'disk-full' });
    expect(ids(folder)).toEqual(['P-1']);
    expect(await writer.cursor()).toEqual(at(1));
    db.pragma('max_page_count = 1000000');
    expect(await writer.apply(more)).toMatchObject({ outcome: 'applied', changed: 2998 });
    const sums = balanceAt(writer.folder.current().db, { service: '1022', dim: 'unit', at: MORNING });
    expect([...sums.values()].reduce((sum, c) => sum + c.opened, 0)).toBe(2999);
  });
});
