import type { z } from 'zod';
import { DAY, HOUR, type Instant } from '../../sync/contract/instants.ts';
import { Dice, hashText, mix } from '../../sync/feeds/demo/dice.ts';
import type { event, Size } from '../../sync/feeds/demo/events-settings.ts';

/** An event as `demo.json` may name it. */
export type EventIn = z.input<typeof event>;

/** What is planted of one kind: what it does, at what time of day it begins, and how long after its end it may still be found. */
interface Kind {
  kind: string;
  /** The first and last hour of the day at which one begins, local. */
  starts: readonly [number, number];
  /** Hours after its end in which an alert is still due to it: late cases fall due days later, daily values come a day later. */
  grace: number;
  /** Hours after that in which something may still follow from it. */
  wake: number;
  /** What the nth of it is. */
  what(n: number): EventWhat;
}

/** What an event does, without when and how large. */
type EventWhat = EventIn extends infer One
  ? One extends EventIn
    ? Omit<One, 'id' | 'kind' | 'at' | 'size'>
    : never
  : never;

/** One of some things in turn. */
const turn = <T>(some: readonly [T, ...T[]], n: number): T => some[n % some.length] ?? some[0];

/** The seven kinds. Numbers are of cases a few wards, a unit or a field would really have; small ones hardly leave the usual. */
export const KINDS: readonly Kind[] = [
  {
    kind: 'flood',
    starts: [13, 19],
    grace: 1,
    wake: 24,
    what: () => ({
      ...{ effect: 'reports', service: '1022', hours: { small: 3, middle: 4, large: 6 }, peak: 0.35 },
      categories: { flooding: 8, traffic: 1, power: 1 },
      cases: { small: 8, middle: 25, large: 80 },
      neighbours: { small: 0, middle: 1, large: 3 },
      spreadM: 800,
    }),
  },
  {
    kind: 'noise',
    starts: [19, 23],
    grace: 1,
    wake: 24,
    what: () => ({
      ...{ effect: 'reports', service: '1022', hours: 4, categories: { noise: 1 } },
      cases: { small: 6, middle: 14, large: 30 },
      spreadM: 350,
    }),
  },
  {
    kind: 'lapse',
    starts: [7, 17],
    grace: 24 * 5,
    wake: 24 * 14,
    what: (n) => ({
      ...{ effect: 'lapse', service: '1022', hours: { small: 240, middle: 336, large: 504 } },
      units: [
        turn(['tthtkt', 'sawaco', 'ttgtcc', 'udc', 'csgt', 'sapulico', 'sonnmt', 'congvien', 'evnhcmc'], n),
      ],
      onTime: { small: 0.8, middle: 0.5, large: 0.2 },
      lateDays: 5,
    }),
  },
  {
    kind: 'outbreak',
    starts: [0, 1],
    grace: 48,
    wake: 24 * 14,
    what: (n) => ({
      ...{ effect: 'surge', hours: { small: 240, middle: 336, large: 504 }, peak: 0.4 },
      indicators: { [turn(['dengue', 'hfmd', 'measles'], n)]: 2.2 },
      height: { small: 0.2, middle: 0.5, large: 1 },
    }),
  },
  {
    kind: 'silence',
    starts: [0, 23],
    grace: 0,
    wake: 24,
    what: (n) => ({
      ...{ effect: 'silence', source: turn(['emergency', 'procedures', 'dialogue', 'initiatives'], n) },
      hours: { small: 1, middle: 4, large: 12 },
    }),
  },
  {
    kind: 'rise',
    starts: [6, 12],
    grace: 24,
    wake: 48,
    what: (n) => ({
      ...{ effect: 'rise', service: '1022', hours: 192, peak: 0.75 },
      category: turn(['sanitation', 'water', 'lighting', 'order', 'trees', 'traffic'], n),
      cases: { small: 6, middle: 18, large: 45 },
    }),
  },
  {
    kind: 'slow',
    starts: [6, 21],
    grace: 2,
    wake: 24,
    what: () => ({
      ...{ effect: 'slow', service: 'emergency', hours: { small: 3, middle: 6, large: 10 } },
      times: { small: 1.3, middle: 2, large: 3 },
    }),
  },
];
const SIZES: readonly Size[] = ['small', 'middle', 'large'];
/** Days at the beginning and the end of the trial in which nothing begins. */
const CALM = { before: 10, after: 26 };

/**
 * So many events over a trial, of each kind about as many and of each size too. Those of one kind are spread over the whole of it, one in
 * each equal part, so that no two of a kind are there at once. A function of the seed.
 */
export function planned(count: number, from: Instant, days: number, seed: number): EventIn[] {
  const room = (days - CALM.before - CALM.after) * DAY;
  return KINDS.flatMap(({ kind, starts, what }, k) => {
    const own = Math.floor((count - k + KINDS.length - 1) / KINDS.length);
    const dice = new Dice(mix(seed, hashText(kind)));
    const sizes = shuffled(
      Array.from({ length: own }, (_, n) => SIZES[(SIZES.length - 1 - n + own) % SIZES.length] ?? 'large'),
      dice,
    );
    return sizes.map((size, n) => {
      const part = (room * (n + dice.next() * 0.3)) / own;
      const day = from + CALM.before * DAY + Math.floor(part / DAY) * DAY;
      const hour = starts[0] + dice.next() * (starts[1] - starts[0]);
      const at = new Date(day + Math.floor(hour * 60) * (HOUR / 60)).toISOString();
      return { ...what(n), id: `${kind}-${n + 1}`, kind, at: [at], size };
    });
  });
}

/** How long after its end an alert is still due to an event of a kind, milliseconds. */
export function graceOf(kind: string): number {
  return (KINDS.find((one) => one.kind === kind)?.grace ?? 0) * HOUR;
}

/** For how long after that something may still follow from an event of a kind, hours. */
export function wakeOf(kind: string): number {
  return KINDS.find((one) => one.kind === kind)?.wake ?? 0;
}

function shuffled<T>(some: readonly T[], dice: Dice): T[] {
  return some
    .map((one) => ({ one, at: dice.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}
