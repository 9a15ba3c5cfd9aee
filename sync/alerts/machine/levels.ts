import { z } from 'zod';
import { instant, type Instant } from '../../contract/instants.ts';

/** Where the journal keeps how the city's level went. */
export const LEVELS = 'alerts.levels';
/** So many changes are kept, the newest. */
const MOST = 500;

/** When the city's level became another: its place among the profile's levels. The oldest first. */
export const levels = z.array(z.object({ at: instant, level: z.int().min(0) }));
export type Levels = z.infer<typeof levels>;

/** How the level went, as it is kept; nothing where that cannot be read. */
export const readLevels = (kept: unknown): Levels => levels.safeParse(kept).data ?? [];

/** How the level went, with how it stands now; the same where it is as before. */
export function levelsAfter(before: Levels, level: number, at: Instant): Levels {
  return before.at(-1)?.level === level ? before : [...before, { at, level }].slice(-MOST);
}

/** Since when a level stands at an instant; null where that is not known, or it was another. */
export function levelSince(went: Levels, level: number, at: Instant): Instant | null {
  const last = went.filter((one) => one.at <= at).at(-1);
  return last?.level === level ? last.at : null;
}
