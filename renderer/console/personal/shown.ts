import { type ShallowRef, shallowRef } from 'vue';
import type { PersonalField, PersonalValue } from '../../../sync/contract/personal.ts';

/** What is shown of a personal part is hidden again after so long, milliseconds. */
export const SHOWN_FOR = 60_000;

/** The fields of a personal part that are shown just now: in memory alone, each for a limited time. */
export interface Shown {
  values: Readonly<ShallowRef<ReadonlyMap<PersonalField, PersonalValue>>>;
  show: (field: PersonalField, value: PersonalValue) => void;
  hide: (field: PersonalField) => void;
  hideAll: () => void;
}

export function shownFields(): Shown {
  const values = shallowRef<ReadonlyMap<PersonalField, PersonalValue>>(new Map());
  const timers = new Map<PersonalField, ReturnType<typeof setTimeout>>();
  const without = (field: PersonalField): Map<PersonalField, PersonalValue> =>
    new Map([...values.value].filter(([one]) => one !== field));
  function hide(field: PersonalField): void {
    clearTimeout(timers.get(field));
    timers.delete(field);
    values.value = without(field);
  }
  return {
    values,
    show(field, value) {
      hide(field);
      values.value = without(field).set(field, value);
      timers.set(
        field,
        setTimeout(() => hide(field), SHOWN_FOR),
      );
    },
    hide,
    hideAll() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
      values.value = new Map();
    },
  };
}
