import { describe, expect, it } from 'vitest';
import { alertRule } from '../../../sync/contract/alert-rules.ts';
import { limitsOf, withLimits, written } from './limits.ts';

const both = (words: string) => ({ vi: words, en: words });
const rule = alertRule.parse({
  ...{ id: 'flood', name: both('Ngập'), severity: 'high' },
  watch: { detector: 'counts', service: '1022', by: 'category' },
});

describe('the limits of a rule', () => {
  it('are the numbers that it and its detector have', () => {
    expect(limitsOf(rule).map(({ name }) => name)).toEqual([
      ...['hours', 'minimum', 'ratio', 'falseDiscovery', 'holds', 'clears', 'every'],
    ]);
  });

  it('may be tried with others, and are written as the file has them', () => {
    const other = limitsOf(rule).map((one) =>
      one.name === 'ratio' ? { ...one, value: 2 } : one.name === 'holds' ? { ...one, value: 10 } : one,
    );
    expect(withLimits(rule, other)).toEqual({
      rule: { ...rule, holds: 10, watch: { ...rule.watch, ratio: 2 } },
    });
    expect(written(rule, other)).toBe('"watch": { "ratio": 2 }, "holds": 10');
    expect(written(rule, limitsOf(rule))).toBe('');
  });

  it('that cannot be are named, with why', () => {
    const wrong = limitsOf(rule).map((one) => (one.name === 'ratio' ? { ...one, value: 0.5 } : one));
    expect(withLimits(rule, wrong)).toMatchObject({ name: 'ratio' });
    const none = limitsOf(rule).map((one) => (one.name === 'hours' ? { ...one, value: Number('x') } : one));
    expect(withLimits(rule, none)).toMatchObject({ name: 'hours' });
  });
});
