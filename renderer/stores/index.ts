export { setOut, type Arrival } from './arrival.ts';
export { useClock } from './clock.ts';
export { useFrames } from './frames.ts';
export { lookups, useNames, type Lookups } from './names.ts';
export { aged, answerOf, AT, newSlot, useAnswer, useAnswers, useReach } from './question.ts';
export { useSession } from './session.ts';
export { useToldInstant, type ToldInstant } from './told-instant.ts';
export { useWall } from './wall.ts';
