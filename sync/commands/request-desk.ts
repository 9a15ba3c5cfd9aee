import type { Command, Decision, Payload, Remark } from '../contract/commands.ts';
import type { Instant } from '../contract/instants.ts';
import { code, MOST_ENTRIES, type RequestRecord } from '../contract/records.ts';
import { moved, MOVES, standingAt, type RequestMove } from '../contract/requests.ts';

/** What a command makes of a request: the move that it is, the request by its id, and what is said with it. */
export type RequestCommand =
  | ({ what: 'ask' } & Payload<'ask'>)
  | {
      what: Exclude<RequestMove, 'ask'>;
      request: string;
      rev: number;
      text: string;
      links?: string[] | undefined;
      dueAt?: Instant | undefined;
    };

/** Where a city keeps its requests. All of a decision is made between one look and one write, with nothing in between. */
export interface RequestBook {
  /** The request of that id, as it is held. */
  held(id: string): RequestRecord | null;
  /** Whether what somebody was shown is still so: the value of an indicator, the revision of a case. */
  stillSo(about: RequestRecord['about']): boolean;
}

/** What is decided about a command, and the record that it leads to, where it does. */
interface Played {
  decision: Decision;
  record?: RequestRecord;
}

const APPLIED: Decision = { outcome: 'applied', reason: '' };
const refused = (reason: string, why: Remark): Played => ({
  decision: { outcome: 'rejected', reason, remarks: [why] },
});

/**
 * What a command makes of the city's requests, as a pure function of what is held. A command that was carried out already, by its key
 * in the request's history, is answered alike and changes nothing: so that one whose answer was lost takes effect once.
 */
export function playRequest(
  asked: RequestCommand,
  { key, by }: Pick<Command, 'key' | 'by'>,
  book: RequestBook,
  now: Instant,
): Played {
  const id = asked.what === 'ask' ? key : asked.request;
  if (!code.safeParse(id).success)
    return refused('The key is no id of a request.', { code: 'unreadable', name: 'key' });
  const held = book.held(id);
  if (held?.history.some((entry) => entry.key === key)) return { decision: APPLIED };
  const unit = asked.what === 'ask' ? asked.unit : held?.unit;
  if (unit === undefined || (held === null) !== (asked.what === 'ask'))
    return refused('There is no such request.', { code: 'noRequest' });
  const stranger = mayNot(asked.what, unit, by);
  if (stranger !== null) return stranger;
  if (asked.dueAt !== undefined && asked.dueAt <= now)
    return refused('Its deadline had passed when it reached the city.', { code: 'deadlinePassed' });
  if ((held?.history.length ?? 0) >= MOST_ENTRIES)
    return refused('Too much happened to this request.', { code: 'tooMuch' });
  const at = Math.max(now, held?.history.at(-1)?.at ?? 0);
  const { what, dueAt } = asked;
  const stands = held === null ? null : standingAt(held.history, Infinity);
  const next = moved(stands, { at, what, dueAt });
  if (next === null)
    return refused('The request does not stand so any more.', {
      code: 'notInState',
      name: held?.state ?? '',
    });
  const entry: RequestRecord['history'][number] = {
    at,
    what,
    by: { ...partyOf(by), ...(by?.role === 'officer' ? { unit } : {}) },
    text: asked.text,
    ...(asked.links === undefined || asked.links.length === 0 ? {} : { links: asked.links }),
    ...(dueAt === undefined ? {} : { dueAt }),
    key,
  };
  const begun = held ?? begin(asked, id);
  if (begun === null) return refused('There is no such request.', { code: 'noRequest' });
  const record = { ...begun, rev: begun.rev + 1, ...next, history: [...begun.history, entry] };
  const seen = asked.what === 'ask' ? book.stillSo(asked.about) : asked.rev === held?.rev;
  const decision: Decision = seen ? APPLIED : { ...APPLIED, remarks: [{ code: 'changedSince' }] };
  return { decision, record };
}

/** Whoever gave a command, as the history has them: by what they are called, where that is known, and by their account. */
function partyOf(
  by: Command['by'],
): Pick<RequestRecord['history'][number]['by'], 'name' | 'account' | 'office'> {
  const { name = '', fullName } = by ?? {};
  return fullName === undefined || fullName === name
    ? { name, office: '' }
    : { name: fullName, account: name, office: '' };
}

/** The request that a command makes something of, by its id; null where it is about none. */
export function requestMeant({ key, payload }: Command): string | null {
  const { what, request } = payload;
  if (what === 'ask') return key;
  return typeof request === 'string' && Object.hasOwn(MOVES, what) ? request : null;
}

/** A request before its first entry. */
function begin(asked: RequestCommand, id: string): RequestRecord | null {
  if (asked.what !== 'ask') return null;
  const { asks, about, unit, wants, dueAt } = asked;
  return {
    ...{ kind: 'request', id, rev: 0, asks, about, unit, state: 'asked', dueAt, history: [] },
    ...(wants === undefined ? {} : { wants }),
  };
}

/** Why somebody may not make a move with what is asked of a unit; null where they may. */
function mayNot(what: RequestMove, unit: string, by: Command['by']): Played | null {
  const role = MOVES[what].by.find((one) => one === by?.role);
  if (by === undefined || role === undefined)
    return refused(`"${what}" is for ${MOVES[what].by.join(', ')}.`, { code: 'notYourRole' });
  // Whoever answers for no unit by name answers for the whole city.
  if (role !== 'officer' || by.units.length === 0 || by.units.includes(unit)) return null;
  return refused(`${by.name} does not answer for ${unit}.`, { code: 'notYourUnit', name: unit });
}
