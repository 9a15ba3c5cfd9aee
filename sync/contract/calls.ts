import { z } from 'zod';
import { by, severity, subject } from './alerts.ts';
import { instant, type Instant } from './instants.ts';
import { code, requestRecord } from './records.ts';

const id = z.string().min(1).max(64);

/** What somebody is called about: no words that anybody typed, and nothing of a citizen. */
export const callAbout = z.discriminatedUnion('what', [
  z.strictObject({
    what: z.literal('alerts'),
    group: z.string().min(1).max(300),
    /** The gravest of the group, for a link. */
    alert: z.string().min(1).max(64),
    rule: code,
    severity,
    subject,
    unit: code.nullable(),
    alerts: z.int().min(1),
  }),
  z.strictObject({
    what: z.literal('request'),
    request: code,
    asks: requestRecord.shape.asks,
    unit: code,
    late: z.boolean(),
    dueAt: instant,
  }),
]);
export type CallAbout = z.infer<typeof callAbout>;

/** By which way somebody is told. `outbox` is a file, for a city whose records are invented: it leads to nobody. */
export const callWay = z.enum(['webhook', 'mail', 'outbox']);
export type CallWay = z.infer<typeof callWay>;

/** What answered a call, or why it is over without an answer: the alert is gone or was put aside, the request withdrawn, the rule of calls removed. */
export const callEnd = z.enum([
  ...(['acknowledged', 'owned', 'received', 'answered'] as const),
  ...(['aside', 'gone', 'ruleGone'] as const),
]);
export type CallEnd = z.infer<typeof callEnd>;
const ANSWERS: ReadonlySet<CallEnd> = new Set(['acknowledged', 'owned', 'received', 'answered']);
export const isAnswer = (end: CallEnd): boolean => ANSWERS.has(end);

/**
 * What happens to calls, one after the other, as `journal.db` keeps it: on disk before anybody is told. A call is about one thing; a message
 * tells one person of some calls. An event that was released is not changed.
 */
export const callEvent = z.discriminatedUnion('event', [
  z.strictObject({
    ...{ event: z.literal('opened'), at: instant, call: id, rule: code, about: callAbout },
    /** The records are invented: nobody outside is called. */
    demo: z.boolean(),
  }),
  /** Somebody is to be told. `level` 0 is the first; `shifts` are those on duty then. */
  z.strictObject({
    ...{
      event: z.literal('called'),
      at: instant,
      call: id,
      level: z.int().min(0),
      shifts: z.string().max(500),
    },
    ...{ message: id, account: by, name: z.string().max(80), ways: z.array(callWay).min(1) },
  }),
  /** Nobody is on duty, or nobody of a level can be reached. */
  z.strictObject({
    ...{
      event: z.literal('nobody'),
      at: instant,
      call: id,
      level: z.int().min(0),
      shifts: z.string().max(500),
    },
    why: z.enum(['noShift', 'noWay']),
  }),
  /** Nobody of any level answered: whoever has the next shift is called again. */
  z.strictObject({ event: z.literal('unanswered'), at: instant, call: id }),
  z.strictObject({ event: z.literal('ended'), at: instant, call: id, how: callEnd, by: by.nullable() }),
  z.strictObject({
    event: z.literal('delivered'),
    at: instant,
    message: id,
    way: callWay,
    tries: z.int().min(1),
  }),
  /** `last`: it is not tried again. */
  z.strictObject({
    ...{ event: z.literal('failed'), at: instant, message: id, way: callWay, tries: z.int().min(1) },
    ...{ why: z.string().max(300), last: z.boolean() },
  }),
]);
export type CallEvent = z.infer<typeof callEvent>;
export type CallEventOf<E extends CallEvent['event']> = Extract<CallEvent, { event: E }>;

/** What a message came to by one way. */
export interface Delivery {
  readonly way: CallWay;
  readonly tries: number;
  readonly state: 'waiting' | 'delivered' | 'failed';
  /** Why the last try failed. */
  readonly why: string | null;
}

/** What one person is told at once. */
export interface CallMessage {
  readonly message: string;
  readonly account: string;
  readonly name: string;
  readonly at: Instant;
  readonly level: number;
  readonly calls: readonly string[];
  readonly deliveries: readonly Delivery[];
}

/** One call, as it stands. `waits` is for an answer, for somebody to be on duty, or for the next shift, since nobody of this one answered. */
export interface Call {
  readonly call: string;
  readonly rule: string;
  readonly about: CallAbout;
  readonly demo: boolean;
  readonly openedAt: Instant;
  /** The last step that was taken: -1 before the first. */
  readonly level: number;
  readonly shifts: string;
  readonly steppedAt: Instant;
  readonly waits: 'answer' | 'duty' | 'shift';
  readonly messages: readonly string[];
  readonly ended: { readonly at: Instant; readonly how: CallEnd; readonly by: string | null } | null;
}

/** What is known of calls. */
export interface CallsKnown {
  readonly calls: ReadonlyMap<string, Call>;
  readonly messages: ReadonlyMap<string, CallMessage>;
}
export const NO_CALLS: CallsKnown = { calls: new Map(), messages: new Map() };

/** What a call is about, as a name that is the same for the same thing; with its rule, there is one open call of it. */
export const thingOf = (about: CallAbout): string =>
  about.what === 'alerts' ? `alerts|${about.group}` : `request|${about.request}`;

function callAfter(
  call: Call,
  event: Exclude<CallEvent, { event: 'opened' | 'delivered' | 'failed' }>,
): Call {
  if (call.ended !== null) return call;
  switch (event.event) {
    case 'called': {
      const { level, shifts, at, message } = event;
      return {
        ...call,
        level,
        shifts,
        steppedAt: at,
        waits: 'answer',
        messages: [...call.messages, message],
      };
    }
    case 'nobody': {
      const { level, shifts, at } = event;
      return { ...call, level, shifts, steppedAt: at, waits: 'duty' };
    }
    case 'unanswered':
      return { ...call, steppedAt: event.at, waits: 'shift' };
    case 'ended': {
      const { at, how, by: who } = event;
      return { ...call, ended: { at, how, by: who } };
    }
  }
}

function messageAfter(message: CallMessage, event: CallEventOf<'delivered' | 'failed'>): CallMessage {
  const { way, tries } = event;
  const state = event.event === 'delivered' ? 'delivered' : event.last ? 'failed' : 'waiting';
  const after: Delivery = { way, tries, state, why: event.event === 'failed' ? event.why : null };
  return { ...message, deliveries: message.deliveries.map((one) => (one.way === way ? after : one)) };
}

/** What is known after some more events. Total: what is about a call or message that there is not changes nothing. */
export function callsAfter(known: CallsKnown, events: Iterable<CallEvent>): CallsKnown {
  const calls = new Map(known.calls);
  const messages = new Map(known.messages);
  for (const event of events) {
    if (event.event === 'opened') {
      const { call, rule, about, demo, at } = event;
      calls.set(call, {
        ...{ call, rule, about, demo, openedAt: at, steppedAt: at, level: -1, shifts: '' },
        ...{ waits: 'duty', messages: [], ended: null },
      });
      continue;
    }
    if (event.event === 'delivered' || event.event === 'failed') {
      const message = messages.get(event.message);
      if (message !== undefined) messages.set(event.message, messageAfter(message, event));
      continue;
    }
    const call = calls.get(event.call);
    if (call === undefined) continue;
    calls.set(event.call, callAfter(call, event));
    if (event.event !== 'called') continue;
    const { message, account, name, at, level, ways } = event;
    const told = messages.get(message);
    messages.set(message, {
      ...{ message, account, name, at, level, calls: [...(told?.calls ?? []), event.call] },
      deliveries: ways.map((way) => ({ way, tries: 0, state: 'waiting', why: null })),
    });
  }
  return { calls, messages };
}
