import { computed, type ComputedRef } from 'vue';
import { endOfWorkedDay } from '../../../sync/contract/calendar.ts';
import { useFrames, useWall } from '../../stores/index.ts';
import { daysIn } from '../typed.ts';

/** When so many worked days as were typed end, by the city's now and calendar; null where that is no number of them. */
export function useDeadline(typed: () => string): ComputedRef<number | null> {
  const wall = useWall();
  const frames = useFrames();
  return computed(() => {
    const [days, city] = [daysIn(typed()), wall.opened?.names.city];
    return days === null || city === undefined ? null : endOfWorkedDay(frames.frame?.asOf ?? 0, days, city);
  });
}
