import type { Subscription } from '../../contract/link.ts';

/** A question as it is asked of the reader: each distinct one once, however many tiles show it. */
export type Question = Pick<Subscription, 'name' | 'params'>;

/** A question with the text that is equal for equal questions. */
export interface Keyed extends Question {
  key: string;
}

/** A text that is equal for equal questions, whatever order their parameters are in. */
export function keyOf({ name, params }: Question): string {
  return JSON.stringify([name, Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

/** A question with its key. */
export function keyed({ name, params }: Question): Keyed {
  return { name, params, key: keyOf({ name, params }) };
}

/** Each of them once. */
export function distinct(questions: Iterable<Keyed>): Keyed[] {
  return [...new Map([...questions].map((question) => [question.key, question])).values()];
}
