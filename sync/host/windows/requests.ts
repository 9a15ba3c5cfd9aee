import type { z } from 'zod';
import type { Answer } from '../../contract/answers.ts';
import { CitywallError, type ErrorCode } from '../../contract/errors.ts';
import { ROLES, type Asker, type KnownMachine, type KnownSession, type Role } from '../../contract/people.ts';
import type { MaskedPart, PersonalValue } from '../../contract/personal.ts';
import { requireAsk, requireRight } from '../../contract/rights.ts';
import {
  type ExportBegun,
  type ExportRead,
  exportRequest,
  type ExportTold,
  ticketRequest,
  type TicketRequest,
} from '../../contract/exports.ts';
import {
  askRequest,
  type Given,
  giveRequest,
  type GiveRequest,
  type LookRead,
  lookRequest,
  type Opened,
  openRequest,
  type OpenRequest,
  partRequest,
  type PartRequest,
  type Reply,
  saidRequest,
  type SaidRequest,
  endRequest,
  type EndRequest,
  sessionRequest,
  type SessionRequest,
  signInRequest,
  type SignInRequest,
  type SignedIn,
  machineRequest,
  type MachineRequest,
  passwordRequest,
  type PasswordRequest,
  unlockRequest,
  type UnlockRequest,
  subscribeRequest,
  type SubscribeRequest,
  type WindowToHost,
} from '../../contract/link.ts';
import { keyOf, type Question } from './keyed.ts';
import type { MachinePass } from './pass.ts';
import type { Standing } from './turns.ts';

/** What the link asks of the host. */
export interface LinkDesk {
  /** What a window shows. Throws `screen-unknown` or `board-unknown`. */
  open(request: OpenRequest): Opened;
  /** Trades a password for a session. Throws `sign-in-wrong`. */
  signIn(request: SignInRequest, asker: string): Promise<SignedIn>;
  /** What is done with a session itself. Each throws `session-needed` where there is none. */
  signOut(request: SessionRequest): Promise<void>;
  lock(request: SessionRequest): Promise<void>;
  unlock(request: UnlockRequest, asker: string): Promise<void>;
  /** Throws `sign-in-wrong` where the password of before is another, or `password-invalid`. */
  changePassword(request: PasswordRequest, asker: string): Promise<void>;
  sessions(request: SessionRequest): Promise<KnownSession[]>;
  endSession(request: EndRequest): Promise<void>;
  /** Other machines that are screens of the wall. Both throw `role-needed`. */
  machines(request: SessionRequest): Promise<KnownMachine[]>;
  revokeMachine(request: MachineRequest): Promise<void>;
  /** Whether another machine is a screen of the wall still. */
  isEnrolled(pass: MachinePass): boolean;
  /** A text that is another once another is signed in by a session, or by none, or others may sign in. */
  peopleTold(session: string): string;
  /** Whether there is such a session, locked or not. */
  has(session: string): boolean;
  /** What somebody with a session is here for; null where there is no such session. */
  roleOf(session: string): Role | null;
  /** Takes a command; resolves when it is on disk. Rejects with why it is not taken. */
  give(request: GiveRequest): Promise<Given>;
  /** What people typed with commands, by key. Throws `session-needed`. */
  said(request: SaidRequest): Promise<Record<string, string>>;
  /** Which fields the personal part of a case has. Throws `session-needed`. */
  part(request: PartRequest): Promise<MaskedPart>;
  /** What stands in one of them: written down before it is answered. Throws `session-needed`, or why it may not be. */
  look(request: LookRead): Promise<PersonalValue>;
  /** Makes a list a file. Throws `session-needed`, `role-needed`, `window-busy`, `audit-unwritten`. */
  export(request: ExportRead): Promise<ExportBegun>;
  exported(request: TicketRequest): Promise<ExportTold>;
  stopExport(request: TicketRequest): Promise<void>;
  /** Whether a question takes long, and is answered while others are. */
  isLong(question: Question): boolean;
  /** Whether a screen of the wall asks a question, by its key. */
  isWalls(key: string): boolean;
  /** Answers one question apart from the frames, at the city's now or an earlier instant. */
  ask(question: Question, at: number | null, asker: string): Promise<Answer>;
  /** Whoever asked waits no longer for what takes long. */
  enough(asker: string): void;
  /** Whoever asked has gone, and waits for nothing more. */
  gone(asker: string): void;
}

/** A window, as what it requests is done for it. */
export interface Requester {
  readonly id: string;
  readonly desk: LinkDesk;
  /** Who is at it just now. */
  readonly asker: Asker;
  /** Whether it was opened as a console. */
  readonly isConsole: boolean;
  opened(request: OpenRequest): void;
  /** Somebody has signed in on it. */
  signedIn(session: string): void;
  subscribe(request: SubscribeRequest): Promise<number>;
}

/** How a request waits for its turn. */
interface Queued {
  /** Where it is another than its window's. */
  standing?: Standing;
  key?: string;
  slot?: string;
}

/** A kind of request: its schema, the code of a failure that has none, how it waits, and what is done. */
interface Kind<R, V> {
  schema: z.ZodType<R>;
  fallback: ErrorCode;
  queued?: (request: R, window: Requester) => Queued;
  /** The session it shows that it has, if any. */
  session?: (request: R) => string | undefined;
  done: (request: R, window: Requester) => V | Promise<V>;
}

type RequestName = Exclude<keyof WindowToHost, 'enough'>;
type ValueOf<N extends RequestName> =
  Parameters<Parameters<WindowToHost[N]>[1]>[0] extends Reply<infer V> ? V : never;
type RequestOf<N extends RequestName> = Parameters<WindowToHost[N]>[0];

/** A request that is ready to be done. */
export interface Prepared {
  fallback: ErrorCode;
  session: string | undefined;
  queued: Queued;
  done: () => Promise<unknown>;
}
type Prepare = (raw: unknown, window: Requester) => Prepared;

const kind =
  <N extends RequestName, R = RequestOf<N>>(own: Kind<R, ValueOf<N>>): Prepare =>
  (raw, window) => {
    const request = read(own.schema, raw);
    return {
      fallback: own.fallback,
      session: own.session?.(request),
      queued: own.queued?.(request, window) ?? {},
      done: async () => own.done(request, window),
    };
  };

/** What only whoever shows a session may have done. */
type SessionDeed =
  'exported' | 'stopExport' | 'signOut' | 'lock' | 'unlock' | 'changePassword' | 'sessions' | 'endSession';
const ofSession = <N extends SessionDeed | 'machines' | 'revokeMachine'>(
  schema: Kind<RequestOf<N>, ValueOf<N>>['schema'],
  done: Kind<RequestOf<N>, ValueOf<N>>['done'],
): Prepare => kind<N>({ schema, fallback: 'host-fault', session: ({ session }) => session, done });
const nothing = (done: Promise<void>): Promise<null> => done.then(() => null);

/** Every request there is: none is served but by its row, within its window's budget and when its turn has come. */
const KINDS: Readonly<Record<RequestName, Prepare>> = {
  open: kind<'open'>({
    schema: openRequest,
    fallback: 'option-invalid',
    session: ({ session }) => session,
    done(request, window) {
      const opened = window.desk.open(request);
      window.opened(request);
      return opened;
    },
  }),
  subscribe: kind<'subscribe'>({
    schema: subscribeRequest,
    fallback: 'question-failed',
    queued: ({ subscriptions }, { desk }) => ({
      slot: 'subscribe',
      // What screens ask is answered anyhow.
      ...(subscriptions.every((one) => desk.isWalls(keyOf(one))) ? { standing: 'wall' } : {}),
    }),
    async done(request, window) {
      for (const [i, { name }] of request.subscriptions.entries())
        requireAsk(name, window.asker, `subscriptions.${i}.name`);
      const long = request.subscriptions.findIndex((one) => window.desk.isLong(one));
      if (long >= 0)
        throw new CitywallError('question-params', {
          what: 'this question takes long and is not asked anew with each frame',
          where: `subscriptions.${long}.name`,
          hint: 'Ask it by itself.',
        });
      return { seq: await window.subscribe(request) };
    },
  }),
  signIn: kind<'signIn'>({
    schema: signInRequest,
    fallback: 'host-fault',
    async done(request, window) {
      const signedIn = await window.desk.signIn(request, window.id);
      window.signedIn(signedIn.session);
      return signedIn;
    },
  }),
  signOut: ofSession<'signOut'>(sessionRequest, async (request, { desk }) => nothing(desk.signOut(request))),
  lock: ofSession<'lock'>(sessionRequest, async (request, { desk }) => nothing(desk.lock(request))),
  unlock: ofSession<'unlock'>(unlockRequest, async (request, { desk, id }) =>
    nothing(desk.unlock(request, id)),
  ),
  changePassword: ofSession<'changePassword'>(passwordRequest, async (request, { desk, id }) =>
    nothing(desk.changePassword(request, id)),
  ),
  sessions: ofSession<'sessions'>(sessionRequest, (request, { desk }) => desk.sessions(request)),
  endSession: ofSession<'endSession'>(endRequest, async (request, { desk }) =>
    nothing(desk.endSession(request)),
  ),
  machines: ofSession<'machines'>(sessionRequest, (request, { desk }) => desk.machines(request)),
  revokeMachine: ofSession<'revokeMachine'>(machineRequest, async (request, { desk }) =>
    nothing(desk.revokeMachine(request)),
  ),
  give: kind<'give'>({
    schema: giveRequest,
    fallback: 'command-invalid',
    session: ({ session }) => session,
    done: (request, { desk }) => desk.give(request),
  }),
  said: kind<'said'>({
    schema: saidRequest,
    fallback: 'question-failed',
    session: ({ session }) => session,
    done: (request, { desk }) => desk.said(request),
  }),
  part: kind<'part'>({
    schema: partRequest,
    fallback: 'question-failed',
    session: ({ session }) => session,
    done(request, window) {
      requireConsole(window);
      return window.desk.part(request);
    },
  }),
  look: kind<'look', LookRead>({
    schema: lookRequest,
    fallback: 'question-failed',
    session: ({ session }) => session,
    done(request, window) {
      requireConsole(window);
      return window.desk.look(request);
    },
  }),
  export: kind<'export', ExportRead>({
    schema: exportRequest,
    fallback: 'question-failed',
    session: ({ session }) => session,
    done(request, window) {
      requireConsole(window, 'make a list a file', 'export');
      return window.desk.export(request);
    },
  }),
  exported: ofSession<'exported'>(ticketRequest, (request, { desk }) => desk.exported(request)),
  stopExport: ofSession<'stopExport'>(ticketRequest, async (request, { desk }) =>
    nothing(desk.stopExport(request)),
  ),
  ask: kind<'ask'>({
    schema: askRequest,
    fallback: 'question-failed',
    queued({ slot, at, name, params }, { desk }) {
      const own = slot === undefined ? {} : { slot: `ask ${slot}` };
      if (desk.isLong({ name, params })) return { standing: 'long', slot: 'long' };
      const key = keyOf({ name, params });
      if (at === undefined && desk.isWalls(key)) return { ...own, key, standing: 'wall' };
      return { ...own, key: `${at ?? ''} ${key}` };
    },
    done({ at, slot: _slot, ...question }, { desk, id, asker }) {
      requireAsk(question.name, asker);
      return desk.ask(question, at ?? null, id);
    },
  }),
};

/** Throws `role-needed` for a screen of the wall, whoever's session it shows: personal parts, and files, are for consoles. */
function requireConsole({ isConsole }: Requester, what = 'look at personal parts', where = 'part'): void {
  if (!isConsole) requireRight(what, ROLES, 'wall', where);
}

const isRequest = (name: string): name is RequestName => Object.hasOwn(KINDS, name);

/** What is to be done for a request of a window; null where there is no such request. Throws `question-params`, naming the first path that is wrong. */
export function prepared(name: string, request: unknown, window: Requester): Prepared | null {
  return isRequest(name) ? KINDS[name](request, window) : null;
}

/** A request as its schema reads it. */
function read<T>(schema: z.ZodType<T>, request: unknown): T {
  const result = schema.safeParse(request);
  if (result.success) return result.data;
  const issue = plainest(result.error.issues);
  throw new CitywallError('question-params', {
    what: issue?.message ?? 'not a request',
    where: issue?.path.join('.') ?? '',
    hint: 'See sync/contract/link.ts.',
  });
}

/** The first of what is wrong; of a choice, within the one that least is wrong with. */
function plainest([first]: readonly z.core.$ZodIssue[]): z.core.$ZodIssue | undefined {
  if (first?.code !== 'invalid_union') return first;
  const [least] = [...first.errors].sort((a, b) => a.length - b.length);
  return plainest(least ?? []) ?? first;
}
