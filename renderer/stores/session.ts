import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { ReportRequest } from '../../sync/contract/link.ts';
import type { LinkError } from '../link/host.ts';
import { useWall } from './wall.ts';

/** Where a console keeps its session: it outlives a reload and a host's restart. */
const KEPT = 'citywall.session';

/** What became of a write: its key, or why it was not taken. */
export type Given = { ok: true; key: string } | { ok: false; error: LinkError };

/** The key in the fragment of an address (`#key=...`), which no server is ever sent. */
export function keyIn(hash: string): string | null {
  return new URLSearchParams(hash.replace(/^#/, '')).get('key');
}

/** Whether this console may write, and its writes. Signing in is by the address that the host prints. */
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

  /** Says of a tile that something on it is wrong or missing. Resolves when it is on the host's disk. */
  async function report(about: Omit<ReportRequest, 'session'>): Promise<Given> {
    const reply = await wall.report({ session: token.value, ...about });
    if (reply.ok) return { ok: true, key: reply.value.key };
    if (reply.error.code === 'session-needed') forget();
    return { ok: false, error: reply.error };
  }

  return { may, signIn, report };
});
