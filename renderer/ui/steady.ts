import type { InjectionKey, Ref } from 'vue';

/** Whether what is shown is of a past instant: its figures are no news, and do not move. Provided by the page. */
export const STEADY: InjectionKey<Ref<boolean>> = Symbol('steady');
