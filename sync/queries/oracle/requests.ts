import fc from 'fast-check';
import { HOUR, type Instant } from '../../contract/instants.ts';
import type { RequestRecord } from '../../contract/records.ts';
import { moved, requestMove, standingAt } from '../../contract/requests.ts';

const by = { name: 'A', office: '' };
/** A request as somebody may have played it from some time on, of one of some units. */
export const playedRequest = (start: Instant, units: readonly string[]): fc.Arbitrary<RequestRecord> =>
  fc
    .record({
      begun: fc.nat(50),
      due: fc.nat(50),
      unit: fc.constantFrom(...units),
      about: fc.constantFrom<RequestRecord['about']>(
        { what: 'unit' },
        { what: 'indicator', indicator: 'spent', subject: 'city' },
        { what: 'alert', alert: 'a', rule: 'r', indicator: 'fires' },
      ),
      moves: fc.array(fc.constantFrom(...requestMove.options), { maxLength: 8 }),
    })
    .map(({ begun, due, unit, about, moves }): RequestRecord => {
      const at = start + begun * HOUR;
      const dueAt = at + due * HOUR;
      const history: RequestRecord['history'] = [{ at, what: 'ask', by, text: 'x', dueAt }];
      for (const [i, what] of moves.entries()) {
        const entry = { at: at + (i + 1) * HOUR, what, by, text: '' };
        if (moved(standingAt(history, Infinity), entry) !== null) history.push(entry);
      }
      const stands = standingAt(history, Infinity) ?? { state: 'asked', dueAt };
      return {
        kind: 'request',
        id: 'r',
        rev: history.length,
        asks: 'explain',
        about,
        unit,
        ...stands,
        history,
      };
    });
