import { onBeforeUnmount, onMounted, ref, watch, type Ref, type ShallowRef } from 'vue';

/** The width of an element, CSS pixels, kept as it changes; 0 until it is laid out. */
export function useWidth(element: Readonly<ShallowRef<HTMLElement | null>>): Ref<number> {
  const width = ref(0);
  let observer: ResizeObserver | null = null;
  onMounted(() => {
    observer = new ResizeObserver(([entry]) => (width.value = entry?.contentRect.width ?? 0));
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
  return width;
}
