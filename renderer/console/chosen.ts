import { computed, ref, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';

/** Rows that are chosen in a list, by their keys. */
export interface Chosen {
  chosen: ShallowRef<ReadonlySet<string>>;
  /** The chosen ones that are in the list, in its order. */
  inOrder: ComputedRef<readonly string[]>;
  toggle: (key: string) => void;
  /** Chooses everything from the row that was chosen last to this one. */
  reach: (key: string) => void;
  all: () => void;
  none: () => void;
}

/** Lists whose choice is kept, so that the way back finds it. */
const KEPT = 12;
const kept = new Map<string, ReadonlySet<string>>();
const NONE: ReadonlySet<string> = new Set();

/** What is chosen in a list, which its address names; `keys` are those of its rows, in their order. */
export function useChosen(address: () => string, keys: () => readonly string[]): Chosen {
  const chosen = shallowRef(kept.get(address()) ?? NONE);
  const from = ref<string | null>(null);
  watch(address, (now) => {
    chosen.value = kept.get(now) ?? NONE;
    from.value = null;
  });
  const choose = (next: ReadonlySet<string>): void => {
    chosen.value = next;
    kept.delete(address());
    if (next.size > 0) kept.set(address(), next);
    for (const old of kept.keys()) {
      if (kept.size <= KEPT) break;
      kept.delete(old);
    }
  };
  const toggle = (key: string): void => {
    const next = new Set(chosen.value);
    if (!next.delete(key)) next.add(key);
    choose(next);
    from.value = key;
  };
  return {
    chosen,
    toggle,
    inOrder: computed(() => keys().filter((key) => chosen.value.has(key))),
    reach(key) {
      const all = keys();
      const [a, b] = [from.value === null ? -1 : all.indexOf(from.value), all.indexOf(key)];
      if (a < 0 || b < 0) return toggle(key);
      choose(new Set([...chosen.value, ...all.slice(Math.min(a, b), Math.max(a, b) + 1)]));
    },
    all: () => choose(new Set(keys())),
    none: () => choose(NONE),
  };
}
