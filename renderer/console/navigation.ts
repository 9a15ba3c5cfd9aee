import {
  computed,
  onBeforeUnmount,
  onMounted,
  shallowRef,
  type ComputedRef,
  type InjectionKey,
  type ShallowRef,
} from 'vue';
import { boardAt, type Place } from '../../sync/contract/place.ts';
import { consoleAddress, readAddress, type Address, type Manner } from '../address.ts';
import type { Drill } from '../ui/drill/drill.ts';

/**
 * Goes from place to place by the browser's own history, so that its buttons work as everywhere. A place that names no
 * instant is seen at the one that is looked back at.
 */
export interface Navigation extends Drill {
  readonly place: ComputedRef<Place>;
  /** What of the present address could not be read. */
  readonly unread: ComputedRef<readonly string[]>;
  readonly manner: ComputedRef<Manner>;
  /** What view the place before this one left to be put back: where it was scrolled to. */
  readonly left: ShallowRef<number>;
  /** Whether the present place was come to from another; not where the page began, or only a filter, order or periods changed. */
  readonly arrived: ShallowRef<boolean>;
  /** The same view, another filter, order or pair of periods: changes the address without another step back. */
  replace: (place: Place) => void;
  at: (instant: number | null) => void;
  /** The present address without a part that could not be shown, `state=banana`. */
  drop: (part: string) => void;
  /** One step back; to the first board where this was the first. */
  back: () => void;
  /** Another language or theme: changes the address, and is no step of the way. */
  relook: (look: Pick<Manner, 'language' | 'theme'>) => void;
}

export const NAVIGATION: InjectionKey<Navigation> = Symbol('navigation');

interface Left {
  scrolled: number;
  steps: number;
}

const leftIn = (state: unknown): Left => {
  if (typeof state !== 'object' || state === null) return { scrolled: 0, steps: 0 };
  const scrolled = 'scrolled' in state && typeof state.scrolled === 'number' ? state.scrolled : 0;
  const steps = 'steps' in state && typeof state.steps === 'number' ? state.steps : 0;
  return { scrolled, steps };
};

/** The navigation of a console page that was opened at an address. `scrolled` tells how far the present view is scrolled, pixels. */
export function useNavigation(opened: Address, scrolled: () => number): Navigation {
  const now = shallowRef(opened);
  const left = shallowRef(leftIn(history.state).scrolled);
  const arrived = shallowRef(false);
  history.scrollRestoration = 'manual';

  const seen = (place: Place): Place => ({ ...place, at: place.at ?? now.value.place.at });
  const address = (place: Place): string => consoleAddress(seen(place), now.value.manner);
  const move = (place: Place, how: 'push' | 'replace'): void => {
    const { manner } = now.value;
    const { steps } = leftIn(history.state);
    history.replaceState({ scrolled: scrolled(), steps }, '');
    const to = consoleAddress(place, manner);
    if (how === 'push') history.pushState({ scrolled: 0, steps: steps + 1 }, '', to);
    else history.replaceState(history.state, '', to);
    left.value = 0;
    arrived.value = how === 'push';
    now.value = { place, manner, unread: [] };
  };
  const returned = (): void => {
    left.value = leftIn(history.state).scrolled;
    arrived.value = true;
    now.value = { ...readAddress(location.search), manner: now.value.manner };
  };
  /** A page that is loaded again is found as it was. */
  const leave = (): void =>
    history.replaceState({ scrolled: scrolled(), steps: leftIn(history.state).steps }, '');
  onMounted(() => {
    addEventListener('popstate', returned);
    addEventListener('pagehide', leave);
  });
  onBeforeUnmount(() => {
    removeEventListener('popstate', returned);
    removeEventListener('pagehide', leave);
  });

  const go = (place: Place): void => move(seen(place), 'push');
  return {
    place: computed(() => now.value.place),
    unread: computed(() => now.value.unread),
    manner: computed(() => now.value.manner),
    left,
    arrived,
    go,
    address,
    replace: (place) => move(seen(place), 'replace'),
    at: (instant) => move({ ...now.value.place, at: instant ?? undefined }, 'push'),
    drop(part) {
      const query = new URLSearchParams(location.search);
      query.delete(part.replace(/=.*$/s, ''));
      const { steps } = leftIn(history.state);
      history.pushState(
        { scrolled: 0, steps: steps + 1 },
        '',
        `?${query.toString().replace('console=', 'console')}`,
      );
      left.value = 0;
      arrived.value = true;
      now.value = { ...readAddress(location.search), manner: now.value.manner };
    },
    back() {
      if (leftIn(history.state).steps > 0) history.back();
      else go(boardAt());
    },
    relook(look) {
      const { place, unread, manner } = now.value;
      now.value = { place, unread, manner: { ...manner, ...look } };
      // An address that could not be read stays as it is, for whoever wrote it.
      if (unread.length === 0) history.replaceState(history.state, '', address(place));
    },
  };
}
