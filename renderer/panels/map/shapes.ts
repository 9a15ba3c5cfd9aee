import type { InjectionKey } from 'vue';
import type { AreaShapes } from '../../../sync/contract/profile.ts';

/** The shapes of a city that no host told of; provided by the gallery. A window has those it was opened with. */
export const SHAPES: InjectionKey<AreaShapes> = Symbol('shapes');
