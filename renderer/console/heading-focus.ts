import { inject, nextTick, watch, type Ref } from 'vue';
import { NAVIGATION } from './navigation.ts';

/** A place that was come to has its heading in focus as soon as it has one; whoever went on meanwhile stays where they are. */
export function useHeadingFocus(root: Readonly<Ref<HTMLElement | null>>, ready: () => boolean): void {
  const navigation = inject(NAVIGATION);
  const stop = watch(
    ready,
    async (now) => {
      if (!now) return;
      await nextTick();
      stop();
      if (navigation?.arrived.value === true && document.activeElement === document.body)
        root.value?.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
    },
    { immediate: true },
  );
}
