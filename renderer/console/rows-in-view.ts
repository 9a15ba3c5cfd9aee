import { useVirtualizer, type VirtualItem } from '@tanstack/vue-virtual';
import { usePrinting } from './printing.ts';
import { computed, onBeforeUnmount, ref, watch, type ComputedRef, type Ref } from 'vue';

/** As high as a row of one line is, pixels: what is taken of a row that was not seen yet. */
const ROW = 32;
/** So many rows each way of the view are there too: as many as a page of a list brings. */
const BESIDE = 60;

/**
 * How high rows were, by the first of their list, so that one that is come back to stands as it was left: also where a page that was on its
 * way when it was left has made it longer since.
 */
const measured = new WeakMap<object, VirtualItem[]>();

export interface RowsInView<T> {
  /** The rows to draw, each with its number from 0. */
  shown: ComputedRef<{ row: T; index: number }[]>;
  /** How much room the rows before and after them take, pixels. */
  room: ComputedRef<{ before: number; after: number }>;
  /** Takes the element of each row that is drawn, which says its number in `data-index`. */
  measure: (element: unknown) => void;
}

/** Which rows of a long table in a page's scrolling `main` are to be drawn: those in view and some each way. */
export function useRowsInView<T extends object>(
  table: Readonly<Ref<HTMLElement | null>>,
  rows: () => readonly T[],
): RowsInView<T> {
  /** Where the table begins in what is scrolled. */
  const top = ref(0);
  const heights = (): VirtualItem[] => {
    const [first] = rows();
    return (first === undefined ? undefined : measured.get(first)) ?? [];
  };
  const scroller = (): HTMLElement | null => table.value?.closest('main') ?? null;
  const virtual = useVirtualizer(
    computed(() => ({
      count: rows().length,
      getScrollElement: scroller,
      initialOffset: () => scroller()?.scrollTop ?? 0,
      initialMeasurementsCache: heights(),
      estimateSize: () => ROW,
      scrollMargin: top.value,
      overscan: BESIDE,
    })),
  );
  watch(
    [table, rows],
    () => {
      const [box, around] = [table.value?.getBoundingClientRect(), scroller()];
      if (box === undefined || around === null) return;
      top.value = box.top - around.getBoundingClientRect().top + around.scrollTop;
    },
    { flush: 'post' },
  );
  onBeforeUnmount(() => {
    const [first] = rows();
    if (first !== undefined) measured.set(first, virtual.value.measurementsCache);
  });

  const items = computed(() => virtual.value.getVirtualItems());
  // On paper there is no view: all of them.
  const printing = usePrinting();
  return {
    shown: computed(() =>
      printing.value
        ? rows().map((row, index) => ({ row, index }))
        : items.value.flatMap(({ index }) =>
            rows()
              .slice(index, index + 1)
              .map((row) => ({ row, index })),
          ),
    ),
    room: computed(() => {
      if (printing.value) return { before: 0, after: 0 };
      const first = (items.value.at(0)?.start ?? top.value) - top.value;
      const last = (items.value.at(-1)?.end ?? top.value) - top.value;
      return { before: first, after: virtual.value.getTotalSize() - last };
    }),
    measure: (element) => virtual.value.measureElement(element instanceof Element ? element : null),
  };
}
