import { CREDIT, MAX_MESSAGE } from '../../contract/feed.ts';
import type { Heard } from './replica-state.ts';

/** What may wait here: what the city's credit lets it run ahead, and the one batch that went past it. */
const LIMIT = { messages: 2 * CREDIT.records, characters: CREDIT.bytes + MAX_MESSAGE } as const;

/** Messages that came while a write was under way, in order. Of beats in a row only the last is kept. */
export class Inbox {
  #waiting: Heard[] = [];
  #characters = 0;

  /** Adds a message; false where more has piled up than a city that minds its credit would send. */
  put(heard: Heard): boolean {
    const last = this.#waiting.at(-1);
    if (heard.event === 'beat' && last?.event === 'beat') this.#waiting.pop();
    this.#waiting.push(heard);
    this.#characters += size(heard);
    return this.#waiting.length <= LIMIT.messages && this.#characters <= LIMIT.characters;
  }

  /** The next message, or undefined where none waits. */
  take(): Heard | undefined {
    const heard = this.#waiting.shift();
    if (heard !== undefined) this.#characters -= size(heard);
    return heard;
  }
}

const size = (heard: Heard): number =>
  heard.event === 'delta' || heard.event === 'chunk' ? heard.message.records.length : 0;
