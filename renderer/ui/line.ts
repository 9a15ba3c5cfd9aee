import type { LinkState } from '../../sync/contract/link.ts';
import type { Freshness } from '../../sync/contract/answers.ts';

/** What the head of every screen says of the line: the host's silence comes before what it last said of the city. */
export type LineState = LinkState['state'] | 'silent';

/** `host` is how the window hears the host; `link` what the host last said of the city, null before its first frame. */
export function lineState(host: Freshness['state'], link: LinkState['state'] | null): LineState {
  if (host !== 'live') return 'silent';
  return link ?? 'empty';
}
