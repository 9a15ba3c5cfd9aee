import type { Instant } from '../../contract/instants.ts';
import type { Data, Params } from '../../contract/questions/index.ts';
import { isMeant, type RequestLine } from '../../contract/questions/requests.ts';
import type { RequestRecord } from '../../contract/records.ts';
import { isLate, standingAt, TURN } from '../../contract/requests.ts';
import { heldRequests } from '../../store/requests.ts';
import type { Question, QuestionContext } from '../question.ts';

/** What is asked of units. As fresh as the city line; right while history is still being fetched, since requests come first. */
export const requests: Question<'requests'> = {
  ofNow: () => true,
  sources: () => [],
  answer(context, params) {
    const all = linesAt(context, (one) => isMeant(one, params));
    const asked = all.filter((line) => isAsked(line, params.state));
    const states = { asked: 0, received: 0, answered: 0, accepted: 0, sentBack: 0, withdrawn: 0 };
    for (const { state } of all) states[state]++;
    return {
      total: asked.length,
      late: all.filter(({ late }) => late).length,
      states,
      units: byUnit(all),
      rows: asked.toSorted(inOrder).slice(0, params.limit),
    };
  },
};

/** What each unit is asked that is not over, those that owe most first. */
function byUnit(all: readonly RequestLine[]): Data<'requests'>['units'] {
  const open = all.filter(({ state }) => TURN[state] !== null);
  return [...Map.groupBy(open, ({ unit }) => unit)]
    .map(([unit, of]) => ({ unit, open: of.length, late: of.filter(({ late }) => late).length }))
    .sort((a, b) => b.late - a.late || b.open - a.open || (a.unit < b.unit ? -1 : 1));
}

/** Those that are meant, as they stood at an instant. */
export const linesAt = (
  { cache, at }: QuestionContext,
  meant: (one: RequestRecord) => boolean = () => true,
): RequestLine[] =>
  heldRequests(cache)
    .filter(meant)
    .flatMap((one) => lineAt(one, at) ?? []);

function isAsked({ state, late }: RequestLine, asked: Params<'requests'>['state']): boolean {
  if (asked === undefined || asked === state) return true;
  if (asked === 'late') return late;
  return asked === 'open' ? TURN[state] !== null : asked === 'owed' && TURN[state] === 'unit' && !late;
}

/** A request as it stood at an instant; null where it was not asked yet. */
export function lineAt(
  { id, rev, asks, wants, about, unit, history }: RequestRecord,
  at: Instant,
): RequestLine | null {
  const standing = standingAt(history, at);
  const [first] = history;
  if (standing === null || first === undefined) return null;
  const movedAt = history.findLast((entry) => entry.at <= at)?.at ?? first.at;
  return {
    ...{ id, rev, asks, about, unit, ...standing, late: isLate(standing, at), askedAt: first.at, movedAt },
    ...(wants === undefined ? {} : { wants }),
  };
}

const RANKS = { asker: 1, unit: 2, over: 3 } as const;
const rankOf = ({ late, state }: RequestLine): number => (late ? 0 : RANKS[TURN[state] ?? 'over']);

function inOrder(a: RequestLine, b: RequestLine): number {
  const rank = rankOf(a);
  const byTime = rank === RANKS.over ? b.movedAt - a.movedAt : a.dueAt - b.dueAt;
  return rank - rankOf(b) || byTime || (a.id < b.id ? -1 : 1);
}
