import type { Call, CallEvent, CallEventOf, CallsKnown, CallWay } from '../../contract/calls.ts';
import { callsAfter } from '../../contract/calls.ts';
import type { CallRule, DutyPerson } from '../../contract/duty.ts';
import { MINUTE, type Instant } from '../../contract/instants.ts';
import type { OnDuty } from './roster.ts';
import { keyOf, type Seen } from './seen.ts';

/** What a step goes by. */
export interface StepFacts {
  at: Instant;
  rules: readonly CallRule[];
  onDuty: (rule: string) => OnDuty;
  /** By which ways somebody can be reached. */
  waysOf: (person: DutyPerson) => readonly CallWay[];
  /** How long ago a call took its last step, milliseconds that really passed. */
  waited: (call: string) => number;
  demo: boolean;
  /** A name that nothing else has. */
  name: () => string;
}

/**
 * What happens to calls now: which begin, which end, which climb. `seen` is null where nobody could look: calls climb all the same. What one
 * person is to be told of at once is one message.
 */
export function nextStep(known: CallsKnown, seen: Seen | null, facts: StepFacts): CallEvent[] {
  const { at, rules, demo, name } = facts;
  const ruleOf = new Map(rules.map((rule) => [rule.id, rule]));
  const open = [...known.calls.values()].filter(({ ended }) => ended === null);
  const begun: CallEventOf<'opened'>[] = [];
  const there = new Set(open.map(keyOf));
  for (const wanted of seen?.wanted(rules) ?? []) {
    if (there.has(keyOf(wanted))) continue;
    there.add(keyOf(wanted));
    begun.push({ event: 'opened', at, call: name(), ...wanted, demo });
  }
  const messages = new Map<string, string>();
  const messageFor = (account: string): string => {
    const message = messages.get(account) ?? name();
    messages.set(account, message);
    return message;
  };
  const now = callsAfter(known, begun);
  const steps = [...now.calls.values()]
    .filter(({ ended }) => ended === null)
    .flatMap((call): CallEvent[] => {
      const rule = ruleOf.get(call.rule);
      const end: Pick<CallEventOf<'ended'>, 'how' | 'by'> | null =
        rule === undefined ? { how: 'ruleGone', by: null } : (seen?.ended(call, rule) ?? null);
      if (end !== null) return [{ event: 'ended', at, call: call.call, ...end }];
      return rule === undefined ? [] : climbed(call, rule, { ...facts, messageFor });
    });
  return [...begun, ...steps];
}

interface ClimbFacts extends StepFacts {
  messageFor: (account: string) => string;
}

/** The next level of a call, where it is time: the first where another shift has begun, the one above where nobody answered. None where no shift of now has it. */
function climbed(call: Call, rule: CallRule, facts: ClimbFacts): CallEvent[] {
  const duty = facts.onDuty(rule.id);
  if (duty.isPutOff) return [];
  const isFirst = call.level < 0;
  if (isFirst || duty.shifts !== call.shifts) return calledFrom(call, 0, duty, facts);
  if (call.waits !== 'answer' || facts.waited(call.call) < rule.climbs * MINUTE) return [];
  return calledFrom(call, call.level + 1, duty, facts);
}

/** Calls a level, or the first above it in which somebody can be reached; tells of each in which nobody can. */
function calledFrom(
  { call }: Call,
  first: number,
  { shifts, levels }: OnDuty,
  facts: ClimbFacts,
): CallEvent[] {
  const { at, waysOf, messageFor } = facts;
  if (levels.length === 0) return [{ event: 'nobody', at, call, level: 0, shifts, why: 'noShift' }];
  const told: CallEvent[] = [];
  for (let level = first; level < levels.length; level++) {
    const reached = (levels[level] ?? []).flatMap((person): CallEvent[] => {
      const { account, name } = person;
      const [way, ...more] = waysOf(person);
      if (way === undefined) return [];
      const ways: [CallWay, ...CallWay[]] = [way, ...more];
      return [
        { event: 'called', at, call, level, shifts, message: messageFor(account), account, name, ways },
      ];
    });
    if (reached.length > 0) return [...told, ...reached];
    told.push({ event: 'nobody', at, call, level, shifts, why: 'noWay' });
  }
  return [...told, { event: 'unanswered', at, call }];
}
