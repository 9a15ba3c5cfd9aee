import { afterAll, describe, expect, it } from 'vitest';
import { census } from './census.ts';
import { aCase, at, batch, casesIn, Folders, MORNING } from './writer.fixture.ts';

const folders = new Folders();
afterAll(() => folders.remove());

const many = (from: number, to: number): ReturnType<typeof aCase>[] =>
  Array.from({ length: to - from }, (_, i) => aCase(from + i));
const ids = (folder: string): string[] => casesIn(folder).map((c) => c.id);

describe('bad records', () => {
  it('one in many goes to quarantine, the others are applied', async () => {
    const folder = folders.next();
    const writer = folders.writer(folder);
    const records: unknown[] = many(0, 1000);
    records[500] = { ...aCase(500), openedAt: 'yesterday' };
    expect(await writer.apply(batch(0, 1, records))).toMatchObject({ changed: 999, quarantined: 1 });
    const cache = writer.folder.current().db;
    expect(census(cache, '1022')).toMatchObject({ cases: 999, quarantine: 1 });
    const [row] = cache.select<{ raw: string; reason: string; at: number }>('SELECT * FROM quarantine').all();
    expect(row).toMatchObject({ reason: expect.stringContaining('openedAt'), at: MORNING });
    expect(row?.raw).toContain('yesterday');
  });

  it.each([
    ['a text of 10 MB for a code', { ...aCase(1), category: 'x'.repeat(10_000_000) }],
    ['a script for a code', { ...aCase(1), area: '<script>alert(1)</script>' }],
    ['a place that is no number', { ...aCase(1), point: [null, 10] }],
    ['year 0', { ...aCase(1), openedAt: Date.UTC(0, 0, 1) - 1e14 }],
    ['seconds for milliseconds', { ...aCase(1), openedAt: MORNING / 1000 }],
    ['a fraction of a revision', { ...aCase(1), rev: 1.5 }],
    ['no object', 'case'],
    ['null', null],
    ['an unheard-of kind', { kind: 'rumour' }],
    [
      'a thing too large',
      { kind: 'reference', type: 'unit', id: 'u', rev: 1, body: { x: 'y'.repeat(300_000) } },
    ],
  ])('%s does no harm', async (_, bad) => {
    const folder = folders.next();
    const writer = folders.writer(folder);
    expect(await writer.apply(batch(0, 3, [aCase(2), bad, aCase(3)]))).toMatchObject({
      changed: 2,
      quarantined: 1,
    });
    expect(ids(folder)).toEqual(['P-2', 'P-3']);
    const [row] = writer.folder
      .current()
      .db.select<{ n: number }>('SELECT length(raw) AS n FROM quarantine')
      .all();
    expect(row?.n).toBeLessThan(5000);
  });

  it.each([
    ['infinity', `[${JSON.stringify(aCase(2))},{"kind":"case","point":[1e999,0]}]`, 1],
    ['nesting without end', `[${JSON.stringify(aCase(2))},${'['.repeat(50_000)}${']'.repeat(50_000)}]`, 1],
    [
      'nesting without end in a reference',
      `[${JSON.stringify(aCase(2))},{"kind":"reference","type":"unit","id":"u","rev":1,"body":{"x":${'['.repeat(20_000)}${']'.repeat(20_000)}}}]`,
      1,
    ],
    ['NaN, which is not JSON', '[{"kind":"case","point":[NaN,0]}]', 0],
    ['an object for an array', '{"records":[]}', 0],
    ['a torn text', '[{"kind":"ca', 0],
  ])('%s does no harm as text', async (_, records, changed) => {
    const writer = folders.writer(folders.next());
    expect(await writer.apply(batch(0, 1, records))).toMatchObject({
      outcome: 'applied',
      changed,
      quarantined: 1,
    });
    expect(await writer.cursor()).toEqual(at(1));
  });
});
