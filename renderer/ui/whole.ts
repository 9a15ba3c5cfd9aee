import { inject, type InjectionKey } from 'vue';
import type { Place } from '../../sync/contract/place.ts';

/** What a list that has no room for all its rows does about it. */
export interface Whole {
  /** It stands alone, and shows all there are, scrolled where they do not fit. */
  alone: boolean;
  /** Where a panel stands alone. */
  placeOf: (panel: string) => Place;
}

/** Provided by a board on a console; a wall shows what fits and says how many more there are. */
export const WHOLE: InjectionKey<Whole> = Symbol('whole');
/** The panel that something is a part of. */
export const PANEL: InjectionKey<() => string> = Symbol('panel');

/** Whether the list of this panel stands alone, and where it would. */
export function useWhole(): { alone: boolean; place: () => Place | null } {
  const whole = inject(WHOLE, null);
  const panel = inject(PANEL, null);
  return {
    alone: whole?.alone ?? false,
    place: () => (whole === null || whole.alone || panel === null ? null : whole.placeOf(panel())),
  };
}
