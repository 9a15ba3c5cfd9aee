import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../sync/contract/place.ts';
import { byFor } from '../../exhibits/by.ts';
import { flow } from '../../exhibits/figures/flows.ts';
import { flowOf, ribbon, spansOf } from './flow.ts';

const by = byFor('flow', 'flow', { service: 'citizens', range: 'reportingMonth', unit: 'u1' });
const made = flowOf(flow, by);

describe('the flow of a period', () => {
  it('has as much going out as coming in', () => {
    const sum = (side: typeof made.in): number => side[0].count + side[1].count;
    expect(sum(made.in)).toBe(made.total);
    expect(sum(made.out)).toBe(made.total);
  });

  it('says what is late, due soon and came back, and nothing of what is not', () => {
    expect(made.out.flatMap(({ notes }) => notes.map((n) => n.state))).toEqual(['orange', 'red', undefined]);
    const calm = flowOf({ ...flow, late: 0, overdue: 0, dueSoon: 0, returned: null }, by);
    expect([...calm.in, ...calm.out].flatMap(({ notes }) => notes)).toEqual([]);
  });

  it('leads to the cases of the one it is about', () => {
    expect(made.in[1].to).toMatchObject(casesOf({ unit: 'u1', since: flow.since }));
    expect(made.in[0].to).toMatchObject({ filter: { unit: 'u1', state: 'open', to: flow.since - 1 } });
    expect(made.out[0].to).toMatchObject({ filter: { unit: 'u1', state: 'closed', from: flow.since } });
    expect(made.out[1].to).toMatchObject({ filter: { unit: 'u1', state: 'open' } });
  });

  it('is drawn in proportion, a hair still seen, nothing where there is nothing', () => {
    const spans = spansOf(made.in, made.total, 0.1);
    const heights = spans.map(([from, to]) => to - from);
    expect((heights[1] ?? 0) / (heights[0] ?? 1)).toBeCloseTo(made.in[1].count / made.in[0].count, 6);
    expect(spans.at(-1)?.[1]).toBeCloseTo(1, 9);
    const [one, other] = made.in;
    const hair = spansOf(
      [
        { ...one, count: 1 },
        { ...other, count: 99_999 },
      ],
      100_000,
      0,
    );
    expect((hair[0]?.[1] ?? 0) - (hair[0]?.[0] ?? 0)).toBeGreaterThan(0.01);
    const none = spansOf(
      [
        { ...one, count: 0 },
        { ...other, count: 0 },
      ],
      0,
      0,
    );
    expect(none.every(([from, to]) => to - from === 0)).toBe(true);
    expect(ribbon([0, 0.5], [0.1, 0.6], [0, 100])).toMatch(/^M0 0\.00C50 .*Z$/);
  });
});
