import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { CitywallError } from '../../contract/errors.ts';
import type { Role } from '../../contract/people.ts';

/** What a screen on another machine came in by: which it is, and the hash of its cookie, which is good for its address alone. */
export interface MachinePass {
  machine: string;
  cookie: string;
}

/** What a console on another machine came in by: its cookie, and the address it came from. */
export interface ConsolePass {
  /** The session by which the host knows it. */
  session: string;
  /** What its page shows with each request in place of the session, which no script of it can read. */
  key: string;
}

export type Pass = ConsolePass | MachinePass;

/** Who knows what somebody came in by. */
interface PassDesk {
  has: (session: string) => boolean;
  roleOf: (session: string) => Role | null;
  isEnrolled: (pass: MachinePass) => boolean;
}

/** Whether what somebody came in by is of use still. */
export const isGood = (pass: Pass, desk: Pick<PassDesk, 'has' | 'isEnrolled'>): boolean =>
  'machine' in pass ? desk.isEnrolled(pass) : desk.has(pass.session);

/** The session of a cookie is that of an address: shown from another there is none. */
export const sessionFrom = (cookie: string, address: string): string => `${cookie}@${address}`;

/** The pass of a cookie from an address. */
export const passOf = (cookie: string, address: string): ConsolePass => ({
  session: sessionFrom(cookie, address),
  key: createHmac('sha256', cookie).update('the page of this session').digest('base64url'),
});

/**
 * A request of a console on another machine, with the session of its pass in place of the key that its page shows. Nobody has anything
 * done there who is not signed in, and nobody opens a screen of the wall. Throws `session-needed`, `session-locked` or `origin-refused`.
 */
export function carried(pass: Pass, name: string, request: unknown, opened: string, desk: PassDesk): unknown {
  const fields: Record<string, unknown> = typeof request === 'object' ? { ...request } : {};
  if ('machine' in pass) return ofScreen(pass, name, fields, desk);
  if (!desk.has(pass.session) || name === 'signIn') throw needed();
  if (fields['session'] === undefined) {
    if (name === 'open' || opened !== pass.session) throw needed();
    if (desk.roleOf(pass.session) === null) throw locked();
    return request;
  }
  if (!isSame(fields['session'], pass.key)) throw needed();
  // What shows its key is locked as well as what does not, but for what opens, unlocks or leaves.
  if (!OF_LOCKED.has(name) && desk.roleOf(pass.session) === null) throw locked();
  if (name === 'open' && fields['console'] !== true)
    throw new CitywallError('origin-refused', {
      what: "The wall's own windows are served on its own machine alone.",
      hint: 'Open /?console here.',
    });
  return { ...fields, session: pass.session };
}

/** What a screen wants: what one on the wall's own machine may, and nothing that is somebody's. */
const SCREENS = new Set(['open', 'subscribe', 'ask']);
function ofScreen(pass: MachinePass, name: string, fields: Record<string, unknown>, desk: PassDesk): unknown {
  if (!desk.isEnrolled(pass))
    throw new CitywallError('machine-needed', {
      what: 'This machine is no screen of the wall any more.',
      hint: 'Open /?console here and enrol it again.',
    });
  if (SCREENS.has(name) && fields['session'] === undefined && fields['console'] !== true) return fields;
  throw new CitywallError('origin-refused', {
    what: 'A screen of the wall is nobody’s console.',
    hint: 'Open /?console here.',
  });
}

/** What a locked console may want all the same. */
const OF_LOCKED = new Set(['open', 'lock', 'unlock', 'signOut']);
const locked = (): CitywallError =>
  new CitywallError('session-locked', {
    what: 'This console is locked.',
    hint: 'Give the password of whoever is signed in on it.',
  });

const needed = (): CitywallError =>
  new CitywallError('session-needed', { what: 'Nobody is signed in on this console.', hint: 'Sign in.' });

/** Compares in a time that tells nothing of where they differ. */
function isSame(shown: unknown, key: string): boolean {
  const [one, other] = [String(shown), key].map((text) => createHash('sha256').update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}
