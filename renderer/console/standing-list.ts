import { computed, shallowRef, watch, type ComputedRef } from 'vue';
import type { Answer } from '../../sync/contract/answers.ts';
import { followed } from './follow.ts';

/** A list that is asked for again and again, and stands still under the eyes of whoever reads it. */
export interface StandingList<T> {
  /** What stands, in its place, with its newest figures. */
  rows: ComputedRef<readonly T[]>;
  /** Keys of what stands and is no longer in the list. */
  gone: ComputedRef<ReadonlySet<string>>;
  /** How many wait to come in. */
  waiting: ComputedRef<number>;
  /** Brings in what waits, lets go what has gone, and puts all in its order. */
  bringIn: () => void;
}

const NOTHING: ReadonlySet<string> = new Set();

/**
 * Rows of a live answer as they stood when it first came: what comes later waits until it is asked for. Where `of`, what is asked for, changes, the
 * first answer to that is taken; until then the rows of before stand. An answer that failed changes nothing.
 */
export function useStandingList<A, T>(
  answer: () => Answer<A> | null,
  list: (data: A) => { rows: readonly T[]; whole: boolean },
  keyOf: (row: T) => string,
  of: () => string,
): StandingList<T> {
  const held = shallowRef<readonly T[]>([]);
  const wholes = shallowRef(true);
  const fresh = shallowRef<{ rows: readonly T[]; whole: boolean } | null>(null);
  /** Another list was asked for, and its first answer has not come. */
  let awaited = true;
  /** What an answer is of is not told by it: the one of before is over once there was none. */
  let over = false;
  const take = (): void => {
    held.value = fresh.value?.rows ?? [];
    wholes.value = fresh.value?.whole ?? true;
  };
  watch(
    [of, answer],
    ([now, got], [before]) => {
      if (now !== before) {
        awaited = true;
        over = got === null;
      } else if (got === null) over = true;
      if (got === null || got.content === 'error' || (awaited && !over)) return;
      fresh.value = got.content === 'data' ? list(got.data) : { rows: [], whole: true };
      if (awaited) take();
      awaited = false;
    },
    { immediate: true },
  );
  const now = computed(() =>
    fresh.value === null
      ? null
      : followed(held.value, fresh.value.rows, keyOf, {
          heldWhole: wholes.value,
          freshWhole: fresh.value.whole,
        }),
  );
  return {
    rows: computed(() => now.value?.rows ?? held.value),
    gone: computed(() => now.value?.gone ?? NOTHING),
    waiting: computed(() => now.value?.waiting ?? 0),
    bringIn: take,
  };
}
