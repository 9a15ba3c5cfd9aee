import { MAX_MESSAGE } from '../../contract/feed.ts';

/** Room for a message's other fields. */
const ENVELOPE = 64 * 1024;

/** Whether a text, quoted once more as JSON, fits in a message. */
export function fits(text: string): boolean {
  if (text.length < (MAX_MESSAGE - ENVELOPE) / 6) return true; // The worst a character can grow to.
  return Buffer.byteLength(JSON.stringify(text)) <= MAX_MESSAGE - ENVELOPE;
}
