import { fillColour } from '../../ui/states.ts';
import type { Part } from './shares.ts';

/** A part's colour: its state's, quiet where all is well; else a strength of the one accent. */
export function fillOf({ state, strength }: Part): string {
  if (state === null)
    return `color-mix(in srgb, var(--c-accent) ${Math.round(14 + 66 * strength)}%, var(--c-track))`;
  return fillColour(state);
}
