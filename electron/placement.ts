import type { Screen } from '../sync/contract/boards.ts';

/** A display as the operating system reports it; bounds in its own pixels, across all displays. */
export interface Display {
  id: string;
  name: string;
  serial?: string;
  bounds: { x: number; y: number; width: number; height: number };
}

export interface Placement {
  screen: Screen;
  display: Display;
}

export interface Placed {
  placements: Placement[];
  /** Screens of the wall for which no display is left. */
  homeless: Screen[];
}

/** How well a display answers to a screen's description: serial, then name, then position; 0 where it does not. */
function likeness(screen: Screen, display: Display): number {
  const wanted = screen.display;
  if (wanted === undefined) return 0;
  if (wanted.serial !== undefined) return wanted.serial === display.serial ? 4 : 0;
  if (wanted.name !== undefined && wanted.name !== display.name) return 0;
  const [x, y] = wanted.position ?? [NaN, NaN];
  const there = display.bounds.x === x && display.bounds.y === y;
  return (wanted.name === undefined ? 0 : 2) + (there ? 1 : 0);
}

/**
 * Puts each screen of a wall on a display. A screen that describes its display gets that one, whatever
 * the order of cables; the others take what is left, from left to right, top to bottom. No display gets
 * two screens.
 */
export function place(screens: readonly Screen[], displays: readonly Display[]): Placed {
  const free = new Set([...displays].sort((a, b) => a.bounds.x - b.bounds.x || a.bounds.y - b.bounds.y));
  const chosen = new Map<number, Display>();
  const wishes = screens
    .flatMap((screen) => [...free].map((display) => ({ screen, display, score: likeness(screen, display) })))
    .filter((wish) => wish.score > 0)
    .sort((a, b) => b.score - a.score || a.screen.id - b.screen.id);
  for (const { screen, display } of wishes) {
    if (chosen.has(screen.id) || !free.has(display)) continue;
    chosen.set(screen.id, display);
    free.delete(display);
  }
  for (const screen of screens) {
    if (chosen.has(screen.id)) continue;
    const [next] = free;
    if (next === undefined) continue;
    chosen.set(screen.id, next);
    free.delete(next);
  }
  const placements = screens.flatMap((screen) => {
    const display = chosen.get(screen.id);
    return display === undefined ? [] : [{ screen, display }];
  });
  return { placements, homeless: screens.filter((screen) => !chosen.has(screen.id)) };
}
