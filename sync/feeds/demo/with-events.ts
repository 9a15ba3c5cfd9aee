import { z } from 'zod';
import type { event } from './events-settings.ts';
import type { DemoProfile } from './settings.ts';

/** A profile whose demonstration city has these events planted and no others; with none, it is a quiet one. */
export function withEvents<P extends DemoProfile>(loaded: P, events: readonly z.input<typeof event>[]): P {
  return { ...loaded, demo: { ...z.looseObject({}).parse(loaded.demo), events } };
}
