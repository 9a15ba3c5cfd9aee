import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { hostState } from '../link/silence.ts';

/** The window's own monotonic clock, and how long ago the host was heard. Nothing here reads the machine's date. */
export const useClock = defineStore('clock', () => {
  const now = ref(performance.now());
  const heard = ref(performance.now());
  /** The host's time at `heard`, epoch milliseconds, corrected by the city's clock; null before the first frame. */
  const hostTimeAtHeard = ref<number | null>(null);

  const host = computed(() => hostState(now.value - heard.value));
  /** The host's time now, epoch milliseconds, carried on by the monotonic clock. */
  const hostTime = computed(() =>
    hostTimeAtHeard.value === null ? null : hostTimeAtHeard.value + (now.value - heard.value),
  );

  /** Ticks once a second until the returned function is called. */
  function run(): () => void {
    const timer = setInterval(() => (now.value = performance.now()), 1_000);
    return () => clearInterval(timer);
  }

  /** The host was heard just now. */
  function hear(hostTimeNow: number): void {
    heard.value = now.value = performance.now();
    hostTimeAtHeard.value = hostTimeNow;
  }

  return { now, heard, host, hostTime, run, hear };
});
