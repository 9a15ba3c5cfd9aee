import type { Standing } from '../../alerts/machine/standing.ts';
import { MINUTE, type Instant } from '../../contract/instants.ts';
import type { Data } from '../../contract/questions/index.ts';
import { serviceOf, type Question } from '../question.ts';
import { lastInstant } from './alarm-figures.ts';
import { alertsKnown, type AlertsKnown } from './known.ts';
import { movedMost } from './moved.ts';
import { closedStanding, rowOf } from './row.ts';

type What = Data<'lastHour'>['rows'][number]['what'];

/** What happened last to alerts since an instant. Those that are counted with another are left out, as are those that are put aside. */
function happened({ standings, known }: AlertsKnown, since: Instant) {
  const closed = [...known.closed.values()].filter(({ changedAt }) => changedAt >= since);
  const told = ({ state }: Standing): boolean => state !== 'muted' && state !== 'shelved' && state !== 'off';
  const all = [...standings.values(), ...closed.map(closedStanding)].filter(told);
  return all.flatMap((one): { at: Instant; what: What; one: Standing }[] => {
    const { raisedAt, clearedAt, firstAcknowledged } = one.life;
    const times: [What, Instant | null][] = [
      ['raised', raisedAt],
      ['cleared', clearedAt],
      ['acknowledged', firstAcknowledged],
    ];
    return times.flatMap(([what, at]) => (at === null || at < since ? [] : [{ at, what, one }]));
  });
}

/** The last hour: of alerts what was raised, cleared and acknowledged; of cases what came in more, or less, than is usual then. */
export const lastHour: Question<'lastHour'> = {
  ofNow: () => true,
  sources: (context, { services }) =>
    (services ?? []).map((code) => serviceOf(context, code, 'services').source),
  answer(context, { minutes, limit, services }) {
    const stood = alertsKnown(context);
    const since = lastInstant(context, stood) - minutes * MINUTE;
    const all = happened(stood, since).sort(
      (a, b) => b.at - a.at || (a.one.life.alert < b.one.life.alert ? 1 : -1) || (a.what < b.what ? -1 : 1),
    );
    return {
      since,
      raised: all.filter(({ what }) => what === 'raised').length,
      cleared: all.filter(({ what }) => what === 'cleared').length,
      rows: all.slice(0, limit).map(({ at, what, one }) => ({ at, what, row: rowOf(one) })),
      movedSince: context.at - minutes * MINUTE,
      moved: movedMost(context, {
        services: services ?? context.profile.services.map(({ id }) => id),
        ...{ minutes, limit },
      }),
    };
  },
};
