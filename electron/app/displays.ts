import type { Display } from '../placement.ts';

/** Electron's displays as the placement knows them; `label` is the monitor's name where the system tells it. */
export function displaysOf(found: readonly Pick<Electron.Display, 'id' | 'label' | 'bounds'>[]): Display[] {
  return found.map((display) => ({ id: String(display.id), name: display.label, bounds: display.bounds }));
}
