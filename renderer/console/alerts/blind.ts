import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';
import type { Data } from '../../../sync/contract/questions/index.ts';

type Stands = Data<'alerts'>['rules'][number]['stands'];

/**
 * Why rules cannot be looked at, by their ids: asked for each time that one is found to be so, or so in another way, and forgotten
 * when it no longer is. `why` asks for one.
 */
export function useWhyBlind(
  rules: () => readonly { id: string; stands: Stands | null }[],
  why: (rule: string) => Promise<string>,
): ShallowRef<ReadonlyMap<string, string>> {
  const whys = shallowRef<ReadonlyMap<string, string>>(new Map());
  const found = new Map<string, { stands: Stands }>();
  watch(
    () =>
      rules()
        .flatMap(({ id, stands }) => (stands === 'blind' || stands === 'young' ? [`${id} ${stands}`] : []))
        .join('\n'),
    async () => {
      const blind = rules().flatMap(({ id, stands }) =>
        stands === 'blind' || stands === 'young' ? [{ id, stands }] : [],
      );
      const still = new Map(blind.map(({ id, stands }) => [id, stands]));
      for (const [id, { stands }] of found) if (still.get(id) !== stands) found.delete(id);
      whys.value = new Map([...whys.value].filter(([id]) => found.has(id)));
      const anew = blind.filter(({ id }) => !found.has(id)).map(({ id, stands }) => ({ id, as: { stands } }));
      for (const { id, as } of anew) found.set(id, as);
      for (const { id, as } of anew) {
        if (found.get(id) !== as) continue;
        const words = await why(id);
        if (found.get(id) === as) whys.value = new Map(whys.value).set(id, words);
      }
    },
    { immediate: true },
  );
  onScopeDispose(() => found.clear());
  return whys;
}
