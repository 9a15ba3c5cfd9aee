import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DAY } from '../contract/instants.ts';
import type { CaseRecord } from '../contract/records.ts';
import { openReadable, openWritable, type ReadableCache, type Stamp } from '../store/cache.ts';
import { STATUSES } from '../store/cases.ts';
import { createApplier } from './apply.ts';
import { eachOpen, STILL_OPEN, type OpenCase } from './open-cases.ts';
import { instants, newest, records } from './records.fixture.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'citywall-open-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

const timeZone = 'Asia/Kathmandu';
const services: Stamp['services'] = [{ id: '1022', sums: ['category', 'unit'], heat: false }];

/** A cache that took some batches, and a reader of it. */
function holding(...batches: (readonly unknown[])[]) {
  const file = path.join(folder, `${++files}.db`);
  const cache = openWritable(file, { city: 'test', role: 'replica', profile: 'p', timeZone, services });
  const applier = createApplier(cache, { timeZone, services, serve: false, personal: null });
  for (const batch of batches) applier.apply(JSON.stringify(batch), 0, () => undefined);
  const reader = openReadable(file);
  return {
    cache,
    reader,
    close() {
      reader.close();
      cache.close();
    },
  };
}

function visited(cache: ReadableCache, service: string, at: number): OpenCase[] {
  const found = new Array<OpenCase>();
  eachOpen(cache, { service, at }, (one) => found.push(one));
  return found;
}

type Plain = Pick<CaseRecord, 'openedAt' | 'dueAt' | 'status' | 'category' | 'unit' | 'area'>;

/** What was visited, in the records' own words, in an order that is always the same. */
function told(cache: ReadableCache, found: readonly OpenCase[]): string[] {
  const named = (id: number | null): string | undefined => (id === null ? undefined : cache.codes.code(id));
  const plain = found.map((one): Plain => ({
    openedAt: one.opened,
    dueAt: one.due ?? undefined,
    status: STATUSES[one.status] ?? 'refused',
    category: cache.codes.code(one.category),
    unit: named(one.unit),
    area: named(one.area),
  }));
  return plain.map((one) => JSON.stringify(one)).sort();
}

function filtered(cases: readonly CaseRecord[], service: string, at: number): string[] {
  return cases
    .filter((c) => c.service === service && c.openedAt <= at && (c.closedAt ?? Infinity) > at)
    .map(({ openedAt, dueAt, status, category, unit, area }: CaseRecord) =>
      JSON.stringify({ openedAt, dueAt, status, category, unit, area }),
    )
    .sort();
}

describe('open cases', () => {
  it('law: are those a plain filter of all cases finds, at any instant', () => {
    const at = instants(timeZone);
    const ask = fc.tuple(records(timeZone), records(timeZone), fc.array(at, { minLength: 1, maxLength: 5 }));
    fc.assert(
      fc.property(ask, ([first, second, moments]) => {
        const { reader, close } = holding(first, second);
        const cases = newest([...first, ...second]);
        for (const service of ['1022', 'unheard-of'])
          for (const moment of [...moments, ...cases.flatMap((c) => [c.openedAt, c.closedAt ?? 0])])
            expect(told(reader, visited(reader, service, moment))).toEqual(filtered(cases, service, moment));
        close();
      }),
      { numRuns: 60 },
    );
  });

  it('come soonest due first, those without a due instant before them', () => {
    const openedAt = Date.parse('2026-11-20T03:00:00Z');
    const made = [3, null, 1, 2].map((days, n) => ({
      ...{ kind: 'case', service: '1022', id: `c${n}`, rev: 1, openedAt, status: 'received', category: 'x' },
      ...(days === null ? {} : { dueAt: openedAt + days * DAY }),
    }));
    const { reader, close } = holding(made);
    const due = visited(reader, '1022', openedAt).map((one) => one.due);
    expect(due).toEqual([null, ...[1, 2, 3].map((days) => openedAt + days * DAY)]);
    expect(visited(reader, '1022', openedAt - 1)).toEqual([]);
    expect(visited(reader, 'never-heard-of', openedAt)).toEqual([]);
    close();
  });

  it('are read from an index of open cases alone', () => {
    const { cache, close } = holding();
    const plan = cache.db
      .prepare<[number, number], { detail: string }>(`EXPLAIN QUERY PLAN ${STILL_OPEN}`)
      .all(1, 2);
    expect(plan.map(({ detail }) => detail)).toEqual([
      'SEARCH cases USING COVERING INDEX cases_open (service=?)',
    ]);
    close();
  });
});
