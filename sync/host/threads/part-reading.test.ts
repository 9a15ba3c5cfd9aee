import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { DAY } from '../../contract/instants.ts';
import type { CityRecord } from '../../contract/records.ts';
import { createWriter, type OpenWriter } from '../../rollups/writer.ts';
import { openReadable, type ReadableCache } from '../../store/cache.ts';
import { currentGeneration } from '../../store/pointer.ts';
import { PartReading } from './part-reading.ts';

const SECRET = 'of tests alone: 32 characters or so';
const NOW = Date.parse('2026-11-20T10:00:00+07:00');
const root = mkdtempSync(path.join(tmpdir(), 'citywall-parts-'));
const opened: { close(): void }[] = [];
afterAll(() => {
  for (const one of opened) one.close();
  rmSync(root, { recursive: true });
});

const aCase = (id: string, closedAt?: number): CityRecord => ({
  ...{ kind: 'case', service: '1022', id, rev: 1, openedAt: NOW - 90 * DAY, category: 'flood', unit: 'u1' },
  ...(closedAt === undefined ? { status: 'received' } : { status: 'resolved', closedAt }),
});
const part = (id: string, more: object = { text: 'words', phone: '0912' }): CityRecord => ({
  ...{ kind: 'personal', service: '1022', id, rev: 1 },
  ...more,
});

async function stage(records: CityRecord[]) {
  const folder = mkdtempSync(path.join(root, 'wall-'));
  const writer: OpenWriter = createWriter({
    ...{ folder, city: 'test', role: 'replica', serve: false, personal: SECRET },
    profile: { hash: 'p', timeZone: 'Asia/Ho_Chi_Minh', services: [{ id: '1022', sums: [], heat: false }] },
  });
  opened.push(writer);
  const truth = { asOf: NOW, watermarks: {} };
  await writer.apply({
    ...{ mode: 'replica', epoch: 'e', from: 0, to: 1, chain: 'c', ...truth },
    records: JSON.stringify(records),
  });
  let cache: ReadableCache | null = null;
  const reading = new PartReading({
    file: () => currentGeneration(folder)?.personal ?? null,
    cache: () => {
      const file = currentGeneration(folder)?.cache ?? '';
      if (cache?.file !== file) opened.push((cache = openReadable(file)));
      return cache;
    },
    secret: SECRET,
  });
  opened.push(reading);
  return { writer, reading, truth };
}
const when = { now: NOW, keepDays: 30 };
const of = (id: string) => ({ service: '1022', id });

test('tells which fields there are, and one of them where it is asked for', async () => {
  const { reading } = await stage([
    aCase('a'),
    part('a', { text: 'words', point: [106.7, 10.8] }),
    aCase('b'),
  ]);
  expect(reading.held(of('a'), when)).toEqual({ standing: 'held', fields: ['text', 'point'], unit: 'u1' });
  expect(reading.value(of('a'), 'point', when)).toEqual([106.7, 10.8]);
  expect(reading.value(of('a'), 'phone', when)).toBeNull();
  expect(reading.held(of('b'), when)).toEqual({ standing: 'none', fields: [], unit: 'u1' });
  expect(reading.held({ service: 'none', id: 'a' }, when)).toEqual({
    standing: 'none',
    fields: [],
    unit: null,
  });
});

test('of a part that is to be dropped it tells nothing, though it is still there', async () => {
  const closed = NOW - 30 * DAY;
  const { reading } = await stage([aCase('a', closed), part('a'), aCase('b', closed + 1), part('b')]);
  expect(reading.held(of('a'), when)).toEqual({ standing: 'dropped', fields: [], unit: 'u1' });
  expect(reading.value(of('a'), 'text', when)).toBeNull();
  expect(reading.held(of('b'), when)).toMatchObject({ standing: 'held' });
  expect(reading.held(of('b'), { ...when, now: NOW + 1 })).toMatchObject({ standing: 'dropped' });
  expect(reading.held(of('a'), { now: NOW, keepDays: undefined })).toMatchObject({ standing: 'held' });
});

test('tells that a part was dropped, follows a snapshot that is swapped in, and has none once they are forgotten', async () => {
  const { reading, writer, truth } = await stage([aCase('a'), part('a')]);
  const cursor = { epoch: 'e', seq: 9, chain: 'd' };
  expect(reading.value(of('a'), 'text', when)).toBe('words');
  await writer.stage({ id: 's', cursor, records: 2 }, truth);
  const records = JSON.stringify([
    ...[aCase('a'), part('a', { text: 'other words' }), aCase('b')],
    { kind: 'tombstone', of: 'personal', scope: '1022', id: 'b', rev: 3 },
  ]);
  await writer.stageChunk({ snapshot: 's', after: null, next: null, records, picture: false });
  await writer.swap(truth, cursor);
  expect(reading.value(of('a'), 'text', when)).toBe('other words');
  expect(reading.held(of('b'), when)).toMatchObject({ standing: 'dropped' });
  reading.forget();
  expect(reading.held(of('a'), when)).toEqual({ standing: 'never', fields: [], unit: null });
  expect(reading.value(of('a'), 'text', when)).toBeNull();
});
