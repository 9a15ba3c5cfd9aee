import {
  type LinkError,
  linkError,
  type Reply,
  type SignedIn,
  type SignInRequest,
  WALL_LINE,
} from '../../sync/contract/link.ts';

/**
 * A console on another machine than its host: the session is in a cookie that no script reads, the line is there for whoever has one, and
 * what is kept of it here is a key that is of no use without.
 */
export const isBeyond = (origin: string): boolean => origin.startsWith('https:');

/** Trades a password for a session. */
export const signInBeyond = (origin: string, request: SignInRequest): Promise<Reply<SignedIn>> =>
  told(new URL('/sign-in', origin), 'signIn', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });

/** Trades a code for this machine's place among the screens of the wall. */
export const enrolBeyond = (origin: string, code: string): Promise<Reply<null>> =>
  told(new URL('/enrol', origin), 'enrol', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  });

/** Why there is no line: that nobody is signed in here, or this is no screen, or null where it is another reason. */
export async function refusalBeyond(origin: string, isScreen: boolean): Promise<LinkError | null> {
  const address = new URL('/session', origin);
  if (isScreen) address.search = new URLSearchParams(WALL_LINE).toString();
  const reply = await told<null>(address, 'session', { cache: 'no-store' });
  return reply.ok || reply.error.code === 'no-reply' ? null : reply.error;
}

async function told<T>(address: URL, where: string, how: RequestInit): Promise<Reply<T>> {
  try {
    const response = await fetch(address, how);
    const reply: Reply<T> = await response.json();
    if (reply.ok) return reply;
    return { ok: false, error: linkError.parse(reply.error) };
  } catch {
    return { ok: false, error: { code: 'no-reply', what: 'the host did not answer', where, hint: '' } };
  }
}
