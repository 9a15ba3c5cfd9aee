export { useClock } from './clock.ts';
export { useFrames } from './frames.ts';
export { lookups, useNames, type Lookups } from './names.ts';
export { useAnswer, useQuestion } from './question.ts';
export { useWall } from './wall.ts';
