import type { RequestLine } from '../../../sync/contract/questions/requests.ts';
import type { Person } from '../../../sync/contract/people.ts';
import { MOVES, TURN, type RequestMove } from '../../../sync/contract/requests.ts';

/** What is done with a request that there is, in the order of its life. */
export const REQUEST_DEEDS = ['receive', 'answer', 'accept', 'sendBack', 'remind', 'withdraw'] as const;
export type RequestDeed = Exclude<RequestMove, 'ask'>;

type Who = Pick<Person, 'role' | 'units'>;
type Stands = Pick<RequestLine, 'state' | 'unit'>;

/** Whether somebody answers for the unit that is asked; whoever answers for no unit by name answers for the whole city. */
const answersFor = ({ units }: Who, unit: string): boolean => units.length === 0 || units.includes(unit);

/** What somebody may do with a request as it stands. The city looks once more. */
export function deedsFor({ state, unit }: Stands, who: Who | null): readonly RequestDeed[] {
  if (who === null) return [];
  return REQUEST_DEEDS.filter((deed) => {
    const { by, leads } = MOVES[deed];
    const may = by.includes(who.role) && (who.role !== 'officer' || answersFor(who, unit));
    return may && leads[state] !== undefined;
  });
}

/** Whether it is somebody's turn: the answer of a leader to what was answered, of an officer to what their units are asked. */
export function waitsFor({ state, unit }: Stands, who: Who | null): boolean {
  if (who === null) return false;
  if (who.role === 'leader') return TURN[state] === 'asker';
  return who.role === 'officer' && TURN[state] === 'unit' && answersFor(who, unit);
}
