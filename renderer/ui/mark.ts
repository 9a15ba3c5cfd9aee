/** Every state's shape and colour: they only ever stand together, and beside a word. */
export const MARKS = {
  red: ['▼', 'red'],
  orange: ['◆', 'orange'],
  green: ['▲', 'green'],
  unknown: ['○', 'grey'],
  live: ['●', 'green'],
  late: ['◆', 'orange'],
  stale: ['■', 'red'],
  empty: ['○', 'grey'],
  error: ['✕', 'red'],
  loading: ['◌', 'grey'],
} as const;

/** A state that has a shape. */
export type MarkOf = keyof typeof MARKS;

/** The colour of a state, as the palette names it. */
export const toneOf = (mark: MarkOf): 'red' | 'orange' | 'green' | 'grey' => MARKS[mark][1];
