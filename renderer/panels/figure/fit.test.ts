import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Glass } from '../../../sync/contract/legibility.ts';
import { chartOf } from '../../charts/made.fixture.ts';
import { scaleFor } from '../../ui/index.ts';
import { emsOf } from '../../ui/ruler.ts';
import type { Figure } from './figure.ts';
import { fitFigure, type Fit } from './fit.ts';

const glass: Glass = { diagonalInches: 165, resolution: [1920, 1080], viewingDistanceM: 5 };
const scale = scaleFor(glass, { width: 1920, height: 1080 });
const figureOf = (more: Partial<Figure> = {}): Figure => ({
  ...{ aside: [], value: 1, write: String, measure: '', open: false, notes: [], bar: null },
  ...{ facts: [], chart: null, stamp: '', to: null },
  ...more,
});
/** What needs someone is told in large type. */
const pressing = { text: 'chậm', mark: 'red' as const };
const fact = { key: 'late', name: 'Xử lý trễ hạn', value: '12' };
const words = fc.constantFrom(
  'đúng tiến độ',
  'thiếu 22,1 điểm phần trăm',
  'mức thường 231–301',
  'tốt hơn',
  '+3,8% so cùng kỳ năm trước, tốt hơn',
);
const anyFigure = fc
  .record({
    notes: fc.array(fc.record({ text: words, mark: fc.constantFrom('red' as const, undefined) }), {
      maxLength: 4,
    }),
    measure: fc.constantFrom('', '%', 'tỷ đồng', '/14.707 tiếp nhận'),
    bar: fc.option(fc.constant({ share: 0.5, tick: null })),
    facts: fc.constantFrom([], [fact]),
    chart: fc.option(fc.constant(chartOf(3))),
    stamp: fc.constantFrom('', 'mô phỏng'),
  })
  .map(({ notes, ...rest }) =>
    figureOf({
      ...rest,
      notes: notes.map(({ text, mark }) => ({ text, ...(mark === undefined ? {} : { mark }) })),
    }),
  );
const number = fc.constantFrom('0', '61,2', '480.310', '−12.345.678,9', '–');
const box = fc.record({
  width: fc.integer({ min: 60, max: 1200 }),
  height: fc.integer({ min: 20, max: 300 }),
});

/** How high and wide what is shown is, as the tile lays it out; a note that is too wide is broken in lines. */
function sizeOf(figure: Figure, text: string, fit: Fit, width: number): { wide: number; high: number } {
  const { note, u, body } = scale;
  const ems = figure.notes
    .slice(0, fit.notes)
    .map(({ text, mark }) => emsOf(text) + (mark === undefined ? 0 : 1.5));
  const lines = ems.map((em) => (fit.beside ? 1 : Math.ceil((em * note) / width)));
  const told = (lines.reduce((a, b) => a + b, 0) + (figure.stamp === '' ? 0 : 1)) * note * 1.3;
  const stamp = figure.stamp === '' ? 0 : emsOf(figure.stamp) + 0.8;
  const high = scale[fit.step] * 1.05;
  const wide = emsOf(text) * scale[fit.step] + emsOf(figure.measure) * body;
  return fit.beside
    ? { wide: wide + Math.max(stamp, ...ems) * note, high: Math.max(high, told) }
    : { wide, high: high + (told > 0 ? told + u * 0.6 : 0) };
}

describe('a figure in its tile', () => {
  it('never exceeds its box, wherever any size of type has room in it', () => {
    fc.assert(
      fc.property(anyFigure, number, box, (figure, text, room) => {
        const fit = fitFigure(figure, text, room, scale);
        const least: Fit = { step: 'body', beside: false, notes: 0, bar: false, rest: false };
        const bare = sizeOf(figure, text, least, room.width);
        fc.pre(bare.wide + scale.u < room.width && bare.high + scale.body * 0.3 + scale.u < room.height);
        const { wide, high } = sizeOf(figure, text, fit, room.width);
        expect(wide).toBeLessThanOrEqual(room.width);
        expect(high).toBeLessThanOrEqual(room.height);
        expect(fit.notes).toBeLessThanOrEqual(figure.notes.length);
      }),
      { numRuns: 500 },
    );
  });

  it('is never smaller in a larger box', () => {
    const steps = ['body', 'large'];
    fc.assert(
      fc.property(anyFigure, number, box, (figure, text, room) => {
        const bare = { ...figure, notes: [pressing], facts: [], chart: null, stamp: '' };
        const small = fitFigure(bare, text, room, scale);
        const large = fitFigure(bare, text, { width: room.width * 1.5, height: room.height * 1.5 }, scale);
        expect(steps.indexOf(large.step)).toBeGreaterThanOrEqual(steps.indexOf(small.step));
      }),
    );
  });

  const wide = { width: 900, height: 500 };
  test.each([
    ['that needs nobody', {}, wide, { step: 'body' }],
    ['that needs someone', { notes: [pressing] }, wide, { step: 'large' }],
    ['with a short note beside it', { notes: [{ text: 'tốt hơn' }] }, wide, { beside: true, notes: 1 }],
    [
      'with its note below',
      { notes: [{ text: 'tốt hơn' }] },
      { width: 100, height: 300 },
      { beside: false, notes: 1 },
    ],
    ['with its bar', { bar: { share: 0.4, tick: null } }, wide, { bar: true }],
    ['without a bar it does not have', {}, wide, { bar: false }],
    ['with its facts', { facts: [fact] }, wide, { rest: true }],
    ['too low for a bar', { bar: { share: 0.4, tick: null } }, { width: 900, height: 40 }, { bar: false }],
    [
      'in no room at all',
      { notes: [{ text: 'tốt hơn' }] },
      { width: 5, height: 5 },
      { step: 'body', notes: 0, rest: false },
    ],
  ] as const)('%s', (_, more, room, wanted) => {
    expect(fitFigure(figureOf(more), '412', room, scale)).toMatchObject(wanted);
  });

  it('gives up size before what is told: all notes and what is below; then notes from the last', () => {
    const notes = [
      { text: 'chậm', mark: 'orange' as const },
      { text: 'thiếu 22,1 tỷ đồng' },
      { text: 'tốt hơn' },
    ];
    const full = figureOf({ notes, facts: [fact] });
    const at = (height: number): Fit => fitFigure(full, '412', { width: 230, height }, scale);
    expect(at(500)).toMatchObject({ step: 'large', notes: 3, rest: true });
    const [tight, tighter] = [at(180), at(70)];
    expect(tight).toMatchObject({ notes: 3, rest: true });
    expect(tight.step).not.toBe('large');
    expect(tighter.notes).toBeGreaterThan(0);
    expect(tighter.notes).toBeLessThan(3);
  });

  it('rather smaller than without the word on where it is from', () => {
    const demo = figureOf({ stamp: 'mô phỏng', notes: [pressing] });
    const room = { width: 120, height: scale.large * 1.3 + scale.note * 1.3 };
    expect(fitFigure({ ...demo, stamp: '' }, '4', room, scale).step).toBe('large');
    expect(fitFigure(demo, '4', room, scale).step).not.toBe('large');
  });
});
