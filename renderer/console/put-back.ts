import { onBeforeUnmount, onMounted, type Ref } from 'vue';

/** What a person does that says where the page is to stand: from then on it is theirs. */
const THEIRS = ['wheel', 'pointerdown', 'keydown', 'touchmove'] as const;

/**
 * Puts a scrolled element back where it was left, as soon as what is in it is long enough: figures come after the page. Whoever
 * scrolls, presses or types meanwhile has it as it is.
 */
export function usePutBack(main: Readonly<Ref<HTMLElement | null>>): { putBack: (top: number) => void } {
  let wanted: number | null = null;
  const letBe = (): void => {
    wanted = null;
  };
  const attempt = (): void => {
    const { value: element } = main;
    if (wanted === null || element === null) return;
    element.scrollTo({ top: wanted });
    if (Math.abs(element.scrollTop - wanted) < 1) wanted = null;
  };
  const grown = new ResizeObserver(attempt);
  onMounted(() => {
    for (const one of THEIRS) addEventListener(one, letBe, { capture: true, passive: true });
  });
  onBeforeUnmount(() => {
    for (const one of THEIRS) removeEventListener(one, letBe, { capture: true });
    grown.disconnect();
  });
  return {
    putBack(top) {
      wanted = top;
      grown.disconnect();
      for (const child of main.value?.children ?? []) grown.observe(child);
      attempt();
    },
  };
}
