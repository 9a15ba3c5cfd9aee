import type { LineState } from '../../sync/contract/link.ts';
import type { Freshness } from '../../sync/contract/answers.ts';

/** What the head of every screen says of the line: the host's silence comes before what it last said of the city. */
export type ShownLine = LineState['state'] | 'silent';

/** `host` is how the window hears the host; `line` what the host last said of the city, null before its first frame. */
export function shownLine(host: Freshness['state'], line: LineState['state'] | null): ShownLine {
  if (host !== 'live') return 'silent';
  return line ?? 'empty';
}
