import { onTimeState } from '../../../sync/contract/on-time.ts';
import { casesOf, type Place } from '../../../sync/contract/place.ts';
import type { CaseFilter } from '../../../sync/contract/questions/drill.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { By } from '../model.ts';
import { countedOf } from '../counted.ts';
import { periodOf, serviceOf } from '../props.ts';
import type { Figure, Note } from './figure.ts';
import { movedNote } from './moved.ts';

/** The whole city's share on time in a range, against the period before. */
export function fromUnits({ since, until, city, before }: Data<'units'>, by: By): Figure {
  const { panel, names, say, format } = by;
  const service = serviceOf(panel, names);
  const ended = until === null ? {} : { to: until };
  const cases = (more: Partial<CaseFilter>): Place => casesOf({ service, ...more });
  const state = onTimeState(city, names.profile.rules.onTime);
  const notes: Note[] = state === 'unknown' ? [{ text: say('units.none'), mark: 'unknown' }] : [];
  if (state === 'red' || state === 'orange') notes.push({ text: say(`figure.onTime.${state}`), mark: state });
  if (city.onTime !== null && before !== null && before.onTime !== null) {
    const points = Number(((city.onTime - before.onTime) * 100).toFixed(1));
    const text = say('figure.periodBefore', {
      points: format.signed(points),
      share: format.percent(before.onTime),
    });
    notes.push(movedNote(text, points, 'higher', by));
  }
  return {
    aside: [periodOf(panel, since, by)],
    value: city.onTime === null ? null : city.onTime * 100,
    write: (value) => format.fixed(value),
    measure: '%',
    open: false,
    notes,
    bar: { share: city.onTime, tick: before?.onTime ?? null },
    facts: [
      {
        ...{ key: 'closed', name: say('figure.closed'), value: format.count(city.closed) },
        to: cases({ state: 'closed', from: since, ...ended }),
      },
      {
        ...{ key: 'late', name: say('figure.late'), value: format.count(city.late) },
        to: cases({ state: 'late', from: since, ...ended }),
      },
      {
        ...{ key: 'overdue', name: say('figure.overdue'), value: format.count(city.overdue) },
        ...(city.overdue > 0 ? { mark: 'red' } : {}),
        to: cases({ state: 'overdue', ...ended }),
      },
    ],
    chart: null,
    stamp: '',
    to: cases({ ...countedOf(city), from: since, ...ended }),
  };
}
