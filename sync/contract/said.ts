import { z } from 'zod';

/**
 * What turns round or hides the words that stand beside it, and means nothing itself: control characters but for the end of a line and a
 * tab, and what says in which direction is written.
 */
const UNSAID = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const plain = (text: string): string => text.toWellFormed().replace(UNSAID, '');

/** The most that somebody says at once, characters. */
export const MOST_WORDS = 2000;

/** Words that may also be none. */
export const perhapsSaid = z.string().overwrite(plain).trim().max(MOST_WORDS);
/** Words, at least one character of which can be seen. */
export const said = perhapsSaid.refine((text) => /[^\p{C}\p{Z}]/u.test(text), 'no words');
