import { ownState, type Standing } from '../../alerts/machine/standing.ts';
import type { Life } from '../../alerts/machine/state.ts';
import type { AlertFilter, AlertRow } from '../../contract/questions/alerts.ts';

/** One alert as a list shows it. */
export function rowOf({ life, state, parent, children }: Standing): AlertRow {
  const { alert, rule, group, quiet, demo, chattering, figures } = life;
  return {
    ...{ alert, rule, group, state, severity: life.severity, subject: figures.subject },
    ...{ atRisk: figures.atRisk, demo, quiet, chattering, unit: figures.unit },
    ...{ raisedAt: life.raisedAt, changedAt: life.changedAt, clearedAt: life.clearedAt },
    acknowledged: life.acknowledged,
    shelvedUntil: life.shelved?.until ?? null,
    ...{ owner: life.owner, parent, children, comments: life.comments },
    sign: figures,
  };
}

/** A closed alert as it stands: nothing mutes it. */
export const closedStanding = (life: Life): Standing => ({
  ...{ life, state: ownState(life), parent: null, children: 0 },
});

/** Whether an alert is what a filter asks for. Without states, all that are not closed are. */
export function finds(filter: AlertFilter): (one: Standing) => boolean {
  const { states, severities, rule, unit, category, area, indicator, owner, atRisk } = filter;
  return ({ life, state }) => {
    const { subject } = life.figures;
    return (
      (states === undefined ? state !== 'closed' : states.includes(state)) &&
      (severities?.includes(life.severity) ?? true) &&
      (rule === undefined || life.rule === rule) &&
      (unit === undefined || subject.unit === unit || life.figures.unit === unit) &&
      (category === undefined || subject.category === category) &&
      (area === undefined || subject.area === area) &&
      (indicator === undefined || subject.indicator === indicator) &&
      (owner === undefined || (owner === '-' ? life.owner === null : life.owner === owner)) &&
      (atRisk === undefined || life.figures.atRisk === atRisk)
    );
  };
}
