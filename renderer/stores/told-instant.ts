import { computed, shallowRef, watch, type ComputedRef } from 'vue';
import { MINUTE } from '../../sync/contract/instants.ts';
import { useFrames } from './frames.ts';
import { answerOf } from './question.ts';
import { useWall } from './wall.ts';

/** How an instant that is looked back at stands to what is held: not yet there, before all of it, before any case, or within it. */
export type ToldInstant = 'ahead' | 'before' | 'caseless' | 'held';

/** Two clocks that are level differ by less. */
const LEVEL = MINUTE;

/** How the instant that is looked back at stands to what is held; `held` of now, and until it is known. */
export function useToldInstant(at: () => number | null): ComputedRef<ToldInstant> {
  const frames = useFrames();
  const wall = useWall();
  const before = shallowRef<'before' | 'caseless' | null>(null);
  let turn = 0;
  watch(
    () => (wall.opened === null ? null : at()),
    async (instant) => {
      const mine = ++turn;
      before.value = null;
      if (instant === null) return;
      const cases = answerOf(
        'cases',
        await wall.ask('cases', { filter: {}, limit: 1 }, instant, {}),
        instant,
      );
      if (mine !== turn || cases.content !== 'data' || cases.data.total !== 0) return;
      const measures = answerOf('indicators', await wall.ask('indicators', {}, instant, {}), instant);
      if (mine !== turn) return;
      const some = measures.content === 'data' && measures.data.rows.some(({ value }) => value !== null);
      before.value = some ? 'caseless' : 'before';
    },
    { immediate: true },
  );
  return computed(() => {
    const instant = at();
    const now = frames.frame?.asOf ?? null;
    if (instant === null) return 'held';
    if (now !== null && instant > now + LEVEL) return 'ahead';
    return before.value ?? 'held';
  });
}
