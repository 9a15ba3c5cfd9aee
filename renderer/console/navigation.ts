import { onBeforeUnmount, onMounted, shallowRef, type InjectionKey, type ShallowRef } from 'vue';
import type { Drill } from '../ui/drill/drill.ts';
import type { Target } from '../ui/drill/target.ts';
import { readPlace, routeOf, writePlace, type Place, type Route } from './route.ts';

/** Goes from place to place by the browser's own history, so that its buttons work as everywhere. */
export interface Navigation extends Drill {
  readonly place: ShallowRef<Place>;
  /** What view the place before this one left to be put back: where it was scrolled to. */
  readonly left: ShallowRef<number>;
  show: (route: Route) => void;
  /** The same view, another filter or order: changes the address without another step back. */
  replace: (route: Route) => void;
  at: (instant: number | null) => void;
  /** One step back; to the first board where this was the first. */
  back: () => void;
  addressOf: (route: Route) => string;
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

/** The navigation of a console page. `scrolled` tells how far the present view is scrolled, pixels. */
export function useNavigation(scrolled: () => number): Navigation {
  const place = shallowRef(readPlace(location.search));
  const left = shallowRef(0);
  history.scrollRestoration = 'manual';

  const move = (next: Place, how: 'push' | 'replace'): void => {
    const address = writePlace(next, location.search);
    const { steps } = leftIn(history.state);
    if (how === 'push') {
      history.replaceState({ scrolled: scrolled(), steps }, '');
      history.pushState({ scrolled: 0, steps: steps + 1 }, '', address);
    } else history.replaceState({ scrolled: scrolled(), steps }, '', address);
    left.value = 0;
    place.value = next;
  };
  const returned = (): void => {
    left.value = leftIn(history.state).scrolled;
    place.value = readPlace(location.search);
  };
  onMounted(() => addEventListener('popstate', returned));
  onBeforeUnmount(() => removeEventListener('popstate', returned));

  const show = (route: Route): void => move({ route, at: place.value.at }, 'push');
  const addressOf = (route: Route): string => writePlace({ route, at: place.value.at }, location.search);
  return {
    place,
    left,
    show,
    replace: (route) => move({ route, at: place.value.at }, 'replace'),
    at: (instant) => move({ route: place.value.route, at: instant }, 'push'),
    back() {
      if (leftIn(history.state).steps > 0) history.back();
      else show({ view: 'board', board: null, subject: null });
    },
    addressOf,
    go: (target: Target) => show(routeOf(target)),
    address: (target: Target) => addressOf(routeOf(target)),
  };
}
