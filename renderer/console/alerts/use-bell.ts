import { computed, onBeforeUnmount, onMounted, ref, watch, type ComputedRef, type Ref } from 'vue';
import type { AlertFilter } from '../../../sync/contract/questions/alerts.ts';
import { asked } from '../../../sync/contract/questions/index.ts';
import { useAnswer } from '../../stores/index.ts';
import { checkedOf } from './answered.ts';
import { ringing } from './bell.ts';
import { createBell } from './tone.ts';

/** Groups that may need somebody at once. */
export const URGENT: AlertFilter = { severities: ['critical', 'high'], states: ['new'] };
/** All of them that are grave, known ones too: only so it is told whether one of a group was seen before. */
const GRAVE: AlertFilter = { severities: ['critical', 'high'] };
/** As many as are told of at once; of more, it rings all the same. */
const MOST = 200;
/** Where a browser keeps that its bell is off, and which groups rang. */
const OFF = 'citywall.bell';
const RUNG = 'citywall.rung';
/** More rang than anybody remembers. */
const KEPT = 500;

export interface BellState {
  on: Ref<boolean>;
  toggle: () => void;
  /** New groups, by severity; null until it is known. */
  counts: ComputedRef<{ critical: number; high: number } | null>;
}

function rungBefore(): ReadonlySet<string> {
  return new Set((localStorage.getItem(RUNG) ?? '').split('\n').filter((group) => group !== ''));
}

/** The bell of a console: at the city's now, whatever its page looks back at. It rings once for a group, on this browser. */
export function useBell(): BellState {
  const on = ref(localStorage.getItem(OFF) !== 'off');
  const raw = useAnswer(() => asked('alerts', { filter: GRAVE, limit: MOST, rows: 0 }));
  const answer = computed(() => checkedOf('alerts', raw.value));
  const bell = createBell();
  watch(answer, (now) => {
    if (now === null || now.content === 'error') return;
    const groups = now.content === 'data' ? now.data.groups : [];
    const whole = now.content !== 'data' || now.data.matching.groups <= groups.length;
    // Another page of this browser may have rung meanwhile.
    const before = rungBefore();
    const { ring, rung } = ringing(groups, before, whole);
    if (rung.size !== before.size || ring.length > 0)
      localStorage.setItem(RUNG, [...rung].slice(-KEPT).join('\n'));
    if (ring.length > 0 && on.value) bell.ring();
  });
  onMounted(() => {
    addEventListener('pointerdown', bell.touched);
    addEventListener('keydown', bell.touched);
  });
  onBeforeUnmount(() => {
    removeEventListener('pointerdown', bell.touched);
    removeEventListener('keydown', bell.touched);
  });
  return {
    on,
    toggle() {
      on.value = !on.value;
      if (on.value) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, 'off');
    },
    counts: computed(() => {
      const { value: now } = answer;
      if (now === null || now.content === 'error') return null;
      const groups = now.content === 'data' ? now.data.groups : [];
      const of = (one: 'critical' | 'high'): number =>
        groups.filter(({ severity, state }) => severity === one && state === 'new').length;
      return { critical: of('critical'), high: of('high') };
    }),
  };
}
