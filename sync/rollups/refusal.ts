import { refusal, type Refusal } from '../contract/rejections.ts';
import { TooManyCodes } from '../store/interning.ts';

/** Why a record was refused: what is wrong, of which of its fields, and what a parser says of it. */
export interface Refused {
  why: Refusal;
  /** Empty where it is the record as a whole. */
  field: string;
  said: string;
}

/** As it is kept: `range openedAt: Too small: …`. */
export const refusalText = ({ why, field, said }: Refused): string =>
  `${why}${field === '' ? '' : ` ${field}`}: ${said}`;

const TEXT = /^(\w+)(?: ([^\s:]+))?: /;

/** What of a kept text may be told: a parser quotes what it stumbled on. What was kept otherwise says nothing more than that it is bad. */
export function refusalIn(text: string): Pick<Refused, 'why' | 'field'> {
  const [, why, field = ''] = TEXT.exec(text) ?? [];
  const known = refusal.safeParse(why);
  return known.success ? { why: known.data, field } : { why: 'other', field: '' };
}

/** A record that reads well and cannot be kept. */
export class RefusedRecord extends RangeError {
  readonly refused: Refused;
  constructor(why: Refusal, said: string) {
    super(said);
    this.name = 'RefusedRecord';
    this.refused = { why, field: '', said };
  }
}

/** Why a record that reads well could not be kept. */
export function refusedBy(error: RangeError): Refused {
  if (error instanceof RefusedRecord) return error.refused;
  return { why: error instanceof TooManyCodes ? 'tooMany' : 'other', field: '', said: error.message };
}
