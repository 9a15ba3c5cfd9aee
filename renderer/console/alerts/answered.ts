import type { Answer } from '../../../sync/contract/answers.ts';
import type { Data, QuestionName } from '../../../sync/contract/questions/index.ts';
import { checked } from '../../stores/checked.ts';

/** An answer of the frames, which are checked as they come in, as that to the one question that was asked. */
export const checkedOf = <Q extends QuestionName>(name: Q, answer: Answer | null): Answer<Data<Q>> | null =>
  answer === null ? null : checked(name, answer);
