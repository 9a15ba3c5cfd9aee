import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../sync/contract/place.ts';
import { byFor } from '../../exhibits/by.ts';
import { flow } from '../../exhibits/figures/flows.ts';
import { fallsOf, flowOf } from './flow.ts';

const by = byFor('flow', 'flow', { service: 'citizens', range: 'reportingMonth', unit: 'u1' });
const made = flowOf(flow, by);

describe('the flow of a period', () => {
  it('has as much going out as coming in', () => {
    const sum = (side: typeof made.in): number => side[0].count + side[1].count;
    expect(sum(made.in)).toBe(made.total);
    expect(sum(made.out)).toBe(made.total);
  });

  it('says what is late, due soon and came back, and nothing of what is not', () => {
    expect(made.out.flatMap(({ notes }) => notes.map((n) => n.state))).toEqual([undefined, 'red', undefined]);
    const calm = flowOf({ ...flow, late: 0, overdue: 0, dueSoon: 0, returned: null }, by);
    expect([...calm.in, ...calm.out].flatMap(({ notes }) => notes)).toEqual([]);
  });

  it('leads to the cases of the one it is about', () => {
    expect(made.in[1].to).toMatchObject(casesOf({ unit: 'u1', since: flow.since }));
    expect(made.in[0].to).toMatchObject({ filter: { unit: 'u1', state: 'open', to: flow.since - 1 } });
    expect(made.out[0].to).toMatchObject({ filter: { unit: 'u1', state: 'closed', from: flow.since } });
    expect(made.out[1].to).toMatchObject({ filter: { unit: 'u1', state: 'open' } });
  });

  it('falls: each bar begins where the one above it ends, and the last is what the others come to', () => {
    const [before, opened, closed, open] = fallsOf(made);
    expect([before?.start, before?.end]).toEqual([0, opened?.start]);
    expect([opened?.end, closed?.end]).toEqual([1, 1]);
    expect([open?.start, open?.end]).toEqual([0, closed?.start]);
    const long = (fall: typeof before): number => (fall?.end ?? 0) - (fall?.start ?? 0);
    expect(long(opened) / long(before)).toBeCloseTo(made.in[1].count / made.in[0].count, 6);
    expect(long(before) + long(opened) - long(closed)).toBeCloseTo(long(open), 9);
  });

  it('marks of what is left what is overdue, within its bar, and nothing else', () => {
    expect(fallsOf(made).map(({ overdue }) => overdue > 0)).toEqual([false, false, false, true]);
    expect(fallsOf(made)[3]?.overdue).toBeCloseTo(flow.overdue / made.total, 9);
  });

  it('is nothing where nothing was', () => {
    const none = { ...flow, before: 0, opened: 0, closed: 0, open: 0, late: 0, overdue: 0 };
    expect(fallsOf(flowOf(none, by)).map(({ start, end }) => [start, end])).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
  });
});
