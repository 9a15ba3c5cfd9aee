import { inject, type InjectionKey, type Ref } from 'vue';
import type { Palette } from './palette.ts';
import type { Scale } from './scale.ts';

/** How everything in this window is drawn: sizes in CSS pixels, and colours. */
export interface Manner {
  scale: Scale;
  palette: Palette;
}

/** Provided by the page. */
export const MANNER: InjectionKey<Ref<Manner>> = Symbol('manner');

/** The sizes and colours of this window, for what is not styled by CSS: charts, maps, rows that count themselves. */
export function useManner(): Ref<Manner> {
  const manner = inject(MANNER, null);
  if (manner === null) throw new Error('no page provided the MANNER of this window');
  return manner;
}
