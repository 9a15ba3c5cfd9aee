import { pauseBefore } from '../../contract/back-off.ts';
import type { CallEventOf, CallMessage, CallsKnown, CallWay, Delivery } from '../../contract/calls.ts';
import { MINUTE, SECOND } from '../../contract/instants.ts';

/** So many are under way at once. */
const AT_ONCE = 8;
const PAUSES = { first: 2 * SECOND, longest: MINUTE };
/** After so many tries, about a quarter of an hour, it is not tried again: by then the call has climbed. */
export const MOST_TRIES = 20;

export interface DeliveriesParts {
  /** Sends a message by a way; rejects with why it could not. */
  send: (message: CallMessage, way: CallWay) => Promise<void>;
  /** Keeps what came of it; resolves when it is on disk. */
  told: (event: Omit<CallEventOf<'delivered'>, 'at'> | Omit<CallEventOf<'failed'>, 'at'>) => Promise<void>;
  /** A clock that is never set, milliseconds. */
  clock: () => number;
  random?: () => number;
}

/** Sends what was not taken yet, a few at a time, ever less often. What was sent and not kept is sent again under the same name. */
export class Deliveries {
  readonly #parts: DeliveriesParts;
  readonly #next = new Map<string, number>();
  readonly #underWay = new Map<string, Promise<void>>();

  constructor(parts: DeliveriesParts) {
    this.#parts = parts;
  }

  /** Begins what is due. */
  look({ messages }: CallsKnown): void {
    const waiting = [...messages.values()].flatMap((message) =>
      message.deliveries
        .filter(({ state }) => state === 'waiting')
        .map((delivery) => ({ message, delivery, key: `${message.message}|${delivery.way}` })),
    );
    const keys = new Set(waiting.map(({ key }) => key));
    for (const key of this.#next.keys()) if (!keys.has(key)) this.#next.delete(key);
    for (const { message, delivery, key } of waiting) {
      if (this.#underWay.size >= AT_ONCE) return;
      if (this.#underWay.has(key) || this.#parts.clock() < (this.#next.get(key) ?? -Infinity)) continue;
      this.#underWay.set(
        key,
        this.#try(message, delivery, key).finally(() => void this.#underWay.delete(key)),
      );
    }
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay.values());
  }

  /** Never rejects: what could not be kept is sent again. */
  async #try(message: CallMessage, { way, tries: before }: Delivery, key: string): Promise<void> {
    const { send, told, clock, random = Math.random } = this.#parts;
    const tries = before + 1;
    const of = { message: message.message, way, tries };
    const why = await send(message, way).then(
      () => null,
      (error: unknown) => reasonOf(error),
    );
    this.#next.set(key, clock() + pauseBefore(before, random(), PAUSES));
    await told(
      why === null
        ? { event: 'delivered', ...of }
        : { event: 'failed', ...of, why, last: tries >= MOST_TRIES },
    ).catch(() => undefined);
  }
}

/** Why something could not be sent, on one line: what lies below says more than "fetch failed". */
function reasonOf(error: unknown): string {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  const said = [error, cause].flatMap((one) =>
    one instanceof Error ? (one.message === '' && 'code' in one ? String(one.code) : one.message) : [],
  );
  return (said.join(': ') || String(error)).replace(/[\s\p{C}]+/gu, ' ').slice(0, 300);
}
