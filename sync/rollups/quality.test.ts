import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../contract/instants.ts';
import { UNKNOWN } from '../contract/questions/cases.ts';
import type { CaseRecord } from '../contract/records.ts';
import { openReadable, openWritable, type Stamp } from '../store/cache.ts';
import { createApplier } from './apply.ts';
import { qualityBetween, type Quality } from './quality.ts';
import { instants, newest, records, zones } from './records.fixture.ts';
import { rebuild } from './rebuild.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'citywall-quality-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

const services: Stamp['services'] = [
  { id: '1022', sums: ['category', 'unit', 'quality'], heat: false },
  { id: 'dossiers', sums: ['unit'], heat: false },
];

/** A cache, what it takes, and a reader that stays. */
function standing(timeZone: string) {
  const file = path.join(folder, `${++files}.db`);
  const cache = openWritable(file, { city: 'test', role: 'replica', profile: 'p', timeZone, services });
  const applier = createApplier(cache, { timeZone, services, serve: false, personal: null });
  const reader = openReadable(file);
  return {
    reader,
    take: (batch: readonly unknown[]) => applier.apply(JSON.stringify(batch), 0, () => undefined),
    rebuild: () => rebuild(cache, { timeZone, services }),
    close() {
      reader.close();
      cache.close();
    },
  };
}

/** Counting by hand: the definition, case by case. */
function counted(cases: readonly CaseRecord[], since: number, until: number): Record<string, Quality> {
  const found: Record<string, Quality> = {};
  for (const c of cases) {
    const of = (): Quality => (found[c.unit ?? UNKNOWN] ??= { ratings: [0, 0, 0, 0, 0], returned: 0 });
    const within = (at: number): boolean => {
      const counts = Math.max(at, c.openedAt);
      return since <= counts && counts <= until;
    };
    const told = (what: string): number[] => (c.events ?? []).filter((e) => e.what === what).map((e) => e.at);
    for (const at of told('reopened')) if (within(at)) of().returned++;
    const rated = told('rated').sort((a, b) => b - a)[0] ?? c.closedAt ?? c.openedAt;
    if (c.rating !== undefined && within(rated)) {
      const { ratings } = of();
      ratings[c.rating - 1] = (ratings[c.rating - 1] ?? 0) + 1;
    }
  }
  return found;
}

describe.each(Object.keys(zones))('quality in %s', (zone) => {
  it('law: is a count by hand at any instant, after every batch and after a rebuild', () => {
    const at = instants(zone);
    const span = fc.tuple(fc.option(at, { nil: null }), at);
    const ask = fc.tuple(
      fc.array(records(zone), { minLength: 1, maxLength: 4 }),
      fc.array(span, { minLength: 1, maxLength: 4 }),
    );
    fc.assert(
      fc.property(ask, ([batches, spans]) => {
        const { reader, take, rebuild, close } = standing(zone);
        const agree = (cases: readonly CaseRecord[]): void => {
          const own = cases.filter((c) => c.service === '1022');
          const told = own.flatMap((c) => (c.events ?? []).map((e): [number, number] => [c.openedAt, e.at]));
          for (const [since, until] of [...spans, ...told])
            expect(Object.fromEntries(qualityBetween(reader, { service: '1022', since, until }))).toEqual(
              counted(own, since ?? -Infinity, until),
            );
        };
        for (const [i, batch] of batches.entries()) {
          take(batch);
          agree(newest(batches.slice(0, i + 1).flat()));
        }
        rebuild();
        agree(newest(batches.flat()));
        close();
      }),
      { numRuns: 25 },
    );
  });
});

describe('quality', () => {
  const openedAt = Date.parse('2026-11-10T04:20:00Z');
  const base = { kind: 'case', service: '1022', id: 'a', openedAt, status: 'resolved', category: 'x' };
  const ever = { service: '1022', since: null, until: openedAt + 9 * DAY };

  it('follows a rating that is given, changed, moved to another unit and taken back', () => {
    const { reader, take, close } = standing('Asia/Ho_Chi_Minh');
    const told = (): unknown => Object.fromEntries(qualityBetween(reader, ever));
    const closedAt = openedAt + DAY;
    take([{ ...base, rev: 1, unit: 'u1', closedAt }]);
    expect(told()).toEqual({});
    const events = [{ what: 'rated', at: closedAt + HOUR }];
    take([{ ...base, rev: 2, unit: 'u1', closedAt, rating: 2, events }]);
    expect(told()).toEqual({ u1: { ratings: [0, 1, 0, 0, 0], returned: 0 } });
    take([{ ...base, rev: 3, unit: 'u1', closedAt, rating: 5, events }]);
    expect(told()).toEqual({ u1: { ratings: [0, 0, 0, 0, 1], returned: 0 } });
    take([{ ...base, rev: 4, unit: 'u2', closedAt, rating: 5, events }]);
    expect(told()).toEqual({ u2: { ratings: [0, 0, 0, 0, 1], returned: 0 } });
    take([
      {
        ...base,
        rev: 5,
        unit: 'u2',
        rating: 5,
        events: [...events, { what: 'reopened', at: openedAt - DAY }],
      },
    ]);
    expect(told()).toEqual({ u2: { ratings: [0, 0, 0, 0, 1], returned: 1 } });
    take([{ kind: 'tombstone', of: 'case', scope: '1022', id: 'a', rev: 6 }]);
    expect(told()).toEqual({});
    close();
  });

  it('counts each to the millisecond: a rating where the last was given, a return at its own instant', () => {
    const { reader, take, close } = standing('Asia/Ho_Chi_Minh');
    const at = (minutes: number): number => openedAt + minutes * MINUTE;
    const events = [
      { what: 'reopened', at: at(3) },
      { what: 'rated', at: at(30) },
      { what: 'reopened', at: at(3) },
      { what: 'rated', at: at(20) },
    ];
    take([{ ...base, rev: 1, rating: 3, events }]);
    const told = (since: number, until: number): unknown =>
      qualityBetween(reader, { service: '1022', since, until }).get('?');
    expect(told(at(0), at(3) - 1)).toBeUndefined();
    expect(told(at(3), at(3))).toEqual({ ratings: [0, 0, 0, 0, 0], returned: 2 });
    expect(told(at(3) + 1, at(30) - 1)).toBeUndefined();
    expect(told(at(30), at(30))).toEqual({ ratings: [0, 0, 1, 0, 0], returned: 0 });
    close();
  });

  it('is not told of a service that keeps no sums of it', () => {
    const { reader, close } = standing('UTC');
    expect(() => qualityBetween(reader, { service: 'dossiers', since: null, until: 0 })).toThrow(
      expect.objectContaining({ code: 'question-failed' }),
    );
    expect(qualityBetween(reader, ever)).toEqual(new Map());
    close();
  });
});
