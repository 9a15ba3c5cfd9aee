import type { ExportBegun, ExportRequest, ExportTold, TicketRequest } from './exports.ts';
import type { BaseMap } from './base-map.ts';
import type { Answer } from './answers.ts';
import type { Board, Screen, Wall } from './boards.ts';
import { commandKey, type CommandResult } from './commands.ts';
import type { ErrorCode } from './errors.ts';
import { z } from 'zod';
import { instant } from './instants.ts';
import type { Text } from './languages.ts';
import type { KnownMachine, KnownSession, Person, SignedInPerson } from './people.ts';
import { type MaskedPart, partOf, type PersonalValue, personalField, purpose } from './personal.ts';
import type { AreaShapes, Profile } from './profile.ts';

/** The link between the host and its windows: socket.io on loopback, namespace `/wall`. */
export const LINK_NAMESPACE = '/wall';

/** Figures change at most this often, milliseconds. */
export const FIGURES_EVERY = 2_000;
/** Heat changes at most this often. */
export const HEAT_EVERY = 250;

/** What a window asks for when it opens: a screen of the wall, one board, or nothing but the profile. */
export const openRequest = z.object({
  screen: z.int().min(1).optional(),
  board: z.string().max(80).optional(),
  /** A console: no screen of the wall, though it may show the same. */
  console: z.boolean().optional(),
  /** The session of a console that is signed in: it is answered before those that are not. */
  session: z.string().max(200).optional(),
  /** The window's picture is from this build; another build makes it reload. */
  build: z.string().max(64),
});
export type OpenRequest = z.infer<typeof openRequest>;

/**
 * An account and its password, traded for a session: what only people of some roles may do needs one. Or the code with which whoever signed in
 * with the city's account came back, and the session that this console had: where it is theirs, it goes on, and is locked no more.
 */
export const signInRequest = z.union([
  z.object({ account: z.string().min(1).max(64), password: z.string().min(1).max(200) }),
  z.object({ code: z.string().min(1).max(64), session: z.string().max(200).optional() }),
]);
export type SignInRequest = z.infer<typeof signInRequest>;
/** The token of a session, shown with all that is done in it. */
export interface SignedIn {
  session: string;
}

/** What is done with a session itself: the console is left, or locked until the password is given again. */
export const sessionRequest = z.object({ session: z.string().min(1).max(200) });
export type SessionRequest = z.infer<typeof sessionRequest>;
export const unlockRequest = sessionRequest.extend({ password: z.string().min(1).max(200) });
export type UnlockRequest = z.infer<typeof unlockRequest>;
/** Another password for the account of whoever is signed in, who shows that it is they by the one of before. */
export const passwordRequest = unlockRequest.extend({ next: z.string().min(1).max(200) });
export type PasswordRequest = z.infer<typeof passwordRequest>;
/** Another machine is a screen of this wall no more. */
export const machineRequest = sessionRequest.extend({ machine: z.string().min(1).max(64) });
export type MachineRequest = z.infer<typeof machineRequest>;
/** What another machine shows to become a screen of the wall: a code of one use. */
export const enrolRequest = z.object({ code: z.string().min(1).max(64) });
/** What the address of a line says that it is of a screen on another machine, and not of a console. */
export const WALL_LINE = { window: 'wall' } as const;
/** Ends another session, by the name it is told by. */
export const endRequest = sessionRequest.extend({ id: z.string().min(1).max(64) });
export type EndRequest = z.infer<typeof endRequest>;

/** A command, given on a console that is signed in. The key is the window's own: asked again under it, it is the same command. */
export const giveRequest = z.object({
  session: z.string().min(1).max(200),
  key: commandKey,
  name: z.string().min(1).max(40),
  /** What is said with it, as the command's row has it (`commands.ts`). */
  payload: z.record(z.string(), z.json()),
});
export type GiveRequest = z.infer<typeof giveRequest>;

/** A command that is on disk here, and what became of it; null while it waits for the city: the question `commands` tells. */
export interface Given {
  key: string;
  result: CommandResult | null;
  /** The account of whoever gave it. */
  by: string;
}

/** What people typed with commands, by their keys: read with a session alone, so that no answer to a question bears it. */
export const saidRequest = z.object({
  session: z.string().min(1).max(200),
  keys: z.array(commandKey).max(100),
});
export type SaidRequest = z.infer<typeof saidRequest>;

/** Which fields the personal part of a case has. */
export const partRequest = partOf.extend({ session: z.string().min(1).max(200) });
export type PartRequest = z.infer<typeof partRequest>;
/** One look at one field of it, which is written down before it is answered. */
export const lookRequest = partRequest.extend({ field: personalField, purpose });
export type LookRequest = z.input<typeof lookRequest>;
export type LookRead = z.output<typeof lookRequest>;

/** A live question, under an id of the window's own. */
export const subscription = z.object({
  id: z.string().min(1).max(120),
  name: z.string().max(60),
  params: z.record(z.string(), z.json()),
});
export const subscribeRequest = z.object({ subscriptions: z.array(subscription).max(200) });
export type Subscription = z.infer<typeof subscription>;
export type SubscribeRequest = z.infer<typeof subscribeRequest>;

/**
 * One question, answered once and apart from the frames: at the city's now, or an earlier instant. `slot` is a name of the window's own for
 * where the answer goes: what is asked for it anew takes the place of what still waits there.
 */
export const askRequest = subscription
  .omit({ id: true })
  .extend({ at: instant.optional(), slot: z.string().max(120).optional() });
export type AskRequest = z.infer<typeof askRequest>;

/** What a window needs of the profile to name what answers carry as codes. Nothing secret is in it. */
export type Names = Pick<
  Profile,
  'city' | 'units' | 'areas' | 'sources' | 'services' | 'indicators' | 'indexes' | 'rules' | 'alerts'
>;

export interface Opened {
  wall: Wall;
  screen: Screen;
  board: Board;
  /** Every board there is: a console goes from one to another. */
  boards: Board[];
  names: Names;
  shapes: AreaShapes;
  /** What lies below the areas; null where the profile has no base map. */
  base: BaseMap | null;
  /** The unit whose part of the city is all that this wall holds; null where it holds the whole city. */
  scope: string | null;
  /** The city says its records are invented, for demonstration. */
  demo: boolean;
  /** Whose session it was opened with; null where nobody is signed in. */
  who: SignedInPerson | null;
  /** Whether there is any account to sign in with, and those that a demonstration offers to everybody. */
  accounts: {
    any: boolean;
    offered: Person[];
    /** People sign in with the city's account, by what the profile calls it; whether passwords work beside it. */
    city: { name: Text | null; passwords: boolean } | null;
  };
  version: string;
  build: string;
}

/** The city line as windows show it. */
export interface LineState {
  state: 'live' | 'late' | 'stale' | 'empty' | 'error';
  /** When the last beat was heard, by the host's clock; null if never. */
  heard: number | null;
  city: string;
  /** A snapshot under way: records held so far, and about how many there are. */
  progress: { done: number; total: number } | null;
  /** What the host reports of itself, as codes. */
  faults: string[];
}

/**
 * One moment of the wall. Every window gets the same sequence and the same `asOf`; `answers` holds those
 * of its subscriptions that changed since the frame before. `hostTime` is corrected by the city's clock.
 */
export interface Frame {
  seq: number;
  asOf: number | null;
  hostTime: number;
  line: LineState;
  answers: Record<string, Answer>;
}

/** Events of the link. Each request is answered by its acknowledgement: the value, or an error. A request is one object, then its reply. */
export interface WindowToHost {
  open: (request: OpenRequest, reply: (result: Reply<Opened>) => void) => void;
  subscribe: (request: SubscribeRequest, reply: (result: Reply<{ seq: number }>) => void) => void;
  signIn: (request: SignInRequest, reply: (result: Reply<SignedIn>) => void) => void;
  signOut: (request: SessionRequest, reply: (result: Reply<null>) => void) => void;
  lock: (request: SessionRequest, reply: (result: Reply<null>) => void) => void;
  unlock: (request: UnlockRequest, reply: (result: Reply<null>) => void) => void;
  /** One's other sessions are over then. */
  changePassword: (request: PasswordRequest, reply: (result: Reply<null>) => void) => void;
  /** One's own sessions; an administrator's are everybody's. */
  sessions: (request: SessionRequest, reply: (result: Reply<KnownSession[]>) => void) => void;
  endSession: (request: EndRequest, reply: (result: Reply<null>) => void) => void;
  /** Other machines that are screens of the wall, for an administrator. */
  machines: (request: SessionRequest, reply: (result: Reply<KnownMachine[]>) => void) => void;
  revokeMachine: (request: MachineRequest, reply: (result: Reply<null>) => void) => void;
  /** Answered once it is on disk here. */
  give: (request: GiveRequest, reply: (result: Reply<Given>) => void) => void;
  /** The words of those that there are, by key. */
  said: (request: SaidRequest, reply: (result: Reply<Record<string, string>>) => void) => void;
  /** Of consoles alone, and in no answer to a question: answers are shared. */
  part: (request: PartRequest, reply: (result: Reply<MaskedPart>) => void) => void;
  look: (request: LookRequest, reply: (result: Reply<PersonalValue>) => void) => void;
  /** A list as a file, which is fetched by its path; how far it is; and no more of it. */
  export: (request: ExportRequest, reply: (result: Reply<ExportBegun>) => void) => void;
  exported: (request: TicketRequest, reply: (result: Reply<ExportTold>) => void) => void;
  stopExport: (request: TicketRequest, reply: (result: Reply<null>) => void) => void;
  ask: (request: AskRequest, reply: (result: Reply<Answer>) => void) => void;
  /** Nobody waits here any more for a question that takes long. Another of them ends the one before, too. */
  enough: () => void;
}
export interface HostToWindow {
  /** `drawn` is called once the picture shows it: until then the window is sent no other. */
  frame: (frame: Frame, drawn: () => void) => void;
  /** The board or the profile changed: open again. */
  reopen: () => void;
}

/** Refusals that are for a while: the same, asked again later, may be taken. */
const FOR_A_WHILE: ReadonlySet<string> = new Set<ErrorCode>(['window-busy', 'windows-full', 'given-up']);
export const isForAWhile = (code: string): boolean => FOR_A_WHILE.has(code);
/** Why a request is refused, or a window not let in; its code may be one that this build does not know. */
export const linkError = z.object({
  code: z.string(),
  what: z.string(),
  where: z.string(),
  hint: z.string(),
});
export type LinkError = z.infer<typeof linkError>;
export type Reply<T> = { ok: true; value: T } | { ok: false; error: LinkError };
