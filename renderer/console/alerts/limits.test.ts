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
    const tried = (name: string, value: number): unknown =>
      withLimits(
        rule,
        limitsOf(rule).map((one) => (one.name === name ? { ...one, value } : one)),
      );
    const wrong: [name: string, value: number, code: string, n: number][] = [
      ['ratio', 0.5, 'atLeast', 1],
      ['ratio', 1e9, 'atMost', 1000],
      ['falseDiscovery', 0, 'above', 0],
      ['hours', 1.5, 'whole', 0],
      ['hours', Number('x'), 'number', 0],
      ['every', 0, 'atLeast', 0.25],
    ];
    for (const [name, value, code, n] of wrong)
      expect(tried(name, value)).toEqual({ name, why: { code, n } });
  });
});
