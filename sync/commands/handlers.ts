import type { Decision } from '../contract/commands.ts';
import { heldScenario, scenarioKey } from '../store/scenarios.ts';
import type { CityHandlers, HostHandlers } from './decide.ts';

/** The command, kept with its decision, is all there is to do. */
const kept: Decision = { outcome: 'applied', reason: '' };

/** What our own city does. A report is kept with its answer, for the city's people to read. */
export const atCity: Required<CityHandlers> = { report: () => kept };

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
};
