import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { CommandName, Payload } from '../../sync/contract/commands.ts';
import type { Given, Reply } from '../../sync/contract/link.ts';
import { useWall } from './wall.ts';

/** Where a console keeps its session: it outlives a reload and a host's restart. */
const KEPT = 'citywall.session';

/** The key in the fragment of an address (`#key=...`), which no server is ever sent. */
export function keyIn(hash: string): string | null {
  return new URLSearchParams(hash.replace(/^#/, '')).get('key');
}

/** Whether this console may give commands, and those it gives. Signing in is by the address that the host prints. */
export const useSession = defineStore('session', () => {
  const wall = useWall();
  const token = ref(localStorage.getItem(KEPT) ?? '');
  const may = ref(token.value !== '');

  function forget(): void {
    token.value = '';
    may.value = false;
    localStorage.removeItem(KEPT);
  }

  /** Trades the key in the address, if there is one, for a session, and takes it out of the address. */
  async function signIn(): Promise<void> {
    const key = keyIn(location.hash);
    if (key === null) return;
    history.replaceState(history.state, '', location.pathname + location.search);
    const reply = await wall.signIn(key);
    if (!reply.ok) return forget();
    token.value = reply.value.session;
    may.value = true;
    localStorage.setItem(KEPT, token.value);
  }

  /**
   * Gives a command. Resolves when it is on the host's disk, with what became of it where the host decides that itself.
   * Given again under the same key, after a lost reply or by a second click, it is the same command.
   */
  async function give<N extends CommandName>(
    name: N,
    payload: Payload<N>,
    key: string,
  ): Promise<Reply<Given>> {
    const reply = await wall.give({ session: token.value, key, name, payload });
    if (!reply.ok && reply.error.code === 'session-needed') forget();
    return reply;
  }

  return { may, signIn, give };
});
