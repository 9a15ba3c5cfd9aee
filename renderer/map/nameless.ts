import { computed, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import type { RingSpot } from './overlay.ts';

/** What is named, and what it was so for. */
interface Held {
  key: string;
  numbers: ReadonlySet<number>;
}

/**
 * Numbers of the hot spots whose words found no room on the map, so that they are named below it. That takes room from the map, and
 * then others may find none: so while spots and panel are the same, what was named below stays so.
 */
export function useNameless(
  rings: Ref<readonly RingSpot[]>,
  size: Ref<{ width: number; height: number }>,
): ComputedRef<ReadonlySet<number>> {
  const held = shallowRef<Held>({ key: '', numbers: new Set() });
  watch(
    rings,
    (now) => {
      const { width, height } = size.value;
      const key = [width, height, ...now.map(({ spot }) => `${spot.number} ${spot.title}`)].join('\n');
      const before = held.value.key === key ? held.value.numbers : [];
      const without = now.filter(({ titled }) => !titled).map(({ spot }) => spot.number);
      held.value = { key, numbers: new Set([...before, ...without]) };
    },
    { immediate: true },
  );
  return computed(() => held.value.numbers);
}
