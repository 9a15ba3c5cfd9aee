import {
  type LinkError,
  linkError,
  type Opened,
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

/** Trades a password, or the code that somebody came back with, for a session. */
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

/** Why there is no line, and whether whoever wants in may go to the city's provider. */
export interface RefusedBeyond {
  error: LinkError;
  city: Opened['accounts']['city'];
}

/** Why there is no line: that nobody is signed in here, or this is no screen, or null where it is another reason. */
export async function refusalBeyond(origin: string, isScreen: boolean): Promise<RefusedBeyond | null> {
  const address = new URL('/session', origin);
  if (isScreen) address.search = new URLSearchParams(WALL_LINE).toString();
  const reply: Reply<null> & Partial<RefusedBeyond> = await told<null>(address, 'session', {
    cache: 'no-store',
  });
  if (reply.ok || reply.error.code === 'no-reply') return null;
  return { error: reply.error, city: reply.city ?? null };
}

async function told<T>(address: URL, where: string, how: RequestInit): Promise<Reply<T>> {
  try {
    const response = await fetch(address, how);
    const reply: Reply<T> = await response.json();
    if (reply.ok) return reply;
    return { ...reply, error: linkError.parse(reply.error) };
  } catch {
    return { ok: false, error: { code: 'no-reply', what: 'the host did not answer', where, hint: '' } };
  }
}
