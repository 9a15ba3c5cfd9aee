import { asThing, type Who } from '../../contract/audit.ts';
import { type CommandName, isCommand, readPayload } from '../../contract/commands.ts';
import { CitywallError } from '../../contract/errors.ts';
import type { GiveRequest, SessionRequest } from '../../contract/link.ts';
import type { Person } from '../../contract/people.ts';
import type { LinkDesk } from '../windows/requests.ts';
import type { Audit, Deed } from './audit-desk.ts';

/** Who has a session. */
interface Known {
  /** Throws `session-needed`, or `session-locked`. */
  whoHas(session: string): Promise<Pick<Person, 'id' | 'role'>>;
  /** Locked or not; null where there is none. */
  whoIs(session: string): Pick<Person, 'id' | 'role'> | null;
}

/** What of a command's payload names things; the rest is words or figures, and stands in the journal. */
const NAMING = new Set([
  ...['alerts', 'rule', 'indicator', 'year', 'board', 'panel', 'owner'],
  ...['request', 'unit', 'service', 'id', 'case', 'seen', 'handover'],
]);

/**
 * A desk whose deeds are in the audit log: a command before anything of it is done, and what became of it; a sign-in before its session
 * is handed out, an unlocked one before it is of use. Where that cannot be written, neither is.
 */
export function audited(desk: LinkDesk, audit: Audit, sessions: Known): LinkDesk {
  const refused =
    (console: string) =>
    (error: unknown): never => {
      if (error instanceof CitywallError && (error.code === 'sign-in-wrong' || error.code === 'sign-in-over'))
        audit.refused(error.code, { console });
      throw error;
    };
  /** Nobody is kept from leaving: it is written once they have. */
  const left =
    (what: 'signOut' | 'locked', leave: (request: SessionRequest) => Promise<void>) =>
    async (request: SessionRequest): Promise<void> => {
      const known = sessions.whoIs(request.session);
      await leave(request);
      if (known !== null) audit.tell({ what, who: whoIs(known), of: {} });
    };
  return {
    ...desk,
    signOut: left('signOut', (request) => desk.signOut(request)),
    lock: left('locked', (request) => desk.lock(request)),
    async signIn(request, asker) {
      const signedIn = await desk.signIn(request, asker).catch(refused(asker));
      const account = 'account' in request ? request.account : (sessions.whoIs(signedIn.session)?.id ?? '');
      const of = 'account' in request ? {} : { by: 'provider' };
      await audit.note({ what: 'signIn', who: { account, console: asker }, of }).catch(async (error) => {
        // What the provider unlocked is locked again.
        if ('code' in request && request.session === signedIn.session) await desk.lock(signedIn);
        throw error;
      });
      return signedIn;
    },
    async unlock(request, asker) {
      await desk.unlock(request, asker).catch(refused(asker));
      const who = whoIs(await sessions.whoHas(request.session));
      await audit.note({ what: 'unlocked', who: { ...who, console: asker }, of: {} }).catch(async (error) => {
        await desk.lock(request);
        throw error;
      });
    },
    async changePassword(request, asker) {
      const who = { ...whoIs(await sessions.whoHas(request.session)), console: asker };
      await audit.note({ what: 'password', who, of: {} });
      const outcome = (code: string): void => audit.tell({ what: 'password', who, of: {}, outcome: code });
      await desk.changePassword(request, asker).catch((error: unknown) => {
        outcome(error instanceof CitywallError ? error.code : 'host-fault');
        throw error;
      });
      outcome('applied');
    },
    async endSession(request) {
      const who = whoIs(await sessions.whoHas(request.session));
      await audit.note({ what: 'sessionEnded', who, of: { session: asThing(request.id) } });
      await desk.endSession(request);
    },
    async give(request) {
      const who = whoIs(await sessions.whoHas(request.session));
      const of = { command: isCommand(request.name) ? request.name : 'unknown', key: keyOf(request) };
      await audit.note({
        what: 'command',
        who,
        of: { ...of, ...(isCommand(request.name) ? named(request.name, request.payload) : {}) },
      });
      const decided = (outcome: string): void => audit.tell({ what: 'decided', who, of, outcome });
      const given = await desk.give(request).catch((error: unknown) => {
        decided(error instanceof CitywallError ? error.code : 'host-fault');
        throw error;
      });
      if (given.result !== null) decided(given.result.outcome);
      return given;
    },
  };
}

const whoIs = ({ id, role }: Pick<Person, 'id' | 'role'>): Who => ({ account: id, role });

/** A key is the window's own, and might be anything. */
const keyOf = ({ key }: GiveRequest): string => (/^[\w-]{8,64}$/.test(key) ? key : 'unreadable');

/** What a command names, as its row reads it; nothing where it cannot. */
function named<N extends CommandName>(name: N, raw: unknown): Deed['of'] {
  const read = readPayload(name, raw);
  if ('why' in read) return {};
  const { about, ...fields }: Record<string, unknown> = read.payload;
  return { ...namedIn(fields, NAMING), ...namedIn(about, null) };
}

/** The names in the fields of an object; null takes every field. */
function namedIn(value: unknown, naming: ReadonlySet<string> | null): Deed['of'] {
  const of: Deed['of'] = {};
  if (typeof value !== 'object' || value === null) return of;
  const fields: Record<string, unknown> = { ...value };
  for (const [field, name] of Object.entries(fields)) {
    if (naming?.has(field) === false) continue;
    if (typeof name === 'number' && Number.isSafeInteger(name)) of[field] = name;
    else if (typeof name === 'string') of[field] = asThing(name);
    else if (Array.isArray(name)) of[field] = name.map((one) => asThing(String(one)));
  }
  return of;
}
