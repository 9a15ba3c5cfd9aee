import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../sync/contract/place.ts';
import { byFor } from '../../exhibits/by.ts';
import { MONTH } from '../../exhibits/city.ts';
import { alike, units } from '../../exhibits/figures/cases.ts';
import { emsOf } from '../../ui/ruler.ts';
import { funnelOf } from './funnel.ts';
import { layoutOf, type Layout, type Room } from './layout.ts';

const by = byFor('funnel', 'units', {
  service: 'citizens',
  range: 'reportingMonth',
  order: 'worst',
  limits: true,
});
const funnel = funnelOf(units, by);
const WRITE = { share: (share: number) => `${Math.round(share * 100)} %`, count: String };
const ROOM: Room = { width: 900, height: 500, note: 16, u: 7 };
const laid = (of = funnel, room = ROOM): Layout => {
  const layout = layoutOf(of, room, WRITE);
  if (layout === null) throw new Error('no room');
  return layout;
};

describe('a funnel of units', () => {
  it('has every unit with something to judge once, what needs someone over the others, each with its cases', () => {
    expect(funnel.dots.map(({ state }) => state)).toEqual([null, null, 'green', 'red', 'red']);
    const worst = funnel.dots.find(({ key }) => key === 'u2');
    const { late, overdue, closed } = units.rows[0] ?? units.city;
    expect(worst).toMatchObject({
      ...{ count: late + overdue, of: closed + overdue },
      to: casesOf({ service: 'citizens', unit: 'u2', tree: false, state: 'missed', from: MONTH }),
    });
    expect(worst?.title).toContain(`${late + overdue} trễ trong ${closed + overdue}`);
    const idle = { ...units, rows: units.rows.map((row) => ({ ...row, closed: 0, late: 0, overdue: 0 })) };
    expect(funnelOf(idle, by).dots).toEqual([]);
  });

  it('tells how many are in each group, and of which level its outer line is', () => {
    expect(funnel.groups.map(({ text }) => text)).toEqual([
      '3 kém hơn',
      '160 không khác rõ mức chung',
      '2 tốt hơn',
    ]);
    expect([funnel.control, funnel.city?.text]).toEqual(['99,86%', 'chung 7,7%']);
  });

  it('draws a unit higher the larger its late share, further right the more cases it has, none outside the plot', () => {
    const unit = fc.record({
      of: fc.integer({ min: 1, max: 5000 }),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    const rooms = fc.record({
      ...{ width: fc.integer({ min: 300, max: 3000 }), height: fc.integer({ min: 200, max: 1500 }) },
      ...{ note: fc.constant(16), u: fc.constant(7) },
    });
    fc.assert(
      fc.property(fc.array(unit, { minLength: 1, maxLength: 40 }), rooms, (some, room) => {
        const dots = some.map(({ of, part }, i) => ({
          ...{ key: String(i), name: `Đơn vị ${i}`, count: Math.round(of * part), of, title: '', to: null },
          ...{ state: i % 3 === 0 ? ('red' as const) : null, weight: of * part },
        }));
        const layout = layoutOf({ ...funnel, dots }, room, WRITE);
        if (layout === null) return;
        const alone = layout.dots.filter(
          ({ count, of }) => layout.dots.filter((one) => one.count === count && one.of === of).length === 1,
        );
        for (const a of alone) {
          expect(a.x >= layout.left - 1 && a.x <= layout.right + 1).toBe(true);
          expect(a.y >= layout.top - 1 && a.y <= layout.bottom + 1).toBe(true);
          for (const b of alone) {
            if (a.of < b.of) expect(a.x).toBeLessThan(b.x);
            if (a.count / a.of < b.count / b.of) expect(a.y).toBeGreaterThanOrEqual(b.y - 0.5 * a.r);
          }
        }
        // No name lies over another, or leaves the plot.
        const boxes = layout.names.map(({ x, y, text, end }) => {
          const wide = emsOf(text) * room.note;
          return { from: end === 'left' ? x : x - wide, to: end === 'left' ? x + wide : x, y };
        });
        boxes.forEach((a, i) => {
          expect(a.from >= layout.left && a.to <= layout.right).toBe(true);
          for (const b of boxes.slice(i + 1))
            expect(a.to <= b.from || b.to <= a.from || Math.abs(a.y - b.y) >= room.note).toBe(true);
        });
      }),
    );
  });

  it('draws a dot outside its line exactly where its share is beyond the limit', () => {
    const [one] = funnel.dots;
    if (one === undefined) throw new Error('no dot');
    const limits = [1, 64, 400].map((of) => ({
      of,
      ...{ usual: { low: null, high: 0.2 }, control: { low: null, high: 0.3 } },
    }));
    const at = (count: number): number =>
      laid({ ...funnel, limits, dots: [{ ...one, of: 100, count }] }).dots[0]?.y ?? 0;
    const edge = Number(
      /,([\d.]+)L/.exec(laid({ ...funnel, limits, dots: [{ ...one, of: 100, count: 40 }] }).edge)?.[1],
    );
    expect(at(40)).toBeLessThan(edge);
    expect(laid({ ...funnel, limits, dots: [{ ...one, of: 100, count: 10 }] }).city).toBeDefined();
  });

  it('lays those of one place beside each other, and names nobody where nobody stands out', () => {
    const [one] = funnelOf(alike, by).dots;
    if (one === undefined) throw new Error('no dot');
    const same = Array.from({ length: 9 }, (_, i) => ({ ...one, key: String(i), of: 12, count: 0 }));
    const { dots, names } = laid({ ...funnel, dots: same });
    expect(new Set(dots.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`)).size).toBe(9);
    expect(names).toEqual([]);
  });

  it('is not drawn where there is no room, or nothing is due', () => {
    expect(layoutOf(funnel, { ...ROOM, height: 60 }, WRITE)).toBeNull();
    const nothing = { ...units.city, closed: 0, late: 0, overdue: 0, onTime: null };
    expect(layoutOf(funnelOf({ ...alike, city: nothing, rows: [] }, by), ROOM, WRITE)).toBeNull();
  });
});
