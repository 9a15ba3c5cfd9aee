import { describe, expect, it } from 'vitest';
import { dice } from './dice.fixture.ts';
import { shareOf, type Part } from './share.ts';
import { isPast } from './verdict.ts';

const flat = [3, 3, 3, 3].map((part): Part => ({ part, whole: 10 }));

describe('a share', () => {
  it('is judged by the beta-binomial of its past: 12 of 40 and Jeffreys’ half, known as well as 40 tell', () => {
    const verdict = shareOf({ part: 1, whole: 1 }, flat, { side: 'above', alpha: 0.01 });
    // Of one trial the law is its mean alone.
    expect(verdict?.p).toBeCloseTo(12.5 / 41, 10);
    expect(verdict?.expected).toBeCloseTo(12.5 / 41, 12);
    const two = shareOf({ part: 2, whole: 2 }, flat, { side: 'above', alpha: 0.01 });
    const [a, all] = [(12.5 / 41) * 39, 39];
    expect(two?.p).toBeCloseTo((a * (a + 1)) / (all * (all + 1)), 10);
  });

  it.each(['above', 'below'] as const)('is past its bound just where its chance says so, %s', (side) => {
    for (const past of [flat, [...flat, { part: 9, whole: 10 }], [...flat, { part: 0, whole: 80 }]])
      for (const whole of [1, 7, 40])
        for (let part = 0; part <= whole; part++) {
          const verdict = shareOf({ part, whole }, past, { side, alpha: 0.05 });
          if (verdict === null) throw new Error('nothing said');
          expect(isPast(verdict), `${part} of ${whole}`).toBe(verdict.p <= 0.05);
        }
  });

  it('of windows that differ much surprises less', () => {
    const wild = [0, 6, 1, 5].map((part): Part => ({ part, whole: 10 }));
    const now = { part: 8, whole: 10 };
    const [calm, less] = [flat, wild].map(
      (past) => shareOf(now, past, { side: 'above', alpha: 0.01 })?.p ?? NaN,
    );
    expect(calm).toBeLessThan(0.005);
    expect(less).toBeGreaterThan(0.02);
  });

  it('says nothing of nothing', () => {
    expect(shareOf({ part: 0, whole: 0 }, flat, { side: 'above', alpha: 0.01 })).toBeNull();
    const empty = { part: 0, whole: 0 };
    expect(
      shareOf({ part: 1, whole: 1 }, [...flat.slice(2), empty], { side: 'above', alpha: 0.01 }),
    ).toBeNull();
  });

  it('of nothing so far may be something, and of all so far too', () => {
    const none = [20, 30, 25].map((whole): Part => ({ part: 0, whole }));
    expect(shareOf({ part: 0, whole: 20 }, none, { side: 'above', alpha: 0.01 })?.p).toBe(1);
    expect(shareOf({ part: 6, whole: 20 }, none, { side: 'above', alpha: 0.01 })?.p).toBeLessThan(0.001);
    const all = none.map(({ whole }): Part => ({ part: whole, whole }));
    expect(shareOf({ part: 14, whole: 20 }, all, { side: 'below', alpha: 0.01 })?.p).toBeLessThan(0.001);
  });

  it('is marked about as seldom as it says', () => {
    const random = dice(4);
    const window = (): Part => {
      const whole = 5 + Math.floor(random() * 60);
      const share = 0.7 + 0.2 * random();
      return { part: Array.from({ length: whole }, () => random() < share).filter(Boolean).length, whole };
    };
    let marked = 0;
    for (let i = 0; i < 1500; i++) {
      const verdict = shareOf(window(), Array.from({ length: 12 }, window), { side: 'below', alpha: 0.02 });
      if (verdict !== null && isPast(verdict)) marked++;
    }
    expect(marked / 1500).toBeGreaterThan(0.005);
    expect(marked / 1500).toBeLessThan(0.03);
  });
});
