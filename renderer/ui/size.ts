import {
  computed,
  onBeforeUnmount,
  onMounted,
  shallowRef,
  watch,
  type ComputedRef,
  type ShallowRef,
} from 'vue';

type Element = Readonly<ShallowRef<HTMLElement | null>>;

/** Width and height of an element, CSS pixels, kept as they change; 0 until it is laid out. */
export function useSize(element: Element): ShallowRef<{ width: number; height: number }> {
  const size = shallowRef({ width: 0, height: 0 });
  let observer: ResizeObserver | null = null;
  onMounted(() => {
    observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined)
        size.value = { width: entry.contentRect.width, height: entry.contentRect.height };
    });
    // The element may come later, with the first answer, and go again.
    watch(
      element,
      (el) => {
        observer?.disconnect();
        if (el !== null) observer?.observe(el);
      },
      { immediate: true },
    );
  });
  onBeforeUnmount(() => observer?.disconnect());
  return size;
}

/** The width alone. */
export function useWidth(element: Element): ComputedRef<number> {
  const size = useSize(element);
  return computed(() => size.value.width);
}
