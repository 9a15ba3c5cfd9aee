import { h, shallowRef, type Component, type FunctionalComponent } from 'vue';
import { pauseBefore } from '../../sync/contract/back-off.ts';

/** What every panel is given, whatever its kind. */
type Given = Record<string, unknown>;

/**
 * A panel whose component is fetched when it is first drawn. Until it has come, and for as long as it cannot be fetched, `meanwhile` is in
 * its place, with no answer yet: a board with a hole in it would look whole. It is tried again for ever, ever later.
 */
export function coming(
  load: () => Promise<{ default: Component }>,
  meanwhile: Component,
): FunctionalComponent<Given> {
  const come = shallowRef<Component | null>(null);
  let begun = false;
  const fetch = async (attempt: number): Promise<void> => {
    try {
      come.value = (await load()).default;
    } catch {
      setTimeout(() => void fetch(attempt + 1), pauseBefore(attempt));
    }
  };
  return (given) => {
    if (!begun) void fetch(0);
    begun = true;
    if (come.value !== null) return h(come.value, given);
    const { panel, names } = given;
    return h(meanwhile, { panel, names, answer: null });
  };
}
