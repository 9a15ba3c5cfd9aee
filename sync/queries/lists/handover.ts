import { callsAfter, NO_CALLS } from '../../contract/calls.ts';
import { commandNames } from '../../contract/commands.ts';
import { MOST_ON_SHEET, type HandoverSheet } from '../../contract/handover.ts';
import type { Data } from '../../contract/questions/index.ts';
import { TURN } from '../../contract/requests.ts';
import { heldRequests } from '../../store/requests.ts';
import { alertsKnown } from '../alerts/known.ts';
import type { Question, QuestionContext } from '../question.ts';
import { lineAt } from './requests.ts';

/** So many of the newest commands are looked through for those that the city has not decided, and for remarks. */
const LOOKED_THROUGH = 500;

const listed = <T>(all: readonly T[]): { total: number; rows: T[] } => ({
  ...{ total: all.length, rows: all.slice(0, MOST_ON_SHEET) },
});
const textOf = (said: unknown): string | null => (typeof said === 'string' ? said : null);

/** What this shift would leave to the next: what is known now, whatever instant is asked about. */
export const handover: Question<'handover'> = {
  ofNow: () => true,
  sources: () => [],
  answer(context, { limit }) {
    const past = context.journal?.handovers.newest(limit) ?? [];
    return { sheet: sheetOf({ ...context, live: true }, past[0]?.at ?? null), past };
  },
};

/** One handover, as it was shown. */
export const oneHandover: Question<'oneHandover'> = {
  ofNow: () => true,
  sources: () => [],
  answer: ({ journal }, { id }): Data<'oneHandover'> | null => journal?.handovers.one(id) ?? null,
};

function sheetOf(context: QuestionContext, since: number | null): HandoverSheet {
  const { cache, journal, at } = context;
  const { groups, standings } = alertsKnown(context);
  const calls = callsAfter(NO_CALLS, journal?.calls.open() ?? []);
  const given = journal?.commands(commandNames, LOOKED_THROUGH).rows ?? [];
  return {
    since,
    groups: listed(
      groups
        .filter(({ state }) => state !== 'shelved')
        .map(({ group, rule, severity, state, subject, unit, owner, since: from, members }) => ({
          ...{ group, rule, severity, state, subject, unit, owner, since: from, count: members.length },
        })),
    ),
    shelved: listed(
      [...standings.values()].flatMap(({ life }) =>
        life.shelved === null
          ? []
          : {
              ...{ alert: life.alert, rule: life.rule, severity: life.severity },
              ...{ subject: life.figures.subject, until: life.shelved.until },
            },
      ),
    ),
    requests: listed(
      heldRequests(cache)
        .flatMap((one) => lineAt(one, at) ?? [])
        .filter(({ state }) => TURN[state] !== null)
        .toSorted((a, b) => Number(b.late) - Number(a.late) || a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1))
        .map(({ id, asks, unit, state, late, dueAt }) => ({ id, asks, unit, state, late, dueAt })),
    ),
    calls: listed(
      [...calls.calls.values()]
        .filter(({ ended }) => ended === null)
        .map(({ call, about, waits }) => ({ call, about, waits })),
    ),
    commands: listed(
      given
        .filter(({ result }) => result === null)
        .map(({ command: { key, payload, givenAt }, by }) => ({
          key,
          what: payload.what,
          by,
          givenAt,
        })),
    ),
    notes: listed(
      given
        .filter(({ command: { payload, givenAt } }) => payload.what === 'note' && givenAt > (since ?? 0))
        .map(({ command: { key, payload, givenAt }, by }) => ({
          ...{ key, by, givenAt, text: textOf(payload['note']) ?? '' },
          ...{ board: textOf(payload['board']), panel: textOf(payload['panel']) },
        })),
    ),
  };
}
