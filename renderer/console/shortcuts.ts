import { inject, onBeforeUnmount, onMounted, ref, type InjectionKey, type Ref } from 'vue';
import type { Place } from '../../sync/contract/place.ts';
import { heard, type KeyName } from './keys.ts';

/** What a view does when a key asks for it; false where it is not its business just now, and the key is let be. */
export type Deeds = Partial<Record<KeyName, () => boolean | void>>;

export interface Shortcuts {
  /** Takes what a view does; returns what lets it go. */
  serve: (deeds: Deeds) => () => void;
  /** Keys of a single letter are heard; whoever dictates, or presses keys by chance, may switch them off. */
  on: Ref<boolean>;
}

export const SHORTCUTS: InjectionKey<Shortcuts> = Symbol('shortcuts');

/** Where a browser keeps that keys are off. */
const KEPT = 'citywall.keys';
/** A key that begins two is forgotten after this long, milliseconds. */
const FORGET = 1_500;

/** Whether keys go into an element, as words do into a field. */
const types = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('input:not([type="checkbox"], [type="radio"]), textarea, select'));

/** Hears the keys of a page, by the table of them, and hands each to the view that took it last. */
export function useShortcuts(view: () => Place['view']): Shortcuts {
  const served: Deeds[] = [];
  const on = ref(localStorage.getItem(KEPT) !== 'off');
  let begun = { key: '', at: 0 };

  function key(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || types(event.target)) return;
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]') !== null)
      return;
    const before = event.timeStamp - begun.at < FORGET ? begun.key : '';
    const { name, begun: now } = heard(view(), event.key, before);
    begun = { key: now, at: event.timeStamp };
    if (name === null || (!on.value && event.key.length === 1 && name !== 'help')) return;
    // A space presses what has the focus, where that can be pressed.
    if (event.key === ' ' && event.target instanceof HTMLElement && event.target.matches('a, button, input'))
      return;
    for (const deeds of served.toReversed()) {
      const deed = deeds[name];
      if (deed === undefined || deed() === false) continue;
      event.preventDefault();
      return;
    }
  }
  onMounted(() => addEventListener('keydown', key));
  onBeforeUnmount(() => removeEventListener('keydown', key));
  return {
    on,
    serve(deeds) {
      served.push(deeds);
      return () => {
        const at = served.indexOf(deeds);
        if (at >= 0) served.splice(at, 1);
      };
    },
  };
}

/** Keeps whether keys of a single letter are heard, for this browser. */
export function keepShortcuts(on: boolean): void {
  if (on) localStorage.removeItem(KEPT);
  else localStorage.setItem(KEPT, 'off');
}

/** Does these while the calling view lives. */
export function useKeys(deeds: Deeds): void {
  const shortcuts = inject(SHORTCUTS, null);
  const stop = shortcuts?.serve(deeds);
  onBeforeUnmount(() => stop?.());
}
