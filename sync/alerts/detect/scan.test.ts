import { describe, expect, it } from 'vitest';
import { dice, poisson } from './dice.fixture.ts';
import { logRatio } from './cylinders.ts';
import { scan, type ScanOptions } from './scan.ts';

const options: ScanOptions = {
  ...{
    widest: 2,
    longest: 2,
    share: 0.6,
    centres: 10,
    least: 1,
    permutations: 99,
    enough: 100,
    random: dice(1),
    most: 5,
  },
};

describe('a scan counted by hand', () => {
  // Twelve cases. Of A 4, B 3, C 5 over all three days; of the last day 5, of the last two 8.
  const places = [
    { id: 'A', x: 0, y: 0 },
    { id: 'B', x: 1, y: 0 },
    { id: 'C', x: 5, y: 0 },
  ];
  const counts = [...[1, 0, 3], ...[1, 0, 2], ...[2, 3, 0]];
  const found = scan({ places, steps: 3, counts }, options);

  it('finds the two places of the last day, and expects 7 · 5 / 12 there', () => {
    const [best] = found;
    expect(best).toMatchObject({ radius: 1, since: 2, count: 5 });
    expect([...(best?.places ?? [])].sort()).toEqual(['A', 'B']);
    expect(best?.expected).toBeCloseTo(35 / 12, 12);
    expect(best?.statistic).toBeCloseTo(5 * Math.log(12 / 7) + 7 * Math.log(84 / 109), 9);
  });

  it('tells no place twice, and next the third place over two days: three where 5 · 8 / 12 are expected is none', () => {
    expect(logRatio(3, 40 / 12, 12)).toBe(0);
    expect(found).toHaveLength(1);
  });

  it('finds nothing where place and time have nothing to do with each other', () => {
    expect(scan({ places, steps: 3, counts: [1, 2, 1, 1, 2, 1, 1, 2, 1] }, options)).toEqual([]);
    expect(scan({ places, steps: 3, counts: new Array<number>(9).fill(0) }, options)).toEqual([]);
  });

  it('holds the circle to its width and its share of all cases', () => {
    const narrow = scan({ places, steps: 3, counts }, { ...options, widest: 0.9 });
    expect(narrow.map((one) => one.places)).toEqual([['A'], ['B']]);
    expect(narrow[0]?.statistic).toBeCloseTo(3 * Math.log(9 / 5) + 9 * Math.log(27 / 31), 9);
    const small = scan({ places, steps: 3, counts }, { ...options, share: 0.5 });
    expect(small.map((one) => one.places)).toEqual([['A'], ['B']]);
  });

  it('has circles about the places with most cases alone, where so many are asked for', () => {
    const of = (centres: number) => scan({ places, steps: 3, counts }, { ...options, centres });
    // C has five, A four: neither holds two places of the last day but A.
    expect(of(1)).toEqual([]);
    expect(of(2).map((one) => one.places.toSorted())).toEqual([['A', 'B']]);
  });

  it('leaves out circles of too few cases', () => {
    const of = (least: number) => scan({ places, steps: 3, counts }, { ...options, least });
    expect(of(7).map((one) => one.places.toSorted())).toEqual([['A', 'B']]);
    // Both together are less than eight, and C by itself is five.
    expect(of(8)).toEqual([]);
  });

  it('takes places that are equally far together: two neighbours of a square alone are no circle', () => {
    const square = ['00', '10', '01', '11'].map((id) => ({ id, x: Number(id[0]), y: Number(id[1]) }));
    const all = { ...options, widest: 1, share: 1 };
    const [best] = scan({ places: square, steps: 2, counts: [0, 4, 0, 4, 2, 1, 4, 0] }, all);
    expect(best?.places).not.toHaveLength(2);
  });
});

/**
 * The best statistic of all cylinders, each counted anew from the cases: the definition, without any short
 * cut.
 */
function naive(
  places: readonly { x: number; y: number }[],
  where: readonly number[],
  when: readonly number[],
  steps: number,
): number {
  const total = where.length;
  let best = 0;
  for (const centre of places)
    for (const edge of places)
      for (let since = steps - 1; since >= steps - options.longest; since--) {
        const radius = Math.hypot(edge.x - centre.x, edge.y - centre.y);
        if (radius > options.widest) continue;
        const inside = where.map((p) => {
          const at = places[p];
          return at !== undefined && Math.hypot(at.x - centre.x, at.y - centre.y) <= radius;
        });
        const held = inside.filter(Boolean).length;
        if (held > options.share * total) continue;
        const late = when.filter((t) => t >= since).length;
        const count = inside.filter((is, i) => is && (when[i] ?? 0) >= since).length;
        best = Math.max(best, logRatio(count, (held * late) / total, total));
      }
  return best;
}

/** Every order of some values. */
function orders(values: readonly number[]): number[][] {
  if (values.length < 2) return [[...values]];
  return values.flatMap((value, i) => orders(values.toSpliced(i, 1)).map((rest) => [value, ...rest]));
}

it('its chances are exact: all shuffles of six cases, against every order counted without short cuts', () => {
  const places = [
    { id: 'a', x: 0, y: 0 },
    { id: 'b', x: 1, y: 0.5 },
    { id: 'c', x: 1.2, y: 1.7 },
    { id: 'd', x: 3, y: 0 },
  ];
  const where = [0, 0, 1, 2, 3, 3];
  const when = [2, 2, 2, 0, 1, 0];
  const counts = new Array<number>(12).fill(0);
  where.forEach((p, i) => (counts[p * 3 + (when[i] ?? 0)] = (counts[p * 3 + (when[i] ?? 0)] ?? 0) + 1));
  // Four of them are late, and drawn from 6, 5, 4 and 3: every row of draws once is every order of the late ones once.
  let drawn = 0;
  const random = (): number => {
    const [shuffle, draw] = [Math.floor(drawn / 4), drawn % 4];
    drawn++;
    const before = [1, 6, 30, 120][draw] ?? 1;
    const of = 6 - draw;
    return ((Math.floor(shuffle / before) % of) + 0.5) / of;
  };
  const seen = naive(places, where, when, 3);
  const asGood = orders(when).filter((order) => naive(places, where, order, 3) >= seen - 1e-10).length;
  const [best] = scan({ places, steps: 3, counts }, { ...options, permutations: 360, enough: 1000, random });
  expect(best?.statistic).toBeCloseTo(seen, 9);
  expect(asGood).toBeGreaterThan(1);
  // The other two may change places: each order of the late ones is two of all.
  expect(best?.p).toBe((asGood / 2 + 1) / 361);
});

describe('a city of a hundred cells', () => {
  const places = Array.from({ length: 100 }, (_, i) => ({ id: `${i}`, x: i % 10, y: Math.floor(i / 10) }));
  const quiet = (seed: number): number[] => {
    const random = dice(seed);
    return Array.from({ length: 3000 }, (_, i) => poisson(i % 100 < 30 ? 0.3 : 0.1, random));
  };
  const city = {
    widest: 2.5,
    longest: 5,
    share: 0.5,
    centres: 100,
    least: 1,
    permutations: 39,
    enough: 200,
    most: 3,
  };

  it('marks about one quiet month in twenty', () => {
    let marked = 0;
    for (let seed = 0; seed < 60; seed++) {
      const [best] = scan(
        { places, steps: 30, counts: quiet(seed) },
        { ...city, permutations: 19, random: dice(seed + 1000) },
      );
      if ((best?.p ?? 1) <= 0.05) marked++;
    }
    expect(marked).toBeGreaterThan(0);
    expect(marked).toBeLessThan(9);
  });

  it('finds a cluster where it is, since when it is', () => {
    const counts = quiet(5);
    for (const place of [44, 45, 54]) for (const t of [27, 28, 29]) counts[place * 30 + t] = 3;
    const [best] = scan({ places, steps: 30, counts }, { ...city, permutations: 99, random: dice(5) });
    expect(best).toMatchObject({ p: 0.01, since: 27 });
    expect(best?.tail).toBeLessThan(1e-4);
    expect(best?.places).toEqual(expect.arrayContaining(['44', '45', '54']));
    expect(best?.radius).toBeLessThan(2);
  });

  it('stops where it is chance enough, with a chance like that of all shuffles', () => {
    const quietly = { places, steps: 30, counts: quiet(3) };
    const all = scan(quietly, { ...city, permutations: 199, enough: 200, random: dice(2) });
    let drawn = 0;
    const random = dice(2);
    const counted = (): number => {
      drawn++;
      return random();
    };
    const soon = scan(quietly, { ...city, permutations: 199, enough: 10, random: counted });
    const cases = quietly.counts.reduce((sum, n) => sum + n, 0);
    expect(drawn).toBeLessThan(100 * cases);
    expect(Math.abs((soon[0]?.p ?? 0) - (all[0]?.p ?? 1))).toBeLessThan(0.25);
    expect(soon[0]?.statistic).toBe(all[0]?.statistic);
  });

  it('is not moved by a day on which there is more everywhere', () => {
    const counts = quiet(7).map((count, i) => (i % 30 === 29 ? count * 4 : count));
    const [best] = scan({ places, steps: 30, counts }, { ...city, random: dice(7) });
    expect(best?.p ?? 1).toBeGreaterThan(0.02);
  });
});
