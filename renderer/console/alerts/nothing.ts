import type { Answer } from '../../../sync/contract/answers.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import { cityLevelOf } from '../../boards/city-level.ts';
import type { Say } from '../../locales/index.ts';

/** What is said where no line is: that nothing matches only as far as something is held, and rules were looked at. */
export function nothingWords(whole: Answer<Data<'alerts'>> | null, say: Say): string {
  if (whole?.content !== 'data') return say('line.empty');
  const unseen = cityLevelOf(whole.data)?.unseen ?? 'none';
  if (unseen === 'all') return say('cityLevel.unseen');
  return unseen === 'some' ? `${say('queue.none')} · ${say('cityLevel.some')}` : say('queue.none');
}
