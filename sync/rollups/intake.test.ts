import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { migrate, SCHEMAS } from '../store/schema.ts';
import { openDatabase } from '../store/sqlite.ts';
import { census } from './census.ts';
import { aCase, at, batch, casesIn, Folders, MORNING, SECRET } from './writer.fixture.ts';

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

  const [one, two] = [JSON.stringify(aCase(2)), JSON.stringify(aCase(3))];
  const deep = (n: number): string => `${'['.repeat(n)}${']'.repeat(n)}`;
  it.each([
    ['infinity', `[${one},{"kind":"case","point":[1e999,0]}]`, 1, 1],
    ['nesting without end', `[${one},${deep(50_000)}]`, 1, 1],
    [
      'nesting without end in a reference',
      `[${one},{"kind":"reference","type":"unit","id":"u","rev":1,"body":{"x":${deep(20_000)}}}]`,
      1,
      1,
    ],
    ['NaN, which is not JSON', `[${one},{"kind":"case","point":[NaN,0]},${two}]`, 2, 1],
    ['a name without quotes', `[{kind:"case"},${one},${two}]`, 2, 1],
    ['a record torn in a text', `[${one},{"kind":"case","id":"P-1","ca,${two}]`, 2, 1],
    ['a list within that is not closed', `[{"kind":"case","events":[{"at":1},${one},${two}]`, 2, 1],
    ['a comma too many', `[${one},,${two}]`, 2, 1],
    ['a comma too few', `[${one}${two}]`, 2, 0],
    ['a text that ends too early', `[${one},${two},{"kind":"ca`, 2, 1],
    ['a list that is not closed', `[${one},${two}`, 2, 1],
    ['a mark before it', `\uFEFF[${one},${two}]`, 2, 0],
    ['an object for an array', '{"records":[]}', 0, 1],
    ['a torn text', '[{"kind":"ca', 0, 1],
    ['nothing at all', '', 0, 1],
  ])('%s costs itself alone', async (_, records, changed, quarantined) => {
    const writer = folders.writer(folders.next());
    expect(await writer.apply(batch(0, 1, records))).toMatchObject({
      outcome: 'applied',
      changed,
      quarantined,
    });
    expect(await writer.cursor()).toEqual(at(1));
  });

  it('one NaN in 2,000 costs itself: 1,999 are applied, and it is kept as it came', async () => {
    const folder = folders.next();
    const writer = folders.writer(folder);
    const texts = many(0, 2_000).map((one) => JSON.stringify(one));
    const spoilt = texts[700]?.replace('"rev":1', '"rev": NaN') ?? '';
    texts[700] = spoilt;
    expect(await writer.apply(batch(0, 1, `[ ${texts.join(' , ')} ]`))).toMatchObject({
      changed: 1_999,
      quarantined: 1,
    });
    expect(writer.folder.current().db.select('SELECT raw, reason FROM quarantine').all()).toEqual([
      { raw: spoilt, reason: 'notJson: not JSON' },
    ]);
  });

  it('what is too long to be kept whole says how many bytes were cut', async () => {
    const writer = folders.writer(folders.next());
    const long = `{"kind":"case","id":"${'ộ'.repeat(10_000)}"}`;
    await writer.apply(batch(0, 1, `[${long}]`));
    const row = writer.folder.current().db.select<{ raw: string }>('SELECT raw FROM quarantine').get();
    const [, head = '', cut, all] = /^([^]*)… \(cut: (\d+) of (\d+) bytes\)$/.exec(row?.raw ?? '') ?? [];
    expect(long.startsWith(head)).toBe(true);
    expect([Number(cut), Number(all)]).toEqual([
      Buffer.byteLength(long) - Buffer.byteLength(head),
      Buffer.byteLength(long),
    ]);
  });
});

describe('what may be personal', () => {
  const TYPED = 'Nguyễn Văn A, 0912 345 678';
  const part = { kind: 'personal', service: '1022', id: 'P-1', rev: 1, text: TYPED };
  const RAW: readonly [what: string, text: string][] = [
    ['no revision', JSON.stringify({ ...part, rev: 0 })],
    ['NaN', JSON.stringify(part).replace('"rev":1', '"rev":NaN')],
    ['torn', JSON.stringify(part).slice(0, -2)],
    ['of no kind', JSON.stringify({ ...part, kind: 'rumour' })],
    ['of another kind', JSON.stringify({ ...part, kind: 'case' })],
    ['with its names hidden', `{"kind":"case","\\u0074ext":${JSON.stringify(TYPED)}}`],
    ['words alone', JSON.stringify(TYPED)],
  ];

  it.each(RAW)('is readable nowhere: %s', async (_, text) => {
    for (const personal of [SECRET, null]) {
      const folder = folders.next();
      const writer = folders.writer(folder, { personal });
      await writer.apply(batch(0, 1, `[${text},${JSON.stringify(aCase(2))}]`));
      const { db, personal: file } = writer.folder.current();
      const [row] = db.select<{ raw: string; reason: string }>('SELECT raw, reason FROM quarantine').all();
      expect(row?.raw).toMatch(new RegExp(`: ${Buffer.byteLength(text)} bytes\\)$`));
      const there = readdirSync(folder).filter((name) =>
        readFileSync(path.join(folder, name)).includes('0912 345 678'),
      );
      expect(there).toEqual([]);
      expect(existsSync(file)).toBe(personal !== null);
    }
  });

  it('is taken out of what an earlier release kept', () => {
    const file = path.join(folders.next(), 'cache.db');
    mkdirSync(path.dirname(file));
    const before = openDatabase(file, 'write');
    migrate(before, SCHEMAS.cache.slice(0, 4), file);
    before
      .prepare('INSERT INTO quarantine (raw, reason, at) VALUES (?, ?, 1)')
      .run(JSON.stringify(part), `notJson: Unexpected token, "${TYPED}" is not valid JSON`);
    migrate(before, SCHEMAS.cache, file);
    before.pragma('wal_checkpoint(TRUNCATE)');
    before.close();
    expect(readFileSync(file).includes('0912 345 678')).toBe(false);
  });
});
