import { inject, type InjectionKey } from 'vue';
import type { Target } from './target.ts';

/** What a console does with marks: `go` leads to one, `address` is where a link to it points. */
export interface Drill {
  go: (target: Target) => void;
  address: (target: Target) => string;
}

/** Provided by a console; on a wall nobody provides it, and marks are plain. */
export const DRILL: InjectionKey<Drill> = Symbol('drill');

/** The console's way down, or null on a wall. */
export function useDrill(): Drill | null {
  return inject(DRILL, null);
}
