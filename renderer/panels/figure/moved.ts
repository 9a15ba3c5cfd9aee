import type { Indicator } from '../../../sync/contract/profile.ts';
import type { By } from '../model.ts';
import type { Note } from './figure.ts';

/** A rise or fall in words, with whether it is good: "+2,1 điểm so kỳ trước 92 %, tốt hơn". */
export function movedNote(
  text: string,
  by: number,
  direction: Indicator['direction'],
  { say }: Pick<By, 'say'>,
): Note {
  if (by === 0) return { text };
  const better = direction === 'band' ? null : by > 0 === (direction === 'higher');
  const judged = better === null ? '' : `, ${say(better ? 'figure.better' : 'figure.worse')}`;
  const change = better === null ? 'neither' : better ? 'better' : 'worse';
  return { text: text + judged, moved: by > 0 ? 'up' : 'down', change };
}
