import path from 'node:path';
import { expect, test } from 'vitest';
import { caseRecord } from '../../sync/contract/records.ts';
import { loadProfile } from '../../sync/profile/index.ts';
import { batches, cases, NOW } from './cases.ts';

const { profile } = await loadProfile(path.join(import.meta.dirname, '../../assets/cities/hcmc'));

test('the same cases every time, all of them records, oldest first and none from after now', () => {
  const first = [...cases(profile, 5_000)];
  expect([...cases(profile, 5_000)]).toEqual(first);
  expect(first).toHaveLength(5_000);
  for (const [i, one] of first.entries()) {
    expect(caseRecord.safeParse(one).success).toBe(true);
    expect(one.openedAt).toBeLessThan(NOW);
    expect(one.closedAt ?? NOW - 1).toBeLessThan(NOW);
    expect(one.openedAt).toBeGreaterThanOrEqual(first[i - 1]?.openedAt ?? 0);
  }
});

test('batches keep every item in order', () => {
  expect([...batches([1, 2, 3, 4, 5], 2)]).toEqual([[1, 2], [3, 4], [5]]);
  expect([...batches([], 2)]).toEqual([]);
});
