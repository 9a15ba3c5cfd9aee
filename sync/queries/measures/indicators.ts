import { CitywallError } from '../../contract/errors.ts';
import { countStates, indicatorRows } from './indicator-rows.ts';
import type { Question } from '../question.ts';

/**
 * Indicators, those at risk first, or those named. `counts` are of the level and field asked for, whatever states are shown.
 * As fresh as the city line: every row carries when it was reported, and one that is too old says so itself.
 */
export const indicators: Question<'indicators'> = {
  ofNow: () => true,
  sources: () => [],
  answer(context, { level, field, indicators: named, states, limit }) {
    if (field !== undefined && !context.profile.indicators.fields.some((f) => f.id === field))
      throw new CitywallError('question-params', {
        what: `field: the city profile has no field "${field}"`,
        where: 'field',
        hint: 'Name one of the fields in indicators.json.',
      });
    const all = indicatorRows(context, level);
    if (all === null) return null;
    const ofField = field === undefined ? all : all.filter((row) => row.field === field);
    const asked =
      named === undefined
        ? ofField
        : named.flatMap((id) => ofField.filter(({ indicator }) => indicator === id));
    const matching = states === undefined ? asked : asked.filter((row) => states.includes(row.state));
    return { counts: countStates(asked), rows: matching.slice(0, limit), matching: matching.length };
  },
};
