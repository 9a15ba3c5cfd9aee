import { axisFor, linesOf } from '../../charts/axis.ts';
import { emsOf } from '../../ui/ruler.ts';
import type { Funnel, FunnelDot } from './funnel.ts';

/** A box to draw in, CSS pixels; the smallest type and the spacing unit of its window. */
export interface Room {
  width: number;
  height: number;
  note: number;
  u: number;
}

/** A unit in its place. */
export interface Placed extends FunnelDot {
  x: number;
  y: number;
  r: number;
}

/** A word, or a number on an axis, in its place. */
interface Word {
  key: string;
  x: number;
  y: number;
  text: string;
}

/** A name beside its dot, and which of its ends is there. */
export interface Named extends Word {
  end: 'left' | 'right';
}

export interface Layout {
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** SVG paths of the two bands, and of the line of the outer one. */
  control: string;
  usual: string;
  edge: string;
  /** The height of the city's line. */
  city: number | null;
  dots: readonly Placed[];
  names: readonly Named[];
  sizes: readonly Word[];
  shares: readonly Word[];
}

/** Sizes people count in. */
const SIZES = [1, 2, 5].flatMap((n) => [
  n,
  10 * n,
  100 * n,
  1000 * n,
  10_000 * n,
  100_000 * n,
  1_000_000 * n,
]);
/** Dots of one place lie around it as seeds do, each this angle on. */
const GOLDEN = Math.PI * (3 - Math.sqrt(5));

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}
const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/**
 * Where everything of a funnel plot stands: sizes along the bottom, each as far from its double as every other; shares upwards from
 * none. `write` writes what stands on the axes. Null where there is no room, or nothing to draw.
 */
export function layoutOf(
  funnel: Funnel,
  room: Room,
  write: { share: (share: number) => string; count: (n: number) => string },
): Layout | null {
  const { width, height, note, u } = room;
  const { dots, city } = funnel;
  if (city === null || dots.length === 0) return null;
  const axis = axisFor(
    { low: 0, high: Math.max(city.share * 1.5, 0.01, ...dots.map(({ count, of }) => count / of)) },
    { lines: height > 14 * note ? 5 : 3, zero: true, whole: false },
  );
  const levels = linesOf(axis);
  const left = Math.max(...levels.map((at) => emsOf(write.share(at)))) * note + 1.2 * u;
  const right = width - Math.max(emsOf(city.text) * note + u, 1.5 * u);
  const [top, bottom] = [1.4 * u, height - 2.9 * note];
  if (right - left < 8 * note || bottom - top < 5 * note) return null;
  const most = Math.max(2, ...dots.map(({ of }) => of));
  const reach = Math.log(most * 1.12) - Math.log(0.85);
  const x = (of: number): number => left + ((Math.log(of) - Math.log(0.85)) / reach) * (right - left);
  const y = (share: number): number => bottom - (Math.min(share, axis.to) / axis.to) * (bottom - top);

  const placed = placeDots(dots, { x, y, u, bottom });
  const line = (points: readonly (readonly [number, number])[]): string =>
    points.map(([px, py]) => `${px.toFixed(1)},${py.toFixed(1)}`).join('L');
  const sizes = funnel.limits.filter(({ of }) => of <= most);
  const band = (of: 'usual' | 'control'): string => {
    if (sizes.length < 2) return '';
    const upper = sizes.map((size) => [x(size.of), y(size[of].high ?? axis.to)] as const);
    const lower = sizes.map((size) => [x(size.of), y(size[of].low ?? 0)] as const);
    return `M${line([...upper, ...lower.toReversed()])}Z`;
  };
  const edges = (['high', 'low'] as const).map((side) =>
    sizes.flatMap((size) => {
      const at = size.control[side];
      return at === null || at > axis.to ? [] : [[x(size.of), y(at)] as const];
    }),
  );
  const widths = (text: string): number => emsOf(text) * note;
  const ticks: Word[] = [];
  for (const size of SIZES.filter((n) => n <= most * 1.1).sort((a, b) => a - b)) {
    const at = { key: String(size), x: x(size), y: bottom, text: write.count(size) };
    const last = ticks.at(-1);
    if (last === undefined || at.x - widths(at.text) / 2 > last.x + widths(last.text) / 2 + note)
      ticks.push(at);
  }
  return {
    ...{ left, right, top, bottom },
    ...{ control: band('control'), usual: band('usual') },
    edge: edges
      .filter(({ length }) => length > 1)
      .map((points) => `M${line(points)}`)
      .join(''),
    city: y(city.share),
    dots: placed,
    names: namesOf(placed, { left, right, top, bottom, note, u }),
    sizes: ticks,
    shares: levels.map((at) => ({ key: String(at), x: left, y: y(at), text: write.share(at) })),
  };
}

function placeDots(
  dots: readonly FunnelDot[],
  { x, y, u, bottom }: { x: (of: number) => number; y: (share: number) => number; u: number; bottom: number },
): Placed[] {
  const there = new Map<string, number>();
  return dots.map((dot) => {
    const place = `${dot.of} ${dot.count}`;
    const k = there.get(place) ?? 0;
    there.set(place, k + 1);
    const r = dot.state === null ? 0.5 * u : 1.1 * u;
    const away = k === 0 ? 0 : 0.62 * u * Math.sqrt(k);
    return {
      ...{ ...dot, r },
      x: x(dot.of) + away * Math.cos(k * GOLDEN),
      // What is not late at all stays on its line: it spreads along it, and a little above.
      y: Math.min(bottom - r * 0.4, y(dot.count / dot.of) + away * Math.sin(k * GOLDEN)),
    };
  });
}

/** Names of those that are told apart, beside their dots where there is room for them; the heaviest first. */
function namesOf(
  dots: readonly Placed[],
  room: Pick<Layout, 'left' | 'right' | 'top' | 'bottom'> & Pick<Room, 'note' | 'u'>,
): Named[] {
  const told = dots.filter(({ state }) => state !== null).sort((a, b) => b.weight - a.weight);
  const { note, u } = room;
  const taken = told.map(boxOf);
  const [high, gap] = [1.25 * note, 0.5 * u];
  return told.flatMap((dot): Named[] => {
    const { key, name: text, x, y, r } = dot;
    const wide = emsOf(text) * note;
    const sides = [
      { end: 'left', x: x + r + gap, y },
      { end: 'right', x: x - r - gap, y },
      { end: 'left', x: x + r, y: y - high * 0.8 },
      { end: 'right', x: x - r, y: y - high * 0.8 },
      { end: 'left', x: x + r, y: y + high * 0.8 },
      { end: 'right', x: x - r, y: y + high * 0.8 },
    ] as const;
    const free = sides.flatMap((side) => {
      const left = side.end === 'left' ? side.x : side.x - wide;
      const box = { x: left, y: side.y - high / 2, width: wide, height: high };
      const inside =
        box.x >= room.left &&
        left + wide <= room.right &&
        box.y >= room.top - u &&
        box.y + high <= room.bottom + 0.3 * note;
      const over = dots.filter((one) => one.state === null && overlap(boxOf(one), box)).length;
      return inside && !taken.some((other) => overlap(other, box)) ? [{ side, box, over }] : [];
    });
    // Where all places lie over quiet dots, the one over the fewest.
    const [best] = free.sort((a, b) => a.over - b.over);
    if (best === undefined) return [];
    taken.push(best.box);
    return [{ key, text, ...best.side }];
  });
}

const boxOf = ({ x, y, r }: Placed): Box => ({ x: x - r, y: y - r, width: 2 * r, height: 2 * r });
