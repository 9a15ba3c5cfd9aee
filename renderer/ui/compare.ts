import type { InjectionKey } from 'vue';

/** Chooses the two periods that a board holds side by side; provided by a console, and nowhere else. */
export const COMPARE: InjectionKey<(periods: readonly [from: string, to: string]) => void> =
  Symbol('compare');
