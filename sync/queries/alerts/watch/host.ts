import type { WatchOf } from '../../../contract/alert-rules.ts';
import type { QuestionContext } from '../../question.ts';
import { blind, type Seen } from '../finding.ts';

export function host(_: QuestionContext, __: WatchOf<'host'>): Seen {
  return blind('noFacts');
}
