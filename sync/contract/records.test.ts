import { describe, expect, it } from 'vitest';
import { readPayload } from './commands.ts';
import { record } from './records.ts';

const measure = {
  ...{ kind: 'measure', indicator: 'i1', subject: 'city', territory: 't1', period: '2026-10', value: 1 },
  ...{
    status: 'official',
    provenance: 'published',
    reportedAt: Date.parse('2026-11-01'),
    source: 's',
    rev: 1,
  },
} as const;
const plan = { value: 1, whose: 'council', basis: 'year' };
const earlier = { value: 1, status: 'provisional', reportedAt: Date.parse('2026-10-20') };
const takes = (more: object): boolean => record.safeParse({ ...measure, ...more }).success;

describe('a quantity that no sum could be made of', () => {
  it.each([1e22, -1e22, 1e308, -1e308])('is no value, plan or earlier value of a measure: %s', (value) => {
    expect(takes({ plan, earlier: [earlier] })).toBe(true);
    expect(takes({ value })).toBe(false);
    expect(takes({ plan: { ...plan, value } })).toBe(false);
    expect(takes({ earlier: [{ ...earlier, value }] })).toBe(false);
  });

  it('is no assumption either', () => {
    const assumed = (value: number) =>
      readPayload('scenario', { indicator: 'i1', year: 2026, value, note: '' });
    expect(assumed(1e21)).toHaveProperty('payload');
    expect(assumed(1e308)).toHaveProperty('path', 'scenario.value');
  });
});
