import type { Page } from 'playwright-core';
import { io, type Socket } from 'socket.io-client';
import { LINK_NAMESPACE, type HostToWindow, type WindowToHost } from '../../sync/contract/link.ts';
import { DEMO_PASSWORD, type Role } from '../../sync/contract/people.ts';

/** What a wall is started with that offers an account of each role to its consoles. */
export const DEMO_ACCOUNTS = '--demo-accounts';
/** The account of a role at such a wall. */
export const accountOf = (role: Role): { account: string; password: string } => ({
  account: `demo.${role}`,
  password: DEMO_PASSWORD,
});

/** Signs in at the wall at `address`; resolves with the session's token. */
export async function sessionAt(address: string, role: Role): Promise<string> {
  const socket: Socket<HostToWindow, WindowToHost> = io(new URL(LINK_NAMESPACE, address).href, {
    ...{ transports: ['websocket'], forceNew: true },
  });
  try {
    const reply = await socket.timeout(30_000).emitWithAck('signIn', accountOf(role));
    if (!reply.ok) throw new Error(reply.error.what);
    return reply.value.session;
  } finally {
    socket.close();
  }
}

/** Has somebody of a role signed in in a page before it is opened. Resolves with the session's token. */
export async function signIn(page: Page, address: string, role: Role): Promise<string> {
  const session = await sessionAt(address, role);
  await page.addInitScript((token) => {
    if (location.protocol !== 'http:' || sessionStorage.getItem('signed-in') === token) return;
    sessionStorage.setItem('signed-in', token);
    localStorage.setItem('citywall.session', token);
  }, session);
  return session;
}
