import { afterAll, expect, it } from 'vitest';
import type { CityRecord } from '../contract/records.ts';
import { openReadable } from '../store/cache.ts';
import { measures, unreadable } from '../store/things.ts';
import { batch, Folders, MORNING } from './writer.fixture.ts';

const folders = new Folders();
afterAll(() => folders.remove());

const measure = (n: number, rev: number): CityRecord => ({
  kind: 'measure',
  indicator: `i${n}`,
  subject: 'city',
  territory: 'hcmc',
  period: '2026-Q1',
  value: rev,
  status: 'official',
  provenance: 'published',
  reportedAt: MORNING,
  source: 'report',
  rev,
});
const gone = (n: number, rev: number): CityRecord => ({
  kind: 'tombstone',
  of: 'measure',
  id: `i${n}|city|hcmc|2026-Q1`,
  rev,
});

it('measures read step by step are those that a fresh reader finds, and what did not change is not read again', async () => {
  const writer = folders.writer(folders.next());
  const { cache: file } = writer.folder.current();
  const steady = openReadable(file);
  let seq = 0;
  const after = async (records: CityRecord[]) => {
    await writer.apply(batch(seq, ++seq, records));
    const fresh = openReadable(file);
    const found = measures(steady);
    expect(found).toEqual(measures(fresh));
    fresh.close();
    return [...found.values()].flat().map(({ indicator, value }) => `${indicator}=${value}`);
  };
  expect(await after([])).toEqual([]);
  expect(await after([measure(1, 1), measure(2, 1), measure(3, 1)])).toEqual(['i1=1', 'i2=1', 'i3=1']);
  const untouched = measures(steady).get('i1');
  expect(await after([measure(2, 2), measure(4, 1)])).toEqual(['i1=1', 'i2=2', 'i3=1', 'i4=1']);
  expect(measures(steady).get('i1')).toBe(untouched);
  expect(await after([gone(2, 3)])).toEqual(['i1=1', 'i3=1', 'i4=1']);
  // One goes and one comes: as many as before, and the new one may stand in the row of the old.
  expect(await after([gone(4, 2), measure(5, 1)])).toEqual(['i1=1', 'i3=1', 'i5=1']);
  expect(await after([gone(1, 2), measure(6, 1)])).toEqual(['i3=1', 'i5=1', 'i6=1']);
  steady.close();
});

it('a measure that cannot be read costs itself, and is counted until it comes again', async () => {
  const writer = folders.writer(folders.next());
  const { cache: file, db } = writer.folder.current();
  await writer.apply(batch(0, 1, [measure(1, 1), measure(2, 1), measure(3, 1)]));
  db.db.prepare("UPDATE things SET body = replace(body, 'hcmc', 'hc\\mc') WHERE row = 2").run();
  const cache = openReadable(file);
  expect([...measures(cache).keys()]).toEqual(['i1', 'i3']);
  expect(unreadable(cache)).toBe(1);
  await writer.apply(batch(1, 2, [measure(2, 2), measure(4, 1)]));
  expect([...measures(cache).keys()].sort()).toEqual(['i1', 'i2', 'i3', 'i4']);
  expect(unreadable(cache)).toBe(0);
  cache.close();
});
