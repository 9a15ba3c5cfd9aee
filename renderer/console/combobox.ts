import { computed, nextTick, ref, type ComputedRef, type Ref } from 'vue';

/** A field that a list is chosen from by typing: what its elements are bound to. */
export interface Combobox {
  open: Ref<boolean>;
  /** The option that is marked, from 0; -1 where none is. */
  at: Ref<number>;
  field: ComputedRef<Record<string, unknown>>;
  list: Record<string, unknown>;
  option: (i: number) => Record<string, unknown>;
}

/**
 * The combobox of ARIA 1.2: the cursor stays in the field, arrows go round the list, Enter takes, Escape closes it and then
 * leaves the field. `id` is the list's; `count` tells how many options there are now. `leave` is called when the list is
 * left without a choice, and closes it; `undo`, where it is not the same, where Escape says that none is wanted. `first` is the option that is
 * marked before anybody marks one.
 */
export function useCombobox(
  id: string,
  count: () => number,
  {
    choose,
    leave,
    undo = leave,
    first = () => 0,
  }: { choose: (i: number) => void; leave: () => void; undo?: () => void; first?: () => number },
): Combobox {
  const open = ref(false);
  const at = ref(first());

  function step(by: number): void {
    const n = count();
    // From no option, the first and the last are one step away.
    if (open.value && n > 0) at.value = (Math.max(at.value, by > 0 ? -1 : 0) + by + n) % n;
    open.value = true;
    void nextTick(() => document.getElementById(`${id}-${at.value}`)?.scrollIntoView({ block: 'nearest' }));
  }
  function key(event: KeyboardEvent): void {
    // Keys by which a word is still being composed are the input method's, as of Telex.
    if (event.isComposing) return;
    if (event.key === 'ArrowDown') step(1);
    else if (event.key === 'ArrowUp') step(-1);
    else if (event.key === 'Enter') choose(at.value);
    else if (event.key !== 'Escape') return;
    else if (open.value) undo();
    else if (event.target instanceof HTMLElement) event.target.blur();
    event.preventDefault();
    event.stopPropagation();
  }
  function typed(): void {
    open.value = true;
    at.value = first();
  }

  return {
    open,
    at,
    field: computed(() => ({
      ...{ role: 'combobox', spellcheck: false, autocomplete: 'off', 'aria-autocomplete': 'list' },
      ...{ 'aria-controls': id, 'aria-expanded': open.value },
      'aria-activedescendant': open.value && at.value < count() ? `${id}-${at.value}` : undefined,
      ...{ onKeydown: key, onInput: typed, onBlur: leave },
    })),
    // A list that scrolls would be a stop of Tab of its own, and the cursor be lost with it.
    list: {
      ...{ id, role: 'listbox', tabindex: -1 },
      onMousedown: (event: Event) => event.preventDefault(),
    },
    option: (i) => ({ id: `${id}-${i}`, role: 'option', 'aria-selected': i === at.value }),
  };
}
