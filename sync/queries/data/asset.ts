import { asset as assetNamed } from '../../store/things.ts';
import type { Question } from '../question.ts';

/** No question: an answer all the same, so that a panel without one still tells how the line is. */
export const nothing: Question<'nothing'> = {
  ofNow: () => true,
  sources: () => [],
  answer: () => ({}),
};

/** One thing with a state. As fresh as the city line; `at` says when it was last heard of. */
export const asset: Question<'asset'> = {
  ofNow: () => true,
  sources: () => [],
  answer({ cache, at }, { type, id }) {
    const held = assetNamed(cache, type, id);
    // What a thing was like before its last word, nobody keeps.
    if (held === null || held.at > at) return null;
    const { status, value, area, url } = held;
    return { status, at: held.at, value: value ?? null, area: area ?? null, url: url ?? null };
  },
};
