import fc from 'fast-check';
import { HOUR, MINUTE, SECOND } from '../contract/instants.ts';
import type { CaseEvent, CaseRecord, CityRecord } from '../contract/records.ts';

/** What should be held: the newest revision of each case, deletions included, by the rules alone. */
export function newest(records: readonly CityRecord[]): CaseRecord[] {
  const held = new Map<string, { rev: number; record: CaseRecord | null }>();
  for (const record of records) {
    if (record.kind === 'case') {
      const key = `${record.service}/${record.id}`;
      if ((held.get(key)?.rev ?? 0) < record.rev) held.set(key, { rev: record.rev, record });
    } else if (record.kind === 'tombstone') {
      const key = `${record.scope}/${record.id}`;
      if ((held.get(key)?.rev ?? 0) <= record.rev) held.set(key, { rev: record.rev, record: null });
    }
  }
  return [...held.values()].flatMap(({ record }) => record ?? []);
}

/** Zones with the instants where something about them changes: clocks, months, noon on the 25th. */
export const zones: Record<string, string[]> = {
  'Asia/Ho_Chi_Minh': ['2026-01-31T17:00:00Z', '2026-11-25T05:00:00Z', '2025-12-31T17:00:00Z'],
  'America/Los_Angeles': ['2026-03-08T10:00:00Z', '2026-11-01T09:00:00Z', '2026-11-25T20:00:00Z'],
  'Asia/Kolkata': ['2026-03-31T18:30:00Z', '2026-11-25T06:30:00Z'],
  'Asia/Kathmandu': ['2026-02-28T18:15:00Z', '2026-07-24T18:15:00Z'],
  'Australia/Lord_Howe': ['2026-10-03T15:30:00Z', '2026-04-04T15:00:00Z', '2026-04-30T13:30:00Z'],
};

/** Instants crowd where buckets end: that is where an exact sum can go wrong. */
export function instants(zone: string): fc.Arbitrary<number> {
  const edges = (zones[zone] ?? []).map((text) => Date.parse(text));
  const near = fc.tuple(
    fc.constantFrom(...edges),
    fc.constantFrom(0, 1, -1, HOUR, -HOUR, 30 * MINUTE, -30 * MINUTE, 24 * HOUR, -25 * HOUR, 31 * 24 * HOUR),
    fc.constantFrom(0, 1, -1, SECOND),
  );
  const anywhere = fc.tuple(
    fc.constantFrom(...edges),
    fc.integer({ min: -40 * 24 * HOUR, max: 40 * 24 * HOUR }),
  );
  return fc.oneof(
    near.map(([at, a, b]) => at + a + b),
    anywhere.map(([at, by]) => at + by),
  );
}

const optional = <T>(key: string, value: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> =>
  fc.option(value, { nil: undefined }).map((v) => (v === undefined ? {} : { [key]: v }));

/** What happened to a case besides: now and then it was rated, or came back, or both, or again. */
function events(at: fc.Arbitrary<number>): fc.Arbitrary<CaseEvent[]> {
  const what = fc.constantFrom<CaseEvent['what'][]>('reopened', 'reopened', 'rated', 'reassigned');
  return fc.array(fc.record({ at, what }), { maxLength: 4 });
}

/** Batches of records of few cases, so that they are revised, moved and deleted again and again. */
export function records(zone: string): fc.Arbitrary<CityRecord[]> {
  const at = instants(zone);
  const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');
  const service = fc.constantFrom('1022', '1022', 'dossiers', 'unheard-of');
  const rev = fc.integer({ min: 1, max: 6 });
  const one = fc
    .tuple(
      fc.record({
        service,
        id,
        rev,
        openedAt: at,
        category: fc.constantFrom('flood', 'noise', 'ngập đường'),
      }),
      optional('dueAt', at),
      optional('closedAt', at),
      optional('unit', fc.constantFrom('u1', 'u2')),
      optional('area', fc.constantFrom('p1', 'p2', 'p3')),
      optional(
        'point',
        fc.constantFrom<[number, number]>([106.7, 10.77], [106.7, 10.771], [-180, -90], [180, 90]),
      ),
      optional('rating', fc.integer({ min: 1, max: 5 })),
      optional('events', events(at)),
    )
    .map(([base, ...more]): CaseRecord =>
      Object.assign({ kind: 'case', status: 'received', ...base }, ...more),
    );
  const tomb = fc
    .record({ id, rev, scope: service })
    .map((t): CityRecord => ({ kind: 'tombstone', of: 'case', ...t }));
  return fc.array(fc.oneof({ weight: 5, arbitrary: one }, { weight: 1, arbitrary: tomb }), { maxLength: 40 });
}
