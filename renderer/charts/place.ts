import { emsOf, widestOf } from '../ui/ruler.ts';
import { axisFor, linesOf, nearZero, reachOf, type Axis } from './axis.ts';
import type { Seam, Tick, TimeChart } from './time.ts';

/** What a chart is laid out in, CSS pixels: its box, the smallest type, the spacing unit. */
export interface Room {
  width: number;
  height: number;
  note: number;
  u: number;
  /** Whether the newest values stand beside the plot, under their names. */
  beside: boolean;
}

/** A text in its place. `x` and `y` are of its middle or end, CSS pixels from the box's top left. */
export interface Placed {
  key: string;
  text: string;
  at: number;
}

/** The newest value of a line, beside the plot. */
export interface Ending extends Placed {
  value: string;
  tone: TimeChart['lines'][number]['tone'];
}

/** A seam's line, and its words above the plot, which stand to the left or to the right of it. */
export interface Seamed extends Placed {
  left: boolean;
}

/** Where everything of a chart stands, CSS pixels from the top left of its box. */
export interface Place {
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** The width of one step. */
  slot: number;
  axis: Axis;
  /** The middle of a step, or of a part of one. */
  x: (at: number) => number;
  y: (value: number) => number;
  levels: readonly Placed[];
  ticks: readonly Placed[];
  seams: readonly Seamed[];
  endings: readonly Ending[];
}

/** How high a line of small type is, in ems. */
const LINE = 1.3;
/** From so many lines of height on, a plot gives one of them to the words of its turns. */
const WORDED = 8;
/** The least a plot is across and high, in ems. */
const LEAST = 0.75;

/**
 * Moves places apart until each is `gap` from the next, within `from` to `to`, each as near to where it wants to
 * be as that lets it; the order stays. Where there is no room for all, they stand close from the start.
 */
export function spread(
  wanted: readonly number[],
  gap: number,
  [from, to]: readonly [number, number],
): number[] {
  const order = wanted.map((at, i) => ({ at, i })).sort((a, b) => a.at - b.at || a.i - b.i);
  const places = order.map(({ at }) => at);
  let least = from;
  for (let k = 0; k < places.length; k += 1) {
    places[k] = Math.max(least, places[k] ?? 0);
    least = (places[k] ?? 0) + gap;
  }
  let most = to;
  for (let k = places.length - 1; k >= 0; k -= 1) {
    places[k] = Math.min(most, places[k] ?? 0);
    most = (places[k] ?? 0) - gap;
  }
  // What was pushed out at the start for want of room begins there again.
  const out = Math.max(0, from - (places[0] ?? from));
  const found: number[] = Array.from({ length: wanted.length }, () => 0);
  order.forEach(({ i }, k) => (found[i] = (places[k] ?? 0) + out));
  return found;
}

/** The words of one set that stand under the axis without touching, pinned ones first; null where the set is too dense. */
function ticksWithin(
  set: readonly Tick[],
  x: (at: number) => number,
  { width, note }: Pick<Room, 'width' | 'note'>,
): Placed[] | null {
  const boxes = set.map((tick) => {
    const half = (emsOf(tick.text) * note) / 2;
    const middle = Math.min(Math.max(x(tick.at), half), Math.max(half, width - half));
    return { tick, middle, from: middle - half, to: middle + half };
  });
  const gap = note * 0.6;
  const pinned = boxes.filter(({ tick }) => tick.pinned === true);
  const clear = boxes.filter(
    (box) =>
      box.tick.pinned === true || pinned.every((p) => box.to + gap <= p.from || box.from >= p.to + gap),
  );
  const touch = clear.some((box, i) => i > 0 && box.from < (clear[i - 1]?.to ?? -Infinity) + gap);
  if (touch) return null;
  return clear.map(({ tick, middle }) => ({ key: String(tick.at), text: tick.text, at: middle }));
}

/** Levels that are at least so far from the one below, from the lowest up. */
function apart(levels: readonly Placed[], gap: number): Placed[] {
  const kept: Placed[] = [];
  for (const level of levels) if ((kept.at(-1)?.at ?? Infinity) - level.at >= gap) kept.push(level);
  return kept;
}

/** A seam's words on the side that has more room: all of them, or the brief ones. */
function seamed({ at, text, brief }: Seam, x: number, { width, note, u }: Room): Seamed {
  const left = x > width / 2;
  const free = (left ? x : width - x) - u;
  return { key: String(at), text: emsOf(text) * note < free ? text : brief, at: x, left };
}

/** Lays a chart out; null where it has nothing to draw, or no room to. */
export function placeOf(chart: TimeChart, room: Room): Place | null {
  const { width, height, note, u } = room;
  const reach = reachOf(chart);
  const n = chart.steps.length;
  // Words of seams have a line of their own, and so has the highest value's word.
  const worded = chart.seams.length > 0 || ((chart.notes ?? []).length > 0 && height > note * WORDED);
  const top = note * (worded ? 1.9 : 0.7);
  const bottom = height - note * 1.55;
  if (reach === null || n === 0 || width < note * 4 || bottom - top < note * LEAST) return null;
  const lines = Math.max(2, Math.min(6, Math.floor((bottom - top) / (note * 2.4)) + 1));
  const columns = chart.lines.some(({ as }) => as === 'columns');
  const axis = axisFor(reach, { lines, zero: chart.zero || columns || nearZero(reach), whole: chart.whole });
  const written = linesOf(axis).map((value) => ({ value, text: chart.write(value, axis.decimals) }));
  const left = widestOf(written.map(({ text }) => text)) * note + u;

  const told = chart.lines
    .filter(({ told }) => told)
    .flatMap((line) => {
      const last = line.points.findLast((p) => p !== null) ?? null;
      return last === null ? [] : [{ line, value: last.value, text: chart.write(last.value) }];
    });
  const wide = room.beside
    ? widestOf(told.map(({ line, text }) => `${text} ${line.name}`)) * note + 1.4 * u
    : 0.9 * u;
  const right = width - Math.max(wide, u * 0.9);
  if (right - left < note * LEAST) return null;
  const slot = (right - left) / n;
  const x = (at: number): number => left + (at + 0.5) * slot;
  const y = (value: number): number =>
    bottom - ((value - axis.from) / (axis.to - axis.from)) * (bottom - top);

  const ends = spread(
    told.map(({ value }) => y(value)),
    note * LINE,
    [top, bottom - note * 0.6],
  );
  const fitting = chart.ticks.map((set) => ticksWithin(set, x, room)).find((set) => set !== null);
  return {
    ...{ left, right, top, bottom, slot, axis, x, y },
    levels: apart(
      written.map(({ value, text }) => ({ key: String(value), text, at: y(value) })),
      note * 1.1,
    ),
    ticks: fitting ?? [],
    seams: chart.seams.map((seam) => seamed(seam, x(seam.at), room)),
    endings: room.beside
      ? told.map(({ line, text }, i) => ({
          ...{ key: line.key, text: line.name, value: text, tone: line.tone },
          at: ends[i] ?? 0,
        }))
      : [],
  };
}
