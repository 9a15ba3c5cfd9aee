import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emsOf } from '../ui/ruler.ts';
import { anyChart, chartOf, lineOf } from './made.fixture.ts';
import { marksOf, type Box } from './marks.ts';
import { notesOf, type NotePlace } from './notes.ts';
import { placeOf, type Room } from './place.ts';
import type { Note, TimeChart } from './time.ts';

const ROOM: Room = { width: 900, height: 400, note: 16, u: 8, beside: false };
const jump = Array.from({ length: 56 }, (_, i) => (i < 40 ? 100 : 190) + (i % 3));
const since: Note = { at: 40, value: jump[40] ?? 0, text: 'tăng đột biến từ 23/11', side: 'over' };

function placed(chart: TimeChart, room = ROOM): NotePlace[] {
  const place = placeOf(chart, room);
  return place === null ? [] : notesOf(chart, place, room);
}
const apart = ([ax, ay, aw, ah]: Box, [bx, by, bw, bh]: Box): boolean =>
  ax >= bx + bw || bx >= ax + aw || ay >= by + bh || by >= ay + ah;

describe('the words of a turn', () => {
  it('stand beside the value they are of, on their own side where there is room', () => {
    const chart = chartOf(56, { lines: [lineOf(jump)], notes: [since] });
    const place = placeOf(chart, ROOM);
    const [one] = placed(chart);
    expect(one?.text).toBe(since.text);
    const [x = 0, y = 0, wide = 0, high = 0] = one?.box ?? [];
    expect(x - 1).toBeLessThanOrEqual(place?.x(40) ?? 0);
    expect(x + wide + 1).toBeGreaterThanOrEqual(place?.x(40) ?? 0);
    expect(y + high).toBeLessThanOrEqual(place?.y(190) ?? 0);
  });

  it('cover neither a curve, nor a mark, nor each other, nor the edge, whatever is drawn', () => {
    const anyNotes = fc.array(
      fc.record({
        share: fc.nat(39),
        text: fc.constantFrom('đỉnh 12/11', 'tăng đột biến từ 23/11', 'below its course since May 2026'),
        side: fc.constantFrom<Note['side']>('over', 'under'),
      }),
      { maxLength: 3 },
    );
    const anyRoom = fc.record({
      ...{ width: fc.integer({ min: 200, max: 1_600 }), height: fc.integer({ min: 60, max: 700 }) },
      ...{ note: fc.integer({ min: 10, max: 24 }), u: fc.integer({ min: 4, max: 9 }) },
      beside: fc.boolean(),
    });
    let told = 0;
    fc.assert(
      fc.property(anyChart, anyNotes, anyRoom, (chart, asked, room) => {
        const points = chart.lines[0]?.points ?? [];
        const notes = asked.flatMap(({ share, text, side }): Note[] => {
          const at = share % points.length;
          const value = points[at]?.value;
          return value === undefined ? [] : [{ at, value, text, side }];
        });
        const full = { ...chart, notes };
        const place = placeOf(full, room);
        if (place === null) return;
        const found = notesOf(full, place, room);
        told += found.length;
        const dots = marksOf(full, place, room.u).flatMap((mark): Box[] =>
          mark.kind === 'dot' || mark.kind === 'band' ? [] : [mark.box],
        );
        for (const [i, { box, text }] of found.entries()) {
          expect(box[2]).toBeGreaterThanOrEqual(emsOf(text) * room.note);
          expect(box[0]).toBeGreaterThanOrEqual(place.left);
          expect(box[0] + box[2]).toBeLessThanOrEqual(place.right);
          expect(box[1]).toBeGreaterThanOrEqual(0);
          expect(box[1] + box[3]).toBeLessThanOrEqual(place.bottom);
          for (const other of [...dots, ...found.slice(i + 1).map((one) => one.box)])
            expect(apart(box, other)).toBe(true);
          for (const { as, points } of full.lines)
            if (as === 'line')
              points.forEach((p, k) => {
                const at: Box = [place.x(k), place.y(p?.value ?? 0), 0.001, 0.001];
                if (p !== null) expect(apart(box, at)).toBe(true);
              });
        }
      }),
      { numRuns: 400 },
    );
    expect(told).toBeGreaterThan(50);
  });

  it('are left out where there is no room: a small plot, or one that is full', () => {
    const chart = chartOf(56, { lines: [lineOf(jump)], notes: [since] });
    expect(placed(chart, { ...ROOM, width: 240 })).toEqual([]);
    expect(placed(chart, { ...ROOM, height: 80 })).toEqual([]);
    const full = Array.from({ length: 4 }, (_, k) =>
      lineOf(
        jump.map((v, i) => (i % 2 === 0 ? 100 + 30 * k : v)),
        { key: String(k) },
      ),
    );
    const saw = lineOf(jump.map((_, i) => (i % 2 === 0 ? 0 : 300)));
    expect(placed(chartOf(56, { lines: [saw, ...full], notes: [{ ...since, value: 0 }] }))).toEqual([]);
  });

  it('that come first have the choice; of two at one value, the second stands elsewhere or is left out', () => {
    const notes = [since, { ...since, text: 'đỉnh 23/11' }];
    const found = placed(chartOf(56, { lines: [lineOf(jump)], notes }));
    expect(found[0]?.text).toBe(since.text);
    expect(found).toEqual(placed(chartOf(56, { lines: [lineOf(jump)], notes })));
  });
});
