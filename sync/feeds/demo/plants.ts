import { MINUTE, type Instant } from '../../contract/instants.ts';
import type { Point } from '../../contract/records.ts';
import { dateParts, type Days } from './days.ts';
import { Dice, hashText, mix } from './dice.ts';
import { type Places, scatter } from './places.ts';
import type { Plant } from './settings.ts';

/** One planted event of one day: so many cases of one category around one place between two instants. */
export interface Planted {
  category: string;
  /** The area it was planned for; on the day of a case it may have been, or be, another. */
  area: string;
  middle: Point;
  spreadM: number;
  from: Instant;
  to: Instant;
  cases: number;
}

/** What is there to be found on a day, by seed and day alone. A slot that ends before it begins runs past midnight. */
export function plantedOn(
  day: number,
  plants: readonly Plant[],
  days: Days,
  places: Places,
  seed: number,
): Planted[] {
  const found: Planted[] = [];
  const month = dateParts(day).month;
  for (const plant of plants) {
    if (plant.months && !plant.months.includes(month)) continue;
    plant.slots.forEach(([opens, closes], slot) => {
      const dice = new Dice(mix(mix(seed, hashText(plant.id)), day * 31 + slot));
      if (dice.next() >= plant.chance) return;
      const named = plant.areas?.[Math.floor(dice.next() * plant.areas.length)];
      const area = named === undefined ? places.on(day).pick(dice.next()) : places.areaOn(named, day);
      if (!area) return;
      // What was planned for an area happens there, whatever the area was called on that day.
      const { centroid } = places.area(named ?? area.id) ?? area;
      const from = days.start(day) + minutesOf(opens) * MINUTE;
      const to =
        days.start(minutesOf(closes) > minutesOf(opens) ? day : day + 1) + minutesOf(closes) * MINUTE;
      found.push({
        category: plant.category,
        area: named ?? area.id,
        middle: scatter(centroid, 500, dice),
        spreadM: plant.spreadM,
        from,
        to,
        cases: dice.whole(...plant.cases),
      });
    });
  }
  return found;
}

/** About how many planted cases an average day has, so that the ordinary ones can make room for them. */
export function plantedMean(month: number, plants: readonly Plant[]): number {
  return plants
    .filter((p) => !p.months || p.months.includes(month))
    .reduce((sum, p) => sum + (p.chance * p.slots.length * (p.cases[0] + p.cases[1])) / 2, 0);
}

/** Minutes since midnight of `HH:MM`. */
export function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}
