import { describe, expect, it } from 'vitest';
import { formats, type Say } from '../../locales/index.ts';
import { legendOf, shareOf, type LegendFacts } from './legend.ts';

const say: Say = (key, said = {}) => `${key} ${Object.values(said).join(' ')}`.trim();
const format = formats('vi', 'Asia/Ho_Chi_Minh');
const facts: LegendFacts = {
  mode: 'heat',
  dark: true,
  heatTop: 10,
  overdueTop: 50,
  noun: 'phản ánh',
  range: null,
  unknown: 1234,
  former: 0,
  schematic: true,
  ground: '#111d31',
  amountTop: null,
  named: [],
};
const texts = (more: Partial<LegendFacts>) =>
  legendOf({ ...facts, ...more }, say, format).parts.map((p) =>
    p.kind === 'scale'
      ? p.ticks.map((t) => t.text)
      : p.kind === 'circles'
        ? p.circles.map((c) => `${c.text} at ${c.share}`)
        : p.swatches.map((s) => s.text),
  );

describe('the legend of a map', () => {
  it('says the unit, and numbers as the city writes them, where the colours have them', () => {
    const [part] = legendOf(facts, say, format).parts;
    expect(part?.title).toBe('map.density');
    expect(part?.kind === 'scale' && part.ticks.map((t) => t.text)).toEqual(['0', '2,5', '10+']);
    const at = part?.kind === 'scale' ? part.ticks.map((t) => t.at) : [];
    expect(at[0]).toBe(0);
    expect(at[1]).toBeGreaterThan(0.25);
    expect(at[2]).toBe(1);
  });

  it('counts overdue cases whole, and keeps the density beside', () => {
    expect(texts({ mode: 'overdue', overdueTop: 5 })).toEqual([
      ['0', '1', '5+'],
      ['0', '2,5', '10+'],
    ]);
  });

  it('names the steps against the usual from where to where', () => {
    expect(texts({ mode: 'usual' })[0]).toEqual(['1,25–1,5', '1,5–2', '2–3', 'map.orMore 3']);
    const [part] = legendOf({ ...facts, mode: 'usual' }, say, format).parts;
    expect(part?.kind === 'steps' && part.plain).toEqual({ colour: '#111d31', text: 'map.within' });
    expect(part?.title).toBe('map.usual');
    // What is marked over other hours than the panel's says which.
    const [over] = legendOf({ ...facts, mode: 'usual', range: '6 giờ qua' }, say, format).parts;
    expect(over?.title).toBe('map.usualOver 6 giờ qua');
  });

  it('tells four from thirty-three of one colour: by circles whose area is their number, and in words', () => {
    expect(texts({ mode: 'usual', amountTop: 40 })[1]).toEqual(['40 at 1', '10 at 0.5']);
    expect(shareOf(33, 50) / shareOf(4, 50)).toBeCloseTo(Math.sqrt(33 / 4), 9);
    expect(texts({ mode: 'usual', amountTop: null })).toHaveLength(2);
    expect(legendOf({ ...facts, mode: 'usual', named: ['a', 'b'] }, say, format).named).toEqual(['a', 'b']);
  });

  it('says how many cases have no place and that borders are schematic, where so', () => {
    expect(legendOf(facts, say, format).notes).toEqual(['map.unknown 1.234', 'map.schematic']);
    expect(legendOf({ ...facts, unknown: 0, schematic: false }, say, format).notes).toEqual([]);
    expect(legendOf({ ...facts, unknown: 0, former: 7, schematic: false }, say, format).notes).toHaveLength(
      1,
    );
  });
});
