import type { InjectionKey, Ref } from 'vue';

/** The panel that may flash one small sign, by its id; null where none of this window may. Provided by a screen of the wall, and nowhere else. */
export const FLASH: InjectionKey<Ref<string | null>> = Symbol('flash');
