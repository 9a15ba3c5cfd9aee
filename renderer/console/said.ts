import { computed, shallowRef, type Ref } from 'vue';
import { useSession } from '../stores/index.ts';
import type { Said } from '../ui/said.ts';

/** The words of commands, read as they are wanted and held for as long as somebody is signed in. */
export function useSaid(): Said {
  const session = useSession();
  const held: Ref<ReadonlyMap<string, string>> = shallowRef(new Map());
  async function read(keys: readonly string[]): Promise<void> {
    const missing = keys.filter((key) => !held.value.has(key));
    if (missing.length === 0 || !session.may) return;
    const reply = await session.said(missing);
    if (reply.ok) held.value = new Map([...held.value, ...Object.entries(reply.value)]);
  }
  return {
    may: computed(() => session.may),
    words: computed(() => (session.may ? held.value : new Map())),
    read: (keys) => void read(keys),
  };
}
