import { afterAll, expect, it } from 'vitest';
import { census } from './census.ts';
import { aCase, batch, casesIn, Folders } from './writer.fixture.ts';

const folders = new Folders();
afterAll(() => folders.remove());

/** Ways in which a case can be no case. */
const BAD: readonly [what: string, spoil: object][] = [
  ['an instant in year 0', { openedAt: -62_167_219_200_000 }],
  ['a place that is none', { point: [null, 10.7] }],
  ['a revision of 0', { rev: 0 }],
  ['markup for a category', { category: '<script>alert(1)</script>' }],
];

it('one bad record in 100,000: 99,999 applied, one in quarantine', async () => {
  const folder = folders.next();
  const writer = folders.writer(folder);
  const [what, spoil] = BAD[2] ?? ['', {}];
  let quarantined = 0;
  for (let from = 0; from < 100_000; from += 5_000) {
    const records = Array.from({ length: 5_000 }, (_, i) => ({
      ...aCase((from + i) % 900, { id: `P-${from + i}` }),
      ...(from + i === 77_123 ? spoil : {}),
    }));
    const applied = await writer.apply(batch(from, from + 5_000, records));
    if (applied.outcome === 'applied') quarantined += applied.quarantined;
  }
  expect(quarantined, what).toBe(1);
  expect(census(writer.folder.current().db, '1022')).toMatchObject({ cases: 99_999, quarantine: 1 });
});

it.each(BAD)('%s is kept as it came, and all around it is applied', async (_, spoil) => {
  const folder = folders.next();
  const writer = folders.writer(folder);
  const records = [aCase(1), { ...aCase(2), ...spoil }, aCase(3)];
  await writer.apply(batch(0, 3, records));
  expect(casesIn(folder).map(({ id }) => id)).toEqual(['P-1', 'P-3']);
  const [row] = writer.folder
    .current()
    .db.select<{ raw: string; reason: string }>('SELECT raw, reason FROM quarantine')
    .all();
  expect(JSON.parse(row?.raw ?? '')).toEqual(JSON.parse(JSON.stringify(records[1])));
  expect(row?.reason).toMatch(/\w/);
});
