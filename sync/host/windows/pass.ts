import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { CitywallError } from '../../contract/errors.ts';
import type { LinkDesk } from './requests.ts';

/** What a console on another machine came in by: its cookie, and the address it came from. */
export interface Pass {
  /** The session by which the host knows it. */
  session: string;
  /** What its page shows with each request in place of the session, which no script of it can read. */
  key: string;
}

/** The session of a cookie is that of an address: shown from another there is none. */
export const sessionFrom = (cookie: string, address: string): string => `${cookie}@${address}`;

/** The pass of a cookie from an address. */
export const passOf = (cookie: string, address: string): Pass => ({
  session: sessionFrom(cookie, address),
  key: createHmac('sha256', cookie).update('the page of this session').digest('base64url'),
});

/**
 * A request of a console on another machine, with the session of its pass in place of the key that its page shows. Nobody has anything
 * done there who is not signed in, and nobody opens a screen of the wall. Throws `session-needed`, `session-locked` or `origin-refused`.
 */
export function carried(pass: Pass, name: string, request: unknown, opened: string, desk: LinkDesk): unknown {
  const fields: Record<string, unknown> = typeof request === 'object' ? { ...request } : {};
  if (!desk.has(pass.session) || name === 'signIn') throw needed();
  if (fields['session'] === undefined) {
    if (name === 'open' || opened !== pass.session) throw needed();
    if (desk.roleOf(pass.session) === null)
      throw new CitywallError('session-locked', {
        what: 'This console is locked.',
        hint: 'Give the password of whoever is signed in on it.',
      });
    return request;
  }
  if (!isSame(fields['session'], pass.key)) throw needed();
  if (name === 'open' && fields['console'] !== true)
    throw new CitywallError('origin-refused', {
      what: "The wall's own windows are served on its own machine alone.",
      hint: 'Open /?console here.',
    });
  return { ...fields, session: pass.session };
}

const needed = (): CitywallError =>
  new CitywallError('session-needed', { what: 'Nobody is signed in on this console.', hint: 'Sign in.' });

/** Compares in a time that tells nothing of where they differ. */
function isSame(shown: unknown, key: string): boolean {
  const [one, other] = [String(shown), key].map((text) => createHash('sha256').update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}
