import { z } from 'zod';
import { sheetHash } from './handover.ts';
import { DAY, HOUR, instant } from './instants.ts';
import type { Role } from './people.ts';
import { attachment, code, quantity, requestAbout, requestRecord, rev } from './records.ts';
import { MOVES } from './requests.ts';
import { perhapsSaid, said } from './said.ts';

/** A row of the table of commands: all that windows, hosts and cities must agree on. */
interface Row {
  /** What is said with it. `board` and `panel` name the same in every command: what the profile has of that id. */
  payload: z.ZodObject;
  /** Who may give it, and nobody else. */
  roles: readonly [Role, ...Role[]];
  /** How long it is of use, milliseconds: after that it is not carried out any more. */
  lasts: number;
  /** Who decides what becomes of it: the city, to which it goes through the outbox, or this host at once. */
  decidedBy: 'city' | 'host';
}

/** The tile that something is said of, and the instant it showed. */
const tile = { board: code, panel: code, asOf: instant };
/** Alerts by their ids: as many as one says something of at once. */
const alerts = z.array(z.string().min(1).max(64)).min(1).max(200);
/** Only what whoever asks did, and nobody changed since: so that who takes back their own does not take from somebody else. */
const own = z.boolean().exactOptional();
/** The request that something is done with, by its id, and its revision as it was shown. */
const shown = { request: code, rev };
/** What is asked of units goes to the city, and a line may be cut for days. */
const ofRequests = { lasts: 30 * DAY, decidedBy: 'city' } as const;
const links = z.array(attachment).max(10);
/** What an operator does to alerts is decided here, and is of no use after a while. */
const atOnce = { roles: ['operator', 'administrator'], lasts: HOUR, decidedBy: 'host' } as const;

/**
 * Every command there is. A new one is a row here, its handler in `sync/commands/handlers.ts`, without which this does not
 * compile, and its words in the locales. A row that was released is not changed, or old peers read it wrongly: rather
 * give the other meaning another name. A city that does not know a command refuses it by its name.
 */
export const commands = {
  /** "This is wrong" or "this is missing", for whoever answers for the data. A line may be cut for days. */
  report: {
    payload: z.object({ ...tile, note: said }),
    roles: ['operator', 'administrator'],
    lasts: 30 * DAY,
    decidedBy: 'city',
  },
  /** A remark for those who work here. It stays in the journal of this host. */
  note: {
    payload: z.object({ ...tile, note: said }),
    roles: ['operator', 'administrator'],
    lasts: DAY,
    decidedBy: 'host',
  },
  /** "Explain this", "do that", "handle this case otherwise": a unit is asked, until a deadline. Its key is the request's id. */
  ask: {
    payload: z.object({
      asks: requestRecord.shape.asks,
      about: requestAbout,
      unit: code,
      wants: requestRecord.shape.wants,
      text: said,
      links,
      dueAt: instant,
    }),
    roles: MOVES.ask.by,
    ...ofRequests,
  },
  remind: { payload: z.object({ ...shown, text: perhapsSaid }), roles: MOVES.remind.by, ...ofRequests },
  withdraw: { payload: z.object({ ...shown, text: perhapsSaid }), roles: MOVES.withdraw.by, ...ofRequests },
  accept: { payload: z.object({ ...shown, text: perhapsSaid }), roles: MOVES.accept.by, ...ofRequests },
  /** Sent back to the unit, with why, and perhaps until another deadline. */
  sendBack: {
    payload: z.object({ ...shown, text: said, dueAt: instant.exactOptional() }),
    roles: MOVES.sendBack.by,
    ...ofRequests,
  },
  /** The unit has it; and what it answers. */
  receive: {
    payload: z.object({ ...shown, unit: code, text: perhapsSaid }),
    roles: MOVES.receive.by,
    ...ofRequests,
  },
  answer: {
    payload: z.object({ ...shown, unit: code, text: said, links }),
    roles: MOVES.answer.by,
    ...ofRequests,
  },
  /** "I have these": until when, where it is not for good. Also what takes it back, or puts them aside for a while. */
  acknowledge: {
    payload: z.object({ alerts, reason: said, until: instant.nullable() }),
    ...atOnce,
  },
  unacknowledge: { payload: z.object({ alerts, own }), ...atOnce },
  shelve: { payload: z.object({ alerts, reason: said, until: instant }), ...atOnce },
  unshelve: { payload: z.object({ alerts, own }), ...atOnce },
  /** Whose they are from now on: whoever says so, or nobody's. */
  own: { payload: z.object({ alerts, owner: z.enum(['me', 'nobody']), own }), ...atOnce },
  comment: { payload: z.object({ alerts, note: said }), ...atOnce },
  /** A rule is taken out of service, its alerts with it; and put back. */
  ruleOff: { payload: z.object({ rule: code, reason: said }), ...atOnce },
  ruleOn: { payload: z.object({ rule: code, own }), ...atOnce },
  /** What somebody assumes that an indicator comes to by the end of a year; nothing where it is taken back. */
  scenario: {
    payload: z.object({
      indicator: code,
      year: z.int().min(1900).max(2999),
      value: quantity.nullable(),
      note: perhapsSaid,
    }),
    ...atOnce,
    roles: ['operator', 'leader', 'administrator'],
  },
  /** A shift ends: whoever leaves signs what they were shown, by its hash, with what they say. Its key is the handover's id. */
  handOver: {
    payload: z.object({ seen: sheetHash, text: perhapsSaid }),
    ...atOnce,
    roles: ['operator', 'leader', 'administrator'],
  },
  /** The next shift takes over, by another person, with a remark or without. */
  takeOver: {
    payload: z.object({ handover: z.string().min(8).max(64), remark: perhapsSaid }),
    ...atOnce,
    roles: ['operator', 'leader', 'administrator'],
  },
} as const satisfies Readonly<Record<string, Row>>;

export type CommandName = keyof typeof commands;
/** What is said with a command, as its row reads it. */
export type Payload<N extends CommandName> = z.output<(typeof commands)[N]['payload']>;
type DecidedBy<Who> = {
  [N in CommandName]: (typeof commands)[N]['decidedBy'] extends Who ? N : never;
}[CommandName];
export type CityCommand = DecidedBy<'city'>;
export type HostCommand = DecidedBy<'host'>;

export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}
export const commandNames: CommandName[] = Object.keys(commands).filter(isCommand);

const payloads: { readonly [N in CommandName]: { payload: z.ZodType<Payload<N>> } } = commands;

/** What is said with a command, read by its row; or what is wrong: the path of the first field, `report.note`, and why. */
export function readPayload<N extends CommandName>(
  name: N,
  raw: unknown,
): { payload: Payload<N> } | { path: string; why: string } {
  const read = payloads[name].payload.safeParse(raw);
  if (read.success) {
    if (JSON.stringify({ what: name, ...read.data }).length <= MOST_SAID) return { payload: read.data };
    return { path: name, why: `more than ${MOST_SAID} characters` };
  }
  const [issue] = read.error.issues;
  return { path: [name, ...(issue?.path ?? [])].join('.'), why: issue?.message ?? 'not readable' };
}

/** A name that is unique for ever, made by who asks: all that bears it is one command. */
export const commandKey = z.string().min(8).max(64);

/** The most that may be said with a command, characters of JSON: a journal keeps it for ever. */
export const MOST_SAID = 16 * 1024;

/**
 * A command on its way: `what` names it, the rest is what is said with it, and only who decides it reads that. So one that
 * a city does not know, or reads otherwise, is refused by its name, and the line stays up.
 */
export const commandPayload = z
  .looseObject({ what: z.string().min(1).max(40) })
  .refine((payload) => JSON.stringify(payload).length <= MOST_SAID, `more than ${MOST_SAID} characters`);

/** Who gives a command: by what account, what they are called, what they are here, and which units they answer for; none is the whole city. */
const giver = z.object({
  name: z.string().min(1).max(200),
  fullName: z.string().min(1).max(200).optional(),
  role: z.string().max(40),
  units: z.array(code).max(300),
});
export type Giver = z.infer<typeof giver>;

/** A command on its way up. The city answers a repeat of its key from what it stored. */
export const command = z.object({
  client: z.string().min(1).max(64),
  /** Growing for each client: the order they were given in. */
  n: z.int().min(1),
  key: commandKey,
  payload: commandPayload,
  /** Absent where no person gave it, and of one that was kept before persons were. */
  by: giver.optional(),
  givenAt: instant,
  expires: instant,
});

/**
 * Why a command was decided as it was, or what of it was not done, by a code: its words are the locales' (`commands.vi.ts`). `other` is
 * one of a newer release.
 */
export const remarkCode = z
  .enum([
    ...(['noAlert', 'closed', 'taken', 'untaken', 'unshelved', 'unowned', 'yours', 'timeOver'] as const),
    ...(['has', 'tooLong'] as const),
    ...(['noRequest', 'notInState', 'notYourRole', 'notYourUnit', 'deadlinePassed', 'tooMuch'] as const),
    ...(['changedSince', 'noHandover', 'ownHandover', 'takenOver'] as const),
    ...(['noRule', 'ruleIsOff', 'ruleIsOn', 'notHere', 'unreadable', 'late', 'other'] as const),
  ])
  .catch('other');
export const remark = z.object({
  code: remarkCode,
  /** Whom or what it names: a session, a rule, a command, a field. */
  name: z.string().max(300).optional(),
  /** So many of those that the command names; absent where it names one. */
  n: z.int().min(1).optional(),
});
export type Remark = z.infer<typeof remark>;

/** The longest reason that travels, characters. */
export const MOST_REASON = 500;

export const commandResult = z.object({
  key: commandKey,
  outcome: z.enum(['applied', 'rejected', 'expired']),
  /** In words of whoever decided: shown where there are no remarks, which have words in the reader's language. */
  reason: z.string().max(MOST_REASON),
  remarks: z.array(remark).max(20).optional(),
  at: instant,
});

export type Command = z.infer<typeof command>;
export type CommandPayload = z.infer<typeof commandPayload>;
export type CommandResult = z.infer<typeof commandResult>;
/** What is decided about a command. Reason and remarks are for the person who gave it. */
export type Decision = Pick<CommandResult, 'reason' | 'remarks'> & { outcome: 'applied' | 'rejected' };

/** What became of a command that cannot be read, whoever should have sent or decided it: the first field that is wrong, and why. */
export function unreadable(key: string, { issues: [issue] }: z.ZodError, at: number): CommandResult {
  const name = issue?.path.join('.') ?? '';
  const reason = `${name}: ${issue?.message ?? 'not readable'}`.slice(0, MOST_REASON);
  return {
    key,
    outcome: 'rejected',
    reason,
    remarks: [{ code: 'unreadable', name: name.slice(0, 300) }],
    at,
  };
}
