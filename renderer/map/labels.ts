import { grown, overlap, type Pixel, type Rect } from './camera.ts';

/** Words to be set near a place. Sizes in CSS pixels. */
export interface LabelWish {
  id: string;
  at: Pixel;
  w: number;
  h: number;
  /** Radius of the ring around the place. */
  ring: number;
}
export interface LabelSpot {
  id: string;
  rect: Rect;
  /** From the ring's edge to the words; null where they stand right beside it. */
  leader: readonly [Pixel, Pixel] | null;
}

/** Directions tried, in turns of a circle from east, clockwise; to the sides first, where lines are short. */
const TURNS = [0, 0.5, 0.07, 0.93, 0.43, 0.57, 0.14, 0.86, 0.36, 0.64, 0.2, 0.8, 0.3, 0.7, 0.25, 0.75];

/** How often words are tried further away. */
const LAPS = 14;

/** How much of `a` lies under `b`, square pixels. */
function shared(a: Rect, b: Rect): number {
  const w = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const h = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  return w > 0 && h > 0 ? w * h : 0;
}

/** Where a label's box comes to lie when its nearest edge is `far` pixels from the place in that direction. */
function boxAt({ at: [x, y], w, h }: LabelWish, turn: number, far: number): Rect {
  const [cos, sin] = [Math.cos(turn * 2 * Math.PI), Math.sin(turn * 2 * Math.PI)];
  const [ax, ay] = [x + cos * far, y + sin * far];
  return { x: cos >= 0 ? ax : ax - w, y: ay - h / 2 + (sin * h) / 2, w, h };
}

/** The end of a leader: the corner or edge of the words nearest to the place. */
function nearest(rect: Rect, [x, y]: Pixel): Pixel {
  return [Math.min(rect.x + rect.w, Math.max(rect.x, x)), Math.min(rect.y + rect.h, Math.max(rect.y, y))];
}

const crossing = (a: readonly [Pixel, Pixel], b: readonly [Pixel, Pixel]): boolean => {
  const side = (p: Pixel, q: Pixel, r: Pixel): number =>
    (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
  return side(...a, b[0]) * side(...a, b[1]) < 0 && side(...b, a[0]) * side(...b, a[1]) < 0;
};

/** How near a line comes to a point. */
function distance([from, to]: readonly [Pixel, Pixel], [x, y]: Pixel): number {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const along = ((x - from[0]) * dx + (y - from[1]) * dy) / (dx * dx + dy * dy || 1);
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(from[0] + t * dx - x, from[1] + t * dy - y);
}

/** Whether two rings do not touch: a line that begins at one need not pass the other. */
const isApart = (a: LabelWish, b: LabelWish): boolean =>
  Math.hypot(a.at[0] - b.at[0], a.at[1] - b.at[1]) > a.ring + b.ring;

/** Whether a line passes through a box. */
function through(line: readonly [Pixel, Pixel], { x, y, w, h }: Rect): boolean {
  const corners: Pixel[] = [
    [x, y],
    [x + w, y],
    [x + w, y + h],
    [x, y + h],
  ];
  const within = ([px, py]: Pixel): boolean => px > x && px < x + w && py > y && py < y + h;
  return (
    line.some(within) || corners.some((corner, i) => crossing(line, [corner, corners[(i + 1) % 4] ?? corner]))
  );
}

/**
 * Sets words near their places so that none lies over another, over a ring, over what is `taken` or beyond
 * `room`, and no line leads through another's ring or words: it would be taken for its. Earlier wishes choose first. `cost` says how bad it is to cover a spot (0 is free ground, `Infinity` never).
 * A label for which no such place is found is left out: its ring and number still stand. `before` are labels that stand already.
 */
export function placeLabels(
  wishes: readonly LabelWish[],
  room: Rect,
  taken: readonly Rect[],
  cost: (rect: Rect) => number = () => 0,
  before: readonly LabelSpot[] = [],
): LabelSpot[] {
  const rings = wishes.map(({ at: [x, y], ring }): Rect => ({
    x: x - ring,
    y: y - ring,
    w: 2 * ring,
    h: 2 * ring,
  }));
  const spots: LabelSpot[] = [...before];
  for (const wish of wishes) {
    let best: { spot: LabelSpot; score: number } | null = null;
    const unit = Math.max(wish.ring * 0.8, wish.h * 0.2);
    for (let lap = 1; lap <= LAPS; lap += 1)
      for (const [i, turn] of TURNS.entries()) {
        const far = wish.ring + unit * (lap === 1 ? 0.5 : lap * 1.4);
        const rect = boxAt(wish, turn, far);
        const inside = shared(rect, room) >= rect.w * rect.h - 0.5;
        if (!inside || [...taken, ...rings].some((r) => overlap(grown(rect, 3), r))) continue;
        if (spots.some((s) => overlap(grown(rect, wish.h / 8), s.rect))) continue;
        const end = nearest(rect, wish.at);
        const length = Math.hypot(end[0] - wish.at[0], end[1] - wish.at[1]);
        const start: Pixel = [
          wish.at[0] + ((end[0] - wish.at[0]) * wish.ring) / (length || 1),
          wish.at[1] + ((end[1] - wish.at[1]) * wish.ring) / (length || 1),
        ];
        const leader = length > 2 * wish.ring ? ([start, end] as const) : null;
        const tangled =
          leader !== null &&
          (wishes.some((other) => isApart(wish, other) && distance(leader, other.at) < other.ring) ||
            spots.some((s) => (s.leader !== null && crossing(leader, s.leader)) || through(leader, s.rect)));
        // Nor may words come to lie over a line that is drawn already.
        if (tangled || spots.some((s) => s.leader !== null && through(s.leader, rect))) continue;
        const price = cost(rect);
        if (price === Infinity) continue;
        const score = length / wish.h + i * 0.04 + 6 * price;
        if (best === null || score < best.score) best = { spot: { id: wish.id, rect, leader }, score };
      }
    if (best !== null) spots.push(best.spot);
  }
  return spots.slice(before.length);
}

/** A name wanted at the middle of its area, if it fits there. */
export interface NameWish {
  id: string;
  at: Pixel;
  w: number;
  h: number;
  /** Room its area gives it, pixels across. */
  span: number;
  /** More is more wanted. */
  weight: number;
  /** The box around its area, where the name may also stand beside it. */
  beside?: Rect;
  /** Rather left out than further from its area's middle than this share of the way to its sides. */
  near?: number;
  /** On ground of two kinds rather left out. */
  strict?: boolean;
}

/** How far a name below or above its area may move to the sides: at 1 it would only touch the area's corner. */
const SLIDES = [0, -0.2, 0.2, -0.4, 0.4, -0.6, 0.6, -0.75, 0.75, -0.9, 0.9];

/** Where a name may stand: the middle of its area first; then near it, or around the area. */
function rectsOf({ at: [x, y], w, h, span, beside, near = 1 }: NameWish): Rect[] {
  const middle = { x: x - w / 2, y: y - h / 2, w, h };
  if (beside === undefined) {
    // A little up or down, where the area is high enough for that.
    const play = [0.5, 1, 1.5].filter((lines) => h * (1 + 2 * lines) < 0.75 * span);
    return [
      middle,
      ...play.flatMap((lines) => [-1, 1].map((way) => ({ ...middle, y: middle.y + way * lines * h }))),
    ];
  }
  const { x: left, y: top, w: wide, h: high } = beside;
  const gap = h / 6;
  const [right, bottom] = [left + wide + gap, top + high + gap];
  return [
    middle,
    ...SLIDES.filter((slide) => Math.abs(slide) <= near)
      .map((slide) => middle.x + (slide * (wide + w)) / 2)
      .flatMap((at) => [
        { ...middle, x: at, y: bottom },
        { ...middle, x: at, y: top - gap - h },
      ]),
    ...(near < 1 ? [] : [middle.y, top, bottom - h]).flatMap((at) => [
      { ...middle, x: right, y: at },
      { ...middle, x: left - gap - w, y: at },
    ]),
  ];
}

/**
 * Names that fit in their areas, or may stand beside them, without touching each other or what is taken; the
 * most wanted first. Each takes the first place that is `clear` (all of it on one kind of ground), or the
 * first that is free unless it is strict.
 */
export function placeNames(
  wishes: readonly NameWish[],
  room: Rect,
  taken: readonly Rect[],
  clear: (rect: Rect) => boolean = () => true,
): { id: string; rect: Rect }[] {
  const set: { id: string; rect: Rect }[] = [];
  for (const wish of wishes.toSorted((a, b) => b.weight - a.weight)) {
    if (wish.beside === undefined && wish.w > wish.span) continue;
    const free = rectsOf(wish).filter(
      (rect) =>
        shared(rect, room) >= rect.w * rect.h - 0.5 &&
        ![...taken, ...set.map((s) => grown(s.rect, wish.h / 4))].some((r) => overlap(rect, r)),
    );
    const rect = free.find(clear) ?? (wish.strict === true ? undefined : free[0]);
    if (rect !== undefined) set.push({ id: wish.id, rect });
  }
  return set;
}
