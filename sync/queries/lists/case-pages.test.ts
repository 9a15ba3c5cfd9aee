import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY, MINUTE } from '../../contract/instants.ts';
import type { CaseRecord } from '../../contract/records.ts';
import { questions, type ParamsIn } from '../../contract/questions/index.ts';
import { filledCache, type Filled } from '../oracle/filled.ts';
import { AREAS, fixtureProfile } from '../oracle/fixture.ts';
import { answer } from '../index.ts';

/** More cases than one page may look at, and more open than are sorted for a page of the newest. */
const CASES = 26_000;
const START = Date.parse('2026-10-01T00:00:00+07:00');
const NOW = START + CASES * MINUTE;

/** One a minute; every second of the newest 12,000 is open, and of those before none; a rare few are about light in a5. */
const made = Array.from({ length: CASES }, (_, i): CaseRecord => {
  const openedAt = START + i * MINUTE;
  const open = i >= CASES - 12_000 && i % 2 === 0;
  const rare = i % 6500 === 10;
  return {
    ...{ kind: 'case', service: i % 3 === 0 ? 's2' : 's1', id: `A-${String(i).padStart(6, '0')}`, rev: 1 },
    ...{ openedAt, dueAt: openedAt + 5 * DAY, status: open ? 'received' : 'resolved' },
    ...{ category: rare ? 'light' : 'noise', area: rare ? 'a5' : (AREAS[i % 4] ?? 'a1') },
    ...(open ? {} : { closedAt: openedAt + MINUTE / 2 }),
  };
});

let filled: Filled;
beforeAll(() => {
  filled = filledCache(fixtureProfile(), [made.slice(0, 13_000), made.slice(13_000)]);
});
afterAll(() => filled.close());

/** All pages of a list: the numbers of its cases, and the fewest a page had that was not the last. */
function pages(params: ParamsIn<'cases'>, at = NOW): { ids: string[]; fewest: number; total: number | null } {
  const ids: string[] = [];
  let [after, fewest, total]: [string | null, number, number | null] = [null, Infinity, null];
  for (;;) {
    const found = answer(filled.at(at), 'cases', { ...params, ...(after === null ? {} : { after }) });
    if (found.content !== 'data') throw new Error(JSON.stringify(found));
    const page = questions.cases.answer.parse(found.data);
    ids.push(...page.rows.map(({ id }) => id));
    if (after === null) total = page.total;
    after = page.next;
    if (after === null) return { ids, fewest, total };
    fewest = Math.min(fewest, page.rows.length);
  }
}

const ids = (matches: (c: CaseRecord, i: number) => boolean): string[] =>
  made
    .filter(matches)
    .map(({ id }) => id)
    .reverse();

describe('pages of a long list', () => {
  it('of cases that lie far apart stop early and go on', () => {
    // s2 keeps no sums of areas: only looking at every case tells.
    const found = pages({ filter: { service: 's2', area: 'a5' }, limit: 50 });
    expect(found.ids).toEqual(ids((c) => c.service === 's2' && c.area === 'a5'));
    const late = pages({ filter: { state: 'late' }, limit: 50 });
    expect(late).toEqual({ ids: [], fewest: 0, total: 0 });
  });

  it('of cases by number likewise', () => {
    const found = pages({ filter: { id: 'a-', area: 'a5' }, limit: 3 });
    expect(found.ids).toEqual(ids((c) => c.area === 'a5'));
    expect(found.fewest).toBeLessThan(3);
    expect(pages({ filter: { id: 'A-02' }, limit: 200 }).ids).toEqual(ids((c) => c.id.startsWith('A-02')));
  });

  it('of open cases have each once, whether found among the newest or among all that are open', () => {
    const open = ids((c) => c.closedAt === undefined);
    const found = pages({ filter: { state: 'open' }, limit: 200 });
    expect(found.ids).toEqual(open);
    expect(found.total).toBe(open.length);
    const overdue = pages({ filter: { state: 'overdue' }, order: 'due', limit: 200 });
    expect(overdue.ids).toEqual(ids((c) => c.closedAt === undefined && (c.dueAt ?? 0) <= NOW).reverse());
    expect(overdue.total).toBe(overdue.ids.length);
    const inTime = pages({ filter: { state: 'inTime' }, limit: 200 });
    expect(inTime.ids).toEqual(ids((c) => c.closedAt === undefined && (c.dueAt ?? 0) > NOW + DAY));
    expect(inTime.total).toBe(inTime.ids.length);
  });

  it('of open cases of a past instant have those closed since', () => {
    const at = START + 20_000 * MINUTE + MINUTE / 4;
    const was = (c: CaseRecord): boolean => c.openedAt <= at && (c.closedAt ?? Infinity) > at;
    expect(pages({ filter: { state: 'open' }, limit: 200 }, at).ids).toEqual(ids(was));
    expect(pages({ filter: {}, order: 'due', limit: 200 }, at).ids).toEqual(ids(was).reverse());
  });

  it('of cases in cells are those whose place is in one, open or closed since, west and south of nought too', () => {
    // Cells of eight finest a side are 0.02 degrees wide.
    const at = (id: string, point: [number, number] | null, closedAt?: number): CaseRecord => ({
      ...{ kind: 'case', service: 's1', id, rev: 1, openedAt: START, status: 'received', category: 'noise' },
      ...(point === null ? {} : { point }),
      ...(closedAt === undefined ? {} : { closedAt }),
    });
    const held = filledCache(fixtureProfile(), [
      [
        ...[at('in', [106.401, 10.519]), at('done', [106.4199, 10.501], START + DAY), at('none', null)],
        ...[at('beside', [106.4201, 10.501]), at('west', [-122.401, -0.001])],
      ],
    ]);
    const listed = (now: number, filter: ParamsIn<'cases'>['filter']): string[] => {
      const found = answer(held.at(now), 'cases', { filter });
      if (found.content !== 'data') throw new Error(JSON.stringify(found));
      return questions.cases.answer
        .parse(found.data)
        .rows.map(({ id }) => id)
        .sort();
    };
    const cells = { side: 8, at: [[5320, 525]] as [number, number][] };
    expect(listed(START + 2 * DAY, { cells })).toEqual(['done', 'in']);
    expect(listed(START + 2 * DAY, { cells, state: 'open' })).toEqual(['in']);
    expect(listed(START + DAY / 2, { cells, state: 'open' })).toEqual(['done', 'in']);
    expect(listed(START + DAY, { cells: { side: 8, at: [[-6121, -1]] } })).toEqual(['west']);
    held.close();
  });
});
