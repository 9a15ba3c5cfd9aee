import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { CityRecord } from '../../sync/contract/records.ts';
import { createApplier } from '../../sync/rollups/apply.ts';
import { openWritable } from '../../sync/store/cache.ts';
import { digest, type Digest } from './digest.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'citywall-digest-'));
afterAll(() => rmSync(folder, { recursive: true }));
const services = [{ id: '1022', sums: ['category' as const], heat: true }];
const stamp = { city: 'c', role: 'replica' as const, profile: 'p', timeZone: 'Asia/Ho_Chi_Minh', services };
const T = 1_760_000_000_000;
let files = 0;

/** The digest of a cache that was given batches of records. */
function digestOf(...batches: CityRecord[][]): Digest {
  const cache = openWritable(path.join(folder, `${(files += 1)}.db`), stamp);
  const applier = createApplier(cache, { ...stamp, serve: false, personal: null });
  for (const batch of batches) applier.apply(JSON.stringify(batch), T, () => undefined);
  const made = digest(cache);
  cache.close();
  return made;
}

const records: CityRecord[] = [
  ...Array.from({ length: 5 }, (_, i): CityRecord => ({
    kind: 'case',
    service: '1022',
    id: `a${i}`,
    rev: 1,
    openedAt: T + i,
    status: 'received',
    category: i % 2 === 0 ? 'flood' : 'noise',
    unit: `u${i % 3}`,
    point: [106.7, 10.7],
  })),
  { kind: 'asset', type: 'gauge', id: 'g', rev: 3, status: 'ok', at: T },
  { kind: 'tombstone', of: 'case', scope: '1022', id: 'gone', rev: 2 },
];

test('equal records give equal digests, in whatever order and batches they came', () => {
  const whole = digestOf(records);
  expect(whole).toMatchObject({ cases: 5, things: 1, graves: 1, twice: 0, quarantine: 0 });
  fc.assert(
    fc.property(
      fc.shuffledSubarray(records, { minLength: records.length }),
      fc.nat(records.length),
      (order, cut) => {
        expect(digestOf(order.slice(0, cut), order.slice(cut)).sha256).toBe(whole.sha256);
      },
    ),
    { numRuns: 20 },
  );
});

test('of some records is that of a cache that holds no others', () => {
  const ofU1 = (one: CityRecord): boolean => one.kind === 'case' && one.unit === 'u1';
  const cache = openWritable(path.join(folder, 'some.db'), stamp);
  createApplier(cache, { ...stamp, serve: false, personal: null }).apply(
    JSON.stringify(records),
    T,
    () => undefined,
  );
  const { sha256, cases, things, graves } = digest(cache, ofU1);
  cache.close();
  expect([sha256, cases, things, graves]).toEqual([digestOf(records.filter(ofU1)).sha256, 2, 0, 0]);
});

test('one record less, or one that differs in anything, gives another', () => {
  const whole = digestOf(records).sha256;
  for (let i = 0; i < records.length; i += 1)
    expect(digestOf(records.toSpliced(i, 1)).sha256).not.toBe(whole);
  const [first, ...rest] = records;
  if (first?.kind !== 'case') throw new Error('the first is a case');
  for (const change of [
    { rev: 2 },
    { unit: 'u9' },
    { openedAt: T + 9 },
    { point: [1, 2] as [number, number] },
  ])
    expect(digestOf([{ ...first, ...change }, ...rest]).sha256).not.toBe(whole);
});
