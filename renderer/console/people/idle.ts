import { onBeforeUnmount, onMounted } from 'vue';

/** Where a browser keeps when somebody was last at any of its consoles. */
const KEPT = 'citywall.active';
/** It is written down at most this often, milliseconds. */
const WRITTEN_EVERY = 2_000;
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** Notices that nobody is at this browser's consoles any more: `after` milliseconds without a sign of anybody, also while none was open. */
export function useIdle(after: () => number, away: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let written = 0;
  const last = (): number => Number(localStorage.getItem(KEPT) ?? Date.now());

  function look(): void {
    clearTimeout(timer);
    const left = last() + after() - Date.now();
    if (left <= 0) away();
    // Longer than a timer can wait is looked at again before.
    timer = setTimeout(look, Math.min(Math.max(left, WRITTEN_EVERY), 60_000));
  }
  function active(): void {
    const now = Date.now();
    if (Math.abs(now - written) < WRITTEN_EVERY) return;
    written = now;
    localStorage.setItem(KEPT, String(now));
  }
  onMounted(() => {
    look();
    for (const sign of SIGNS) addEventListener(sign, active, { passive: true, capture: true });
  });
  onBeforeUnmount(() => {
    clearTimeout(timer);
    for (const sign of SIGNS) removeEventListener(sign, active, { capture: true });
  });
}

/** Somebody is there just now: they gave their password. */
export const isHere = (): void => localStorage.setItem(KEPT, String(Date.now()));
