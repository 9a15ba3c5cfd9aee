/**
 * Where a curve turns, and how: what deserves a word beside it. The curve is parted into stretches that are flat or straight, so that what is
 * left of it, in what its values vary by from one to the next, and a price for each stretch are least: optimal partitioning (Jackson and
 * others, 2005), exact over all ways of parting it. The price is Schwarz's (1978) for what a stretch adds and where it begins, and ten above
 * it, "very strong" evidence on the scale of Kass and Raftery (1995). Where two stretches meet, and the eye can see it, it turns. Lone
 * values far from their neighbours are taken out before, as by Hampel's identifier (Davies and Gather 1993), and are turns of their own.
 */
/** A step (a jump or a drop is one of half as much again), a knee by the slope that follows it, or one value alone. */
export type Turned =
  | ('jump' | 'drop' | 'up' | 'down')
  | ('rise' | 'fall' | 'flat' | 'risesFaster' | 'risesSlower' | 'fallsFaster' | 'fallsSlower')
  | ('peak' | 'trough');
export interface Turn {
  kind: Turned;
  /** The first step of what is new; of a value alone, its own. */
  at: number;
}

export interface Curve {
  /** Step by step; null where there is none, or one that is not over. */
  values: readonly (number | null)[];
  /** What each step is alike to, such as its weekday; without, nothing repeats. Steps with too few alike are left out. */
  season?: readonly string[] | undefined;
  /** Whole things are counted: those vary by chance at least as their square root does. */
  counted: boolean;
}

/** More words than this are a text and no picture. */
const MOST = 3;
/** Fewer values say nothing, and a side of a turn has so many at least. */
const FEWEST = 12;
const SIDE = 4;
/** Very strong evidence; and what a stretch, and its slope, cost beside it, in logarithms of how many values there are. */
const [EVIDENCE, TURN, SLOPE] = [10, 3, 2] as const;
/** What turns is at least so many times as large as what varies from value to value, or it is not seen. */
const SEEN = 2.5;
/** A lone value is so many times further from its neighbours than they vary; so many on either side are neighbours. */
const LONE = 5;
const NEAR = 7;
/** More than this in a row are not alone. */
const FEW = 2;
/** From half as much again on, a step is a jump. */
const JUMP = 1.5;
/** Values so many steps apart have next to nothing in common; and none keeps more than this of the one before: what does is a curve. */
const [APART, KEEPS] = [3, 0.6] as const;
/** So many steps must be alike for their share to be known. */
const ALIKE = 3;
/** A normal law's standard deviation over its median absolute deviation, and over its mean one. */
const [BY_MEDIAN, BY_MEAN] = [1.4826, 1.2533];

type Known = readonly [at: number, value: number];

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[half - 1] ?? 0, sorted[half] ?? 0];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}
const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;

/** The median of what is near each value, itself included. */
const around = (known: readonly Known[], i: number, reach: number): number =>
  median(known.slice(Math.max(0, i - reach), i + reach + 1).map(([, v]) => v));

/**
 * The values without what repeats: each by the median of how its like stand to what is near them, as a share where all are above zero (a
 * busy week's Sundays are busy ones), else as a difference.
 */
function unseasoned(known: readonly Known[], season: readonly string[]): Known[] {
  const shares = known.every(([, v]) => v > 0);
  const off = known.map(([at, v], i) => {
    const near = around(known, i, 3);
    return { like: season[at] ?? '', by: shares ? v / near : v - near };
  });
  const own = new Map(
    [...Map.groupBy(off, ({ like }) => like)].flatMap(([like, all]) =>
      all.length < ALIKE ? [] : [[like, median(all.map(({ by }) => by))] as const],
    ),
  );
  return known.flatMap(([at, v]): Known[] => {
    const by = own.get(season[at] ?? '');
    return by === undefined || (shares && by <= 0) ? [] : [[at, shares ? v / by : v - by]];
  });
}

/** How much values vary from one to the next, and what that comes to over many: more, where each goes on with some of the one before. */
interface Noise {
  near: number;
  lasting: number;
}

/**
 * By the median of differences, or where most do not differ at all by the mean of all but the largest tenth; of what is counted, by chance
 * at least. How much each keeps of the one before is in how much larger the differences are of values that are further apart.
 */
function noiseOf(known: readonly Known[], counted: boolean): Noise {
  const apart = (by: number): number => {
    const all = known.slice(by).map(([, v], i) => v - (known[i]?.[1] ?? v));
    const slope = median(all);
    const sizes = all.map((v) => Math.abs(v - slope)).toSorted((a, b) => a - b);
    const calm = sizes.slice(0, Math.ceil(sizes.length * 0.9));
    return Math.max(BY_MEDIAN * median(sizes), BY_MEAN * mean(calm)) / Math.SQRT2;
  };
  const [one, far] = [apart(1), apart(APART)];
  const keeps = far === 0 ? 0 : Math.min(KEEPS, Math.max(0, 1 - (one / far) ** 2));
  const floor = counted ? Math.sqrt(Math.abs(median(known.map(([, v]) => v)))) : 0;
  const lasting = Math.max(one, far) * Math.sqrt((1 + keeps) / (1 - keeps));
  return { near: Math.max(floor, one), lasting: Math.max(floor, lasting) };
}

/** Values alone: two in a row at most, far on one side of what is near them, and of the values before and after. */
function loneOf(known: readonly Known[], noise: number): Map<number, number> {
  const limit = LONE * noise;
  const far = known.map(([, v], i) => {
    const by = v - around(known, i, NEAR);
    return Math.abs(by) > limit ? by : 0;
  });
  const found = new Map<number, number>();
  for (let i = 0; i < far.length; i += 1) {
    const sign = Math.sign(far[i] ?? 0);
    if (sign === 0) continue;
    let end = i;
    while (Math.sign(far[end + 1] ?? 0) === sign) end += 1;
    const inside = known.slice(i, end + 1).map(([, v]) => v);
    const apart = [known[i - 1], known[end + 1]].every(
      (one) => one === undefined || inside.every((v) => (v - one[1]) * sign > limit / 2),
    );
    if (inside.length <= FEW && apart) for (let k = i; k <= end; k += 1) found.set(k, far[k] ?? 0);
    i = end;
  }
  return found;
}

/** A stretch of the curve as it is told best: flat, or straight. Of its first value and past its last one, by their places. */
interface Piece {
  from: number;
  to: number;
  slope: number;
  /** What it comes to at a step. */
  at: (step: number) => number;
  cost: number;
}

/** Sums up to each value: what is left of any stretch by either model follows from two of them. */
function piecesOf(known: readonly Known[], noise: number): (from: number, to: number) => Piece {
  const sums = [[0, 0, 0, 0, 0] as const] as (readonly [
    x: number,
    y: number,
    xx: number,
    xy: number,
    yy: number,
  ])[];
  const [x0, y0] = known[0] ?? [0, 0];
  for (const [atX, atY] of known) {
    const [x, y] = [atX - x0, atY - y0];
    const [sx, sy, sxx, sxy, syy] = sums.at(-1) ?? [0, 0, 0, 0, 0];
    sums.push([sx + x, sy + y, sxx + x * x, sxy + x * y, syy + y * y]);
  }
  const told = Math.log(known.length);
  return (from, to) => {
    const [a, b] = [sums[from] ?? [0, 0, 0, 0, 0], sums[to] ?? [0, 0, 0, 0, 0]];
    const n = to - from;
    const of = (i: 0 | 1 | 2 | 3 | 4): number => b[i] - a[i];
    const [mx, my] = [of(0) / n, of(1) / n];
    const [xx, xy, yy] = [of(2) - n * mx * mx, of(3) - n * mx * my, Math.max(0, of(4) - n * my * my)];
    const bent = xx === 0 ? 0 : xy / xx;
    const flat = yy / noise ** 2;
    const straight = Math.max(0, yy - bent * xy) / noise ** 2 + SLOPE * told;
    const slope = straight < flat ? bent : 0;
    return {
      from,
      to,
      slope,
      at: (step) => y0 + my + slope * (step - x0 - mx),
      cost: Math.min(flat, straight),
    };
  };
}

/** The stretches that tell a curve best, each as long as it must be to be one: optimal partitioning, so none is missed. */
function partsOf(known: readonly Known[], noise: number): Piece[] {
  const piece = piecesOf(known, noise);
  const n = known.length;
  const price = TURN * Math.log(n) + EVIDENCE;
  const best: { cost: number; last: Piece | null }[] = [{ cost: -price, last: null }];
  for (let to = 1; to <= n; to += 1) {
    let found: (typeof best)[number] = { cost: Infinity, last: null };
    for (let from = 0; from <= to - SIDE; from += 1) {
      const one = piece(from, to);
      const cost = (best[from]?.cost ?? Infinity) + one.cost + price;
      if (cost < found.cost) found = { cost, last: one };
    }
    best.push(found);
  }
  const parts: Piece[] = [];
  for (let to = n; to > 0;) {
    const last = best[to]?.last ?? null;
    if (last === null) return [];
    parts.unshift(last);
    to = last.from;
  }
  return parts;
}

interface Found extends Turn {
  /** By how much it is seen, in what values vary by. */
  by: number;
}

/** Where one stretch goes over into the next, and how: a step where they do not meet, else a knee. */
function turnBetween(known: readonly Known[], before: Piece, after: Piece, noise: number): Found[] {
  const at = known[after.from]?.[0] ?? 0;
  const gap = after.at(at) - before.at(at);
  const ends = (known[after.to - 1]?.[0] ?? at) - at;
  const begins = at - (known[before.from]?.[0] ?? at);
  // Halfway into what follows, where the slope before would have led, and where it leads now.
  const bends = (after.slope - before.slope) * Math.min(ends, begins);
  const [step, knee] = [Math.abs(gap) / noise, Math.abs(bends) / noise];
  if (Math.max(step, knee) < SEEN) return [];
  const kind =
    step >= SEEN && step >= knee / 2 ? stepKind(before.at(at), after.at(at)) : kneeKind(before, after);
  return kind === null ? [] : [{ kind, at, by: Math.max(step, knee) }];
}

function stepKind(before: number, after: number): Turned {
  const jump = before > 0 && after > 0 && Math.max(before / after, after / before) >= JUMP;
  if (after > before) return jump ? 'jump' : 'up';
  return jump ? 'drop' : 'down';
}

/** How the second slope is unlike the first. */
function kneeKind({ slope: before }: Piece, { slope: after }: Piece): Turned | null {
  if (after === before) return null;
  if (after === 0) return 'flat';
  if (before === 0 || before > 0 !== after > 0) return after > 0 ? 'rise' : 'fall';
  if (Math.abs(after) > Math.abs(before)) return after > 0 ? 'risesFaster' : 'fallsFaster';
  return after > 0 ? 'risesSlower' : 'fallsSlower';
}

/** Where a curve turns, in order: at most three, those that are seen most. What is new at its end is not yet a peak. */
export function turnsOf({ values, season, counted }: Curve): Turn[] {
  const all = values.flatMap((v, at): Known[] => (v === null ? [] : [[at, v]]));
  const known = season === undefined ? all : unseasoned(all, season);
  if (known.length < FEWEST) return [];
  const noise = noiseOf(known, counted);
  if (noise.near === 0) return [];
  const lone = loneOf(known, noise.near);
  const steady = known.filter((_, i) => !lone.has(i));
  const parts = partsOf(steady, noise.lasting);
  const turns = parts.slice(1).flatMap((after, i) => {
    const before = parts[i];
    return before === undefined ? [] : turnBetween(steady, before, after, noise.lasting);
  });
  return [...turns, ...peaksOf(known, lone, noise.near)]
    .toSorted((a, b) => b.by - a.by || a.at - b.at)
    .slice(0, MOST)
    .toSorted((a, b) => a.at - b.at)
    .map(({ kind, at }) => ({ kind, at }));
}

/** Of values alone the one furthest off; of two in a row, one. */
function peaksOf(known: readonly Known[], lone: ReadonlyMap<number, number>, noise: number): Found[] {
  const end = known.length - 1;
  return [...lone].flatMap(([i, by]): Found[] => {
    const [before, after] = [Math.abs(lone.get(i - 1) ?? 0), Math.abs(lone.get(i + 1) ?? 0)];
    const open = i === 0 || i === end || (i === end - 1 && lone.has(end));
    if (open || before > Math.abs(by) || after >= Math.abs(by)) return [];
    return [{ kind: by > 0 ? 'peak' : 'trough', at: known[i]?.[0] ?? 0, by: Math.abs(by) / noise }];
  });
}

/**
 * Since when values are on the wrong side of what they are held against, without coming back: the first step of that stretch. Null where
 * they are not, where they always were, and where it is one value, or less than a hundredth of what is asked.
 */
export function wrongSince(
  values: readonly (number | null)[],
  held: readonly (number | null)[],
  wrong: 'below' | 'above',
): number | null {
  const both = values.flatMap((v, at) => {
    const asked = held[at] ?? null;
    return v === null || asked === null ? [] : [{ at, by: wrong === 'below' ? asked - v : v - asked, asked }];
  });
  const last = both.at(-1);
  if (last === undefined || last.by < Math.abs(last.asked) / 100) return null;
  const right = both.findLastIndex(({ by }) => by <= 0);
  const first = both[right + 1];
  return right < 0 || first === undefined || both.length - right - 1 < 2 ? null : first.at;
}
