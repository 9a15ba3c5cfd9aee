import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { CommandName, Payload } from '../../sync/contract/commands.ts';
import type { Given, LinkError, Reply } from '../../sync/contract/link.ts';
import { KEPT, keptToken } from './kept-session.ts';
import { useWall } from './wall.ts';

/** Where a console keeps what its session is called. */
const NAMED = 'citywall.session.name';

/**
 * The code in the fragment of an address (`#code=...`), which no server is ever sent. It is good once: a browser's history keeps an address
 * that was opened, whatever the page does about it. So no key is taken from there.
 */
export function codeIn(hash: string): string | null {
  return new URLSearchParams(hash.replace(/^#/, '')).get('code');
}

/** Whether this console may give commands, and those it gives. Signing in is by the address that the host prints. */
export const useSession = defineStore('session', () => {
  const wall = useWall();
  const token = ref(keptToken() ?? '');
  const may = ref(token.value !== '');
  /** What this console is called where something was done by it; null until it is known. */
  const called = ref(localStorage.getItem(NAMED));

  function call(known: string | null): void {
    called.value = known;
    if (known === null) localStorage.removeItem(NAMED);
    else localStorage.setItem(NAMED, known);
  }
  function forget(): void {
    token.value = '';
    may.value = false;
    localStorage.removeItem(KEPT);
    call(null);
  }

  /** Trades a key for a session. Resolves with what went wrong, null where nothing did; a session that there was stays then. */
  async function signInBy(key: string): Promise<LinkError | null> {
    const reply = await wall.signIn(key);
    if (!reply.ok) return reply.error;
    token.value = reply.value.session;
    may.value = true;
    localStorage.setItem(KEPT, token.value);
    call(reply.value.name);
    return null;
  }

  /** Trades the code in the address, if there is one, for a session, and takes it out of the address. Where it was used, a session stays. */
  async function signIn(): Promise<void> {
    const code = codeIn(location.hash);
    if (code === null) return;
    history.replaceState(history.state, '', location.pathname + location.search);
    await signInBy(code);
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
    if (reply.ok) call(reply.value.by);
    return reply;
  }

  /** What was said with some commands, by their keys. */
  async function said(keys: readonly string[]): Promise<Reply<Record<string, string>>> {
    const reply = await wall.said({ session: token.value, keys: [...keys] });
    if (!reply.ok && reply.error.code === 'session-needed') forget();
    return reply;
  }

  return { may, name: called, signIn, signInBy, give, said };
});
