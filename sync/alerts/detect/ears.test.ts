import { describe, expect, it } from 'vitest';
import { c1, c2, c3, C1_C2 } from './ears.ts';
import { apart, reference, seriesOf } from './surveillance.fixture.ts';
import { isPast } from './verdict.ts';

describe("EARS as R's earsC", () => {
  const named = reference.ears.map((run) => ({
    ...run,
    name: `${run.method} ${run.series} ${JSON.stringify(run.options)}`,
  }));

  it.each(named.filter(({ method }) => method !== 'C3'))('$name', (run) => {
    const { counts } = seriesOf(run.series);
    const detector = run.method === 'C1' ? c1 : c2;
    run.bounds.forEach((bound, i) => {
      const at = run.from + i * run.step;
      const verdict = detector(counts, at, run.options);
      expect(apart(verdict?.bound, bound), `at ${at}`).toBeLessThan(1e-6);
    });
  });

  // R adds the margin to the count itself, and not to the mean of its past as its documentation has it.
  it.each(named.filter(({ method }) => method === 'C3'))('$name, margin for margin', (run) => {
    const { counts } = seriesOf(run.series);
    let held = 0;
    run.bounds.forEach((bound, i) => {
      const at = run.from + i * run.step;
      const verdict = c3(counts, at, run.options);
      if (verdict === null) throw new Error(`nothing said at ${at}`);
      if (bound === null || bound === 0) return;
      const { value, expected } = verdict;
      expect(apart(verdict.bound, Math.max(0, bound - value + expected)), `at ${at}`).toBeLessThan(1e-6);
      held++;
    });
    expect(held).toBeGreaterThan(30);
  });
});

describe('EARS', () => {
  const quiet = [4, 6, 5, 4, 6, 5, 5];

  it('says nothing without a whole past', () => {
    expect(c1(quiet, 6)).toBeNull();
    expect(c2([...quiet, 5], 8)).toBeNull();
    expect(c3([...quiet, 5, 5, 5], 10)).toBeNull();
  });

  it('marks what is past its bound, and that is what its chance says', () => {
    for (const count of [5, 7, 8, 30]) {
      const verdict = c1([...quiet, count], 7);
      if (verdict === null) throw new Error('nothing said');
      expect(isPast(verdict)).toBe(verdict.p < C1_C2.alpha);
      expect(isPast(verdict)).toBe(verdict.score > 1);
    }
  });

  it('by C2 is not taken in by an outbreak that began before yesterday', () => {
    const counts = [...quiet, 9, 9, 9];
    expect(c1(counts, 9)?.p).toBeGreaterThan(0.01);
    expect(c2(counts, 9)?.p).toBeLessThan(0.001);
  });

  it('by C3 adds up three days that are each a little much', () => {
    const counts = [...quiet, 6, 6, 5, 5, 7, 7, 7];
    expect(c2(counts, 13, { ...C1_C2, alpha: 0.025 })?.p).toBeGreaterThan(c3(counts, 13)?.p ?? 1);
  });

  it('of a past that never moved marks any more, and carries it', () => {
    const counts = [2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 2];
    expect(c1(counts, 9)).toMatchObject({ p: 0, bound: 2, score: 1000 });
    expect(c1(counts, 8)).toMatchObject({ p: 0.5, score: 0 });
    expect(c3([...counts, 2], 11)?.p).toBe(0);
  });
});
