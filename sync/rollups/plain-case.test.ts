import fc from 'fast-check';
import { expect, it } from 'vitest';
import { caseRecord } from '../contract/records.ts';
import { isPlainCase } from './plain-case.ts';

const code = fc.stringMatching(/^[\p{L}\p{N}][\p{L}\p{N} ._:/#()+-]{0,20}$/u);
const at = fc.integer({ min: 631_152_000_000, max: 7_258_118_400_000 });
const whole = {
  kind: fc.constant('case'),
  service: code,
  id: code,
  rev: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  openedAt: at,
  dueAt: at,
  closedAt: at,
  status: fc.constantFrom('received', 'assigned', 'inProgress', 'resolved', 'refused'),
  category: code,
  unit: code,
  area: code,
  point: fc.tuple(
    fc.double({ min: -180, max: 180, noNaN: true }),
    fc.double({ min: -90, max: 90, noNaN: true }),
  ),
  channel: code,
  rating: fc.integer({ min: 1, max: 5 }),
};
const sound = fc.record(whole, {
  requiredKeys: ['kind', 'service', 'id', 'rev', 'openedAt', 'status', 'category'],
});

/** What somebody may put in place of anything; bounds and their neighbours above all. */
const hostile = fc.oneof(
  fc.anything({ withNullPrototype: true, withSparseArray: true, withBigInt: true, withDate: true }),
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.double(),
  fc.constantFrom<unknown>(
    ...[null, undefined, '', ' ', 'a'.repeat(80), 'a'.repeat(81), ' a', '-', 'a\n', '\n', 'a\u0000b', '?'],
    ...['<script>', '__proto__', 'constructor', 'ê', 'e\u0302', '\ud835\udd38', '\ud835', 'a\ud835', '٣'],
    ...[0, -0, 1, 1.5, 5, 6, NaN, Infinity, -Infinity, 2 ** 53, 2 ** 53 - 1, 1e308, '1', true],
    ...[631_152_000_000, 631_151_999_999, 7_258_118_400_000, 7_258_118_400_001, 1.5e12 + 0.5],
    ...[[], [1], [180, 90], [181, 0], [0, -90.1], [1, 2, 3], [null, 1], ['1', 2], { 0: 1, 1: 2, length: 2 }],
    ...['Case', 'case', 'resolved', 'Resolved', ['resolved']],
    ...[[{ at: 1.5e12, what: 'rated' }], [{}], {}],
  ),
);
const key = fc.constantFrom(...Object.keys(whole), 'events', 'more', '__proto__', 'toString');

it('takes nothing for a case that the schema would not, and nothing otherwise than the schema does', () => {
  const bent = fc
    .tuple(sound, fc.array(fc.tuple(key, hostile), { maxLength: 3 }))
    .map(([record, changes]): unknown => ({ ...record, ...Object.fromEntries(changes) }));
  fc.assert(
    fc.property(fc.oneof({ weight: 9, arbitrary: bent }, hostile), (raw) => {
      if (!isPlainCase(raw)) return;
      const result = caseRecord.safeParse(raw);
      expect(result.success).toBe(true);
      // The schema drops what a case does not have; of what it has, all is the same.
      expect(raw).toMatchObject(result.data ?? {});
    }),
    { numRuns: 3000 },
  );
});

it('knows every sound case without events for one', () => {
  fc.assert(
    fc.property(sound, (raw) => {
      expect(isPlainCase(raw)).toBe(true);
      expect(caseRecord.safeParse(raw).data).toEqual(raw);
    }),
    { numRuns: 500 },
  );
});
