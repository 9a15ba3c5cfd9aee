import type { CommandResult, Remark } from '../../sync/contract/commands.ts';
import type { Data } from '../../sync/contract/questions/index.ts';
import type { Format, MessageKey, Say } from '../locales/index.ts';
import type { MarkOf } from './states.ts';

interface By {
  say: Say;
  format: Format;
}

/** One remark of a decision in the reader's language. */
function remarkWords({ code, name = '', n }: Remark, { say, format }: By): string {
  const what = say(`remark.${code}`, { name });
  return n === undefined ? what : say('remark.some', { n: format.count(n), what });
}

/** Why a command was decided as it was: its remarks, a sentence each; where there are none, what whoever decided says in their own words. Empty where nothing is. */
export function reasonWords(
  { reason, remarks = [] }: Pick<CommandResult, 'reason' | 'remarks'>,
  by: By,
): string[] {
  if (remarks.length > 0) return remarks.map((one) => remarkWords(one, by));
  return reason === '' ? [] : [reason];
}

type Ended = Pick<Data<'commands'>['rows'][number], 'what' | 'state'>;

/** How a command stands: its mark, and in words. */
export const COMMAND_MARKS: Readonly<Record<Ended['state'], MarkOf>> = {
  queued: 'loading',
  applied: 'done',
  rejected: 'error',
  expired: 'stale',
};
export const commandEnd = ({ what, state }: Ended, say: Say): string =>
  state === 'applied' ? say(`commands.${what}.applied`) : say(`commandState.${state}`);

/** What went wrong, as a host or the link to it reports it. */
interface Failure {
  code: string;
  /** In English, for a log; it begins with the field that is meant, where one is. */
  what: string;
  where?: string;
}

const FAILURES: Readonly<Record<string, MessageKey>> = {
  'no-reply': 'failure.noReply',
  'session-needed': 'failure.sessionNeeded',
  'session-locked': 'failure.sessionLocked',
  'sign-in-wrong': 'failure.signInWrong',
  'sign-in-over': 'failure.signInOver',
  'code-wrong': 'failure.codeWrong',
  'machine-needed': 'failure.machineNeeded',
  'password-invalid': 'failure.passwordInvalid',
  'provider-unreachable': 'failure.providerUnreachable',
  'provider-refused': 'failure.providerRefused',
  'provider-answer': 'failure.providerAnswer',
  'person-unmapped': 'failure.personUnmapped',
  'sign-in-limited': 'failure.signInLimited',
  'role-needed': 'failure.roleNeeded',
  'part-gone': 'failure.partGone',
  'look-limited': 'failure.lookLimited',
  'command-invalid': 'failure.commandInvalid',
  'question-params': 'failure.questionParams',
  'board-unknown': 'failure.boardUnknown',
  'disk-full': 'failure.diskFull',
  'audit-unwritten': 'failure.auditUnwritten',
  'answer-not-understood': 'failure.notUnderstood',
  'question-stopped': 'failure.stopped',
  'given-up': 'failure.stopped',
  'window-busy': 'failure.windowBusy',
  'windows-full': 'failure.windowsFull',
};
/** Codes of which it helps to know where. */
const PLACED = new Set(['command-invalid', 'question-params']);

/** What went wrong in the reader's language, with the field or name that is meant. */
export function failureWords({ code, what, where }: Failure, say: Say): string {
  const key = FAILURES[code];
  if (key === undefined) return say('failure.other', { code });
  const place = PLACED.has(code) ? (/^[\w.[\]-]+(?=: )/.exec(what)?.[0] ?? where ?? '') : '';
  return place === '' ? say(key) : say('failure.at', { what: say(key), where: place });
}
