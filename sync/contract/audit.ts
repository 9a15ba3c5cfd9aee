import { z } from 'zod';

/** What is written in the audit log, by kind. A kind that was released keeps its meaning: entries are read for years. */
const deeds = [
  // A host began and came to its end, and what was in force then.
  ...(['started', 'ended', 'inForce'] as const),
  // Who may come: each account with its role, and a hash of all that an account is.
  'accounts',
  // Who came and went. Wrong tries of a minute are one entry that says how many.
  ...(['signIn', 'signInRefused', 'signOut', 'locked', 'unlocked', 'sessionEnded'] as const),
  // Somebody gives their account another password: before it is, and what became of it.
  'password',
  // The session of a console was shown from another machine than it was made on; of a minute one entry that says how many.
  'sessionElsewhere',
  // Which other machines are screens of the wall, each with its address; before one becomes or ceases to be one; and one whose cookie was shown
  // from another address, of a minute one entry.
  ...(['machines', 'machineEnrolled', 'machineRevoked', 'machineElsewhere'] as const),
  // A command before anything of it is done, and what became of it.
  ...(['command', 'decided'] as const),
  // Somebody was called: each step of a call and of what tells of it, which the outcome names.
  'call',
  // Somebody looked at one field of a personal part, before it was told; or was not let.
  ...(['look', 'lookRefused'] as const),
  // A list left as a file, before its first row did; and what became of it: how many rows.
  ...(['export', 'exported'] as const),
  // Personal parts were destroyed with their keys.
  'wipe',
  // Of the log itself: a half entry at its end that nobody was answered by; what could not be written; an anchor older than the log.
  ...(['torn', 'missed', 'anchorOlder', 'renewed'] as const),
] as const;

/** A name or number of a thing: no words, so that nothing anybody typed comes into the log by it. */
const thing = z.string().regex(/^[^\s\p{C}]{1,200}$/u);
/** Any name as it can stand there. */
export const asThing = (name: string): string => name.replace(/[\s\p{C}]/gu, '_').slice(0, 200) || '_';

/** Who did something: the account, in which role, and on which console, as far as each is known. */
const who = z.strictObject({
  account: z.string().max(120).exactOptional(),
  role: z.string().max(40).exactOptional(),
  console: z.string().max(120).exactOptional(),
});
export type Who = z.infer<typeof who>;

/** What is to be written. No password, no token, and nothing personal but the account. */
export const auditNote = z.strictObject({
  /** The city's time, as well as it was known. */
  at: z.int(),
  /** The machine's. */
  clock: z.int(),
  what: z.enum(deeds),
  /** Null where no person did. */
  who: who.nullable(),
  /** The things it is about, by what they are: `{"command": "acknowledge", "alerts": [...]}`. */
  of: z.record(z.string().max(40), z.union([thing, z.int(), z.array(thing).max(500)])),
  /** What came of it, by a code. */
  outcome: thing.exactOptional(),
});
export type AuditNote = z.infer<typeof auditNote>;

/** The end of the log at some time: how many entries there were, and the hash of the last. */
export const anchor = z.object({ n: z.int().min(0), hash: z.string().regex(/^[0-9a-f]{64}$/) });
export type Anchor = z.infer<typeof anchor>;
