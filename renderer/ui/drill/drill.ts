import { inject, type InjectionKey } from 'vue';
import type { Place } from '../../../sync/contract/place.ts';

/** What a console does with marks: `go` leads to a place, `address` is where a link to it points. */
export interface Drill {
  go: (place: Place) => void;
  address: (place: Place) => string;
}

/** Provided by a console; on a wall nobody provides it, and marks are plain. */
export const DRILL: InjectionKey<Drill> = Symbol('drill');

/** The console's way down, or null on a wall. */
export function useDrill(): Drill | null {
  return inject(DRILL, null);
}

/** Goes where a link leads that was clicked; a new tab or window asked for by hand stays the browser's. */
export function follow(event: MouseEvent, drill: Drill | null | undefined, place: Place): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  drill?.go(place);
}
