import { computed, onBeforeUnmount, onMounted, ref, type ComputedRef, type Ref } from 'vue';
import { window as inView } from './alerts/rows.ts';

/** So many rows each way of the view are there too. */
const BESIDE = 30;

export interface EvenRows {
  /** The first row that is drawn, and the one after the last. */
  span: ComputedRef<{ from: number; to: number }>;
  /** Scrolls so far that a row is in view, below what stands at the top. */
  show: (index: number) => void;
  /** Scrolls by so many rows: what stands in view stays there when rows came in before it. */
  shift: (rows: number) => void;
  /** The first row in view. */
  first: () => number;
}

/** Which rows of a list in a page's scrolling `main` are drawn. All are `high` pixels high, and `covered` pixels at the top are covered. */
export function useEvenRows(
  list: Readonly<Ref<HTMLElement | null>>,
  count: () => number,
  { high, covered }: { high: () => number; covered: () => number },
): EvenRows {
  const top = ref(0);
  const height = ref(innerHeight);
  const scroller = (): HTMLElement | null => list.value?.closest('main') ?? null;
  const look = (): void => {
    const [box, around] = [list.value?.getBoundingClientRect(), scroller()?.getBoundingClientRect()];
    if (box === undefined || around === undefined) return;
    top.value = around.top - box.top;
    height.value = around.height;
  };
  let watched: HTMLElement | null = null;
  const sizes = new ResizeObserver(look);
  onMounted(() => {
    watched = scroller();
    watched?.addEventListener('scroll', look, { passive: true });
    if (watched !== null) sizes.observe(watched);
    if (list.value !== null) sizes.observe(list.value);
    look();
  });
  onBeforeUnmount(() => {
    watched?.removeEventListener('scroll', look);
    sizes.disconnect();
  });
  return {
    span: computed(() =>
      inView(count(), { top: top.value, height: height.value, row: high(), beside: BESIDE }),
    ),
    show(index) {
      look();
      const [from, to] = [index * high(), (index + 1) * high()];
      const [above, below] = [top.value + covered() - from, to - top.value - height.value];
      const by = above > 0 ? -above : below > 0 ? below : 0;
      scroller()?.scrollBy({ top: by });
      look();
    },
    shift(rows) {
      scroller()?.scrollBy({ top: rows * high() });
      look();
    },
    first: () => Math.floor(top.value / high()),
  };
}
