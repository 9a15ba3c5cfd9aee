import { callsAfter, NO_CALLS, type CallEvent } from '../../contract/calls.ts';
import type { Instant } from '../../contract/instants.ts';
import type { Question, QuestionContext } from '../question.ts';

/** What of some events had happened at the instant that is asked about: all of it where that is now. */
const until = ({ live, at }: QuestionContext, events: readonly CallEvent[]): CallEvent[] =>
  events.filter((event) => live || event.at <= at);

/** Who was called about what. Known to this wall alone, whatever the city line. */
export const calls: Question<'calls'> = {
  ofNow: () => true,
  sources: () => [],
  answer(context, { request, group, limit }) {
    const of = context.journal?.calls;
    const things = [
      ...(request === undefined ? [] : [`request|${request}`]),
      ...(group === undefined ? [] : [`alerts|${group}`]),
    ];
    const events =
      things.length === 0 ? (of?.newest(limit) ?? []) : things.flatMap((thing) => of?.about(thing) ?? []);
    const known = callsAfter(NO_CALLS, until(context, events));
    const rows = [...known.calls.values()].toSorted((a, b) => b.openedAt - a.openedAt).slice(0, limit);
    return {
      rows: rows.map(({ call, rule, about, demo, openedAt, waits, ended, messages }) => ({
        ...{ call, rule, about, demo, openedAt, waits, ended },
        told: messages
          .map((message) => known.messages.get(message))
          .filter((message) => message !== undefined)
          .map(({ account, name, at, level, deliveries }) => ({
            ...{ account, name, at, level: level + 1 },
            ways: deliveries.map(({ way, state, why }) => ({ way, state, why })),
          })),
      })),
    };
  },
};

/** All that happened to the calls about a group of alerts while one of it was there, in order. */
export function callsWhile(
  context: QuestionContext,
  group: string,
  { from, to }: { from: Instant; to: Instant | null },
): CallEvent[] {
  const events = until(context, context.journal?.calls.about(`alerts|${group}`) ?? []);
  const known = callsAfter(NO_CALLS, events);
  const meant = new Set(
    [...known.calls.values()]
      .filter(
        ({ openedAt, ended }) => (to === null || openedAt <= to) && (ended === null || ended.at >= from),
      )
      .map(({ call }) => call),
  );
  const messages = new Set(
    events.flatMap((event) => (event.event === 'called' && meant.has(event.call) ? [event.message] : [])),
  );
  return events.filter((event) => ('call' in event ? meant.has(event.call) : messages.has(event.message)));
}
