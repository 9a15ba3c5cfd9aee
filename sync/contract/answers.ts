import { z } from 'zod';
import { instant } from './instants.ts';

/** How current an answer is, judged against its source's own cadence and the city line. */
export const freshness = z.object({
  state: z.enum(['live', 'late', 'stale']),
  /** The instant its source's data are complete to. */
  since: instant,
  /** The source system it comes from; empty where an answer draws on several. */
  source: z.string(),
});
export type Freshness = z.infer<typeof freshness>;

/**
 * What a question answers. `freshness` and `content` are two things: old data are still data.
 * Codes and values, never sentences: the language is the window's. `asOf` is 0 where nothing was ever held.
 */
export type Answer<Data = unknown> = {
  asOf: number;
  freshness: Freshness;
  /** Where not all that the city has is held as yet: what is open and of today is, history is still being fetched. */
  partial?: true;
} & (
  | { content: 'data'; data: Data }
  | { content: 'empty' }
  | { content: 'error'; error: { code: string; what: string } }
);
