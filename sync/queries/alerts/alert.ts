import { compareStandings } from '../../alerts/machine/group.ts';
import type { Standing } from '../../alerts/machine/standing.ts';
import type { AlertEvent } from '../../contract/alerts.ts';
import { CitywallError } from '../../contract/errors.ts';
import type { Question } from '../question.ts';
import { callsWhile } from './calls.ts';
import { alertsKnown } from './known.ts';
import { closedStanding, rowOf } from './row.ts';

/** So many others of its group, and so many that it mutes, are told. */
const MOST = 200;

const signOf = (event: AlertEvent) => ('sign' in event ? [event.sign] : []);

/** One alert. What it was raised on is read from disk, whole. Throws `question-params` where there is none of that name. */
export const alert: Question<'alert'> = {
  ofNow: () => true,
  sources: () => [],
  answer(context, params) {
    const { standings, known } = alertsKnown(context);
    const closed = known.closed.get(params.alert);
    const one = standings.get(params.alert) ?? (closed === undefined ? null : closedStanding(closed));
    const events = context.journal?.alerts.of(params.alert) ?? [];
    const history = events.flatMap(({ n, event }) => (context.live || n <= known.n ? [event] : []));
    const signs = history.flatMap(signOf);
    const [raisedOn, now] = [signs.at(0), signs.at(-1)];
    if (one === null || raisedOn === undefined || now === undefined)
      throw new CitywallError('question-params', {
        what: `alert: there is no alert "${params.alert}" at this instant`,
        where: 'alert',
        hint: 'It may be raised later, or closed too long ago.',
      });
    const some = (wanted: (other: Standing) => boolean) =>
      [...standings.values()].filter(wanted).sort(compareStandings).slice(0, MOST).map(rowOf);
    return {
      row: rowOf(one),
      raisedOn,
      now,
      history,
      calls: callsWhile(context, one.life.group, { from: one.life.raisedAt, to: one.life.closedAt }),
      group: some(({ life }) => life.group === one.life.group && life.alert !== one.life.alert),
      children: some(({ parent }) => parent === one.life.alert),
    };
  },
};
