import type { Command, Decision, Payload, Remark } from '../contract/commands.ts';
import type { RequestMove } from '../contract/requests.ts';
import type { AlertCommand, AlertCommandName } from '../alerts/machine/act.ts';
import { hash } from 'node:crypto';
import { heldScenario, scenarioKey } from '../store/scenarios.ts';
import type { CityHandlers, HostHandlers } from './decide.ts';
import type { CityEffects, Effects } from './ports.ts';
import type { RequestCommand } from './request-desk.ts';

/** The command, kept with its decision, is all there is to do. */
const kept: Decision = { outcome: 'applied', reason: '' };

const rejectedAs = (remark: Remark): Decision => ({ outcome: 'rejected', reason: '', remarks: [remark] });

/** Whatever is asked of units, and what they answer, the book of requests decides. */
const toRequests =
  <N extends Exclude<RequestMove, 'ask'>>(named: (payload: Payload<N>) => RequestCommand) =>
  (payload: Payload<N>, command: Command, { request }: CityEffects): Promise<Decision> =>
    request(named(payload), command);

/** What our own city does. A report is kept with its answer, for the city's people to read. */
export const atCity: Required<CityHandlers> = {
  report: () => kept,
  ask(said, command, { request, hasUnit }) {
    if (hasUnit(said.unit)) return request({ what: 'ask', ...said }, command);
    const remarks = [{ code: 'unreadable' as const, name: 'ask.unit' }];
    return { outcome: 'rejected', reason: `There is no unit ${said.unit}.`, remarks };
  },
  receive: toRequests<'receive'>((said) => ({ what: 'receive', ...said })),
  answer: toRequests<'answer'>((said) => ({ what: 'answer', ...said })),
  remind: toRequests<'remind'>((said) => ({ what: 'remind', ...said })),
  accept: toRequests<'accept'>((said) => ({ what: 'accept', ...said })),
  sendBack: toRequests<'sendBack'>((said) => ({ what: 'sendBack', ...said })),
  withdraw: toRequests<'withdraw'>((said) => ({ what: 'withdraw', ...said })),
};

/** Whatever is asked of alerts, the machine of alerts decides, by the session that asks and when it asked. */
const toAlerts =
  <N extends AlertCommandName>(named: (payload: Payload<N>) => AlertCommand) =>
  (payload: Payload<N>, { givenAt }: Command, { alerts, by }: Effects): Decision =>
    alerts.act(named(payload), by, givenAt);

/**
 * What this host does itself. A remark is kept, for whoever looks at the board of the data; an assumption in place
 * of the one before, for the board of its indicator.
 */
export const atHost: Required<HostHandlers> = {
  note: () => kept,
  scenario({ indicator, year, value, note }, { givenAt }, { state }) {
    state.set(scenarioKey(indicator, year), heldScenario.parse({ value, note, givenAt }));
    return kept;
  },
  handOver({ seen, text }, { key: id, givenAt: at }, { handovers, by, sheet }) {
    if (sheet === null || hash('sha256', JSON.stringify(sheet)) !== seen)
      return rejectedAs({ code: 'changedSince' });
    handovers.keep({ id, at, by, text, hash: seen, accepted: null }, sheet);
    return kept;
  },
  takeOver({ handover: id, remark }, { givenAt: at }, { handovers, by }) {
    const found = handovers.one(id)?.handover;
    if (found === undefined) return rejectedAs({ code: 'noHandover' });
    if (found.by === by) return rejectedAs({ code: 'ownHandover' });
    if (found.accepted !== null) return rejectedAs({ code: 'takenOver', name: found.accepted.by });
    handovers.accept(id, { at, by, remark });
    return kept;
  },
  acknowledge: toAlerts<'acknowledge'>((said) => ({ what: 'acknowledge', ...said })),
  unacknowledge: toAlerts<'unacknowledge'>((said) => ({ what: 'unacknowledge', ...said })),
  shelve: toAlerts<'shelve'>((said) => ({ what: 'shelve', ...said })),
  unshelve: toAlerts<'unshelve'>((said) => ({ what: 'unshelve', ...said })),
  own: toAlerts<'own'>((said) => ({ what: 'own', ...said })),
  comment: toAlerts<'comment'>((said) => ({ what: 'comment', ...said })),
  ruleOff: toAlerts<'ruleOff'>((said) => ({ what: 'ruleOff', ...said })),
  ruleOn: toAlerts<'ruleOn'>((said) => ({ what: 'ruleOn', ...said })),
};
