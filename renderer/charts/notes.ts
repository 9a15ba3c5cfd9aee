import { emsOf } from '../ui/ruler.ts';
import { marksOf, stretches, type Box } from './marks.ts';
import type { Place, Room } from './place.ts';
import type { TimeChart } from './time.ts';

/** Words in their place beside a curve: the box they fill, and the stroke that leads from it to the value they are of. */
export interface NotePlace {
  key: string;
  text: string;
  box: Box;
  /** From the words to the value; null where they stand beside it. */
  stem: { x: number; from: number; to: number } | null;
}

/** How high a line of words is, and how wide its letters at most, in ems of their size. */
const [LINE, WEIGHT] = [1.25, 600] as const;
/** Words take so much of a plot's width at most, and a plot with words is so many lines high at least. */
const [WIDEST, LOWEST] = [0.6, 4.5] as const;
/** How far words may be from what they are of, in lines. */
const REACH = 6;
/** A stretch between two steps is looked at in so many parts, since it is aslant. */
const PARTS = 4;

const meets = ([ax, ay, aw, ah]: Box, [bx, by, bw, bh]: Box): boolean =>
  ax < bx + bw && bx < ax + aw && ay < by + bh && by < ay + ah;

/** All that words must not stand on: curves part by part, marks, words of seams. The band of the usual is a ground, and no mark. */
function takenBy(chart: TimeChart, place: Place, { note, u }: Room): Box[] {
  const thick = u * 0.5;
  const curves = chart.lines
    .filter(({ as }) => as === 'line')
    .flatMap(({ points }) =>
      stretches(points).flatMap(([first, last]) =>
        Array.from({ length: last - first }, (_, k) => first + k).flatMap((i) => {
          const [a, b] = [points[i]?.value ?? 0, points[i + 1]?.value ?? 0];
          return Array.from({ length: PARTS }, (_, p): Box => {
            const ys = [p, p + 1].map((q) => place.y(a + ((b - a) * q) / PARTS));
            const [low, high] = [Math.min(...ys), Math.max(...ys)];
            return [place.x(i + p / PARTS), low - thick, place.slot / PARTS, high - low + 2 * thick];
          });
        }),
      ),
    );
  const marks = marksOf(chart, place, u).flatMap((mark): Box[] => {
    if (mark.kind === 'band') return [];
    return mark.kind === 'dot' ? [[mark.x - mark.r, mark.y - mark.r, 2 * mark.r, 2 * mark.r]] : [mark.box];
  });
  const seams = place.seams.map(({ at, text, left }): Box => {
    const wide = emsOf(text) * note + 1.2 * u;
    return [left ? at - wide : at, 0, wide, LINE * note];
  });
  return [...curves, ...marks, ...seams];
}

/**
 * Puts the words of turns beside a curve, each near the value it is of, on what nothing else stands; what finds no such place is left
 * out, as all are where the plot is small. Earlier notes have the choice.
 */
export function notesOf(chart: TimeChart, place: Place, room: Room): NotePlace[] {
  const { note, u } = room;
  const [wide, high] = [place.right - place.left, place.bottom];
  if (high < note * LOWEST) return [];
  const taken = takenBy(chart, place, room);
  const found: NotePlace[] = [];
  for (const { at, value, text, side } of chart.notes ?? []) {
    const size = [emsOf(text, WEIGHT) * note + u, LINE * note] as const;
    if (size[0] > wide * WIDEST) continue;
    const own = { x: place.x(at), y: place.y(value) };
    const free = (box: Box): boolean =>
      !taken.some((one) => meets(one, box)) && !found.some((one) => meets(one.box, box));
    const best = candidates(own, size, { place, u, note, side }).find(
      ({ box, stem }) => free(box) && (stem === null || clear(stem, own, taken, u)),
    );
    if (best !== undefined) found.push({ key: `${at} ${text}`, text, ...best });
  }
  return found;
}

type Candidate = Pick<NotePlace, 'box' | 'stem'>;

/** Where words of a size might stand, the best first: near, on their own side, over or under the value itself. */
function candidates(
  { x, y }: { x: number; y: number },
  [wide, high]: readonly [number, number],
  { place, u, note, side }: { place: Place; u: number; note: number; side: 'over' | 'under' },
): Candidate[] {
  const found: (Candidate & { cost: number })[] = [];
  for (const way of ['over', 'under'] as const)
    for (let step = 0; step <= REACH * 3; step += 1) {
      const off = u * 0.9 + (step * note) / 3;
      const top = way === 'over' ? y - off - high : y + off;
      if (top < 0 || top + high > place.bottom - u * 0.3) continue;
      for (const [k, share] of [0.5, 1, 0, 0.75, 0.25].entries()) {
        const left = x - wide * share;
        if (left < place.left || left + wide > place.right) continue;
        const from = way === 'over' ? top + high : top;
        const to = way === 'over' ? y - u * 0.6 : y + u * 0.6;
        found.push({
          box: [left, top, wide, high],
          stem: Math.abs(to - from) < u ? null : { x, from, to },
          cost: step + k * 0.4 + (way === side ? 0 : 4),
        });
      }
    }
  return found.toSorted((a, b) => a.cost - b.cost).map(({ box, stem }) => ({ box, stem }));
}

/** Whether the stroke to the value crosses nothing on its way; what it touches at its end is the value itself. */
function clear(
  { x, from, to }: NonNullable<NotePlace['stem']>,
  own: { y: number },
  taken: readonly Box[],
  u: number,
): boolean {
  const box: Box = [x - u * 0.15, Math.min(from, to), u * 0.3, Math.abs(to - from)];
  return !taken.some((one) => meets(one, box) && !(one[1] <= own.y + u && one[1] + one[3] >= own.y - u));
}
