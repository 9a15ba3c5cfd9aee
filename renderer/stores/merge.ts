import type { Answer } from '../../sync/contract/answers.ts';
import type { Subscription } from '../../sync/contract/link.ts';
import type { Asked } from '../../sync/contract/questions/index.ts';

export type Answers = ReadonlyMap<string, Answer>;

/**
 * The answers held after a frame: what changed replaces what was held; what is no longer asked is let go.
 * Unchanged answers keep their identity, so that only tiles with news draw again.
 */
export function merged(
  held: Answers,
  news: Readonly<Record<string, Answer>>,
  asked: ReadonlySet<string>,
): Answers {
  const next = new Map([...held].filter(([id]) => asked.has(id)));
  for (const [id, answer] of Object.entries(news)) if (asked.has(id)) next.set(id, answer);
  return next;
}

/** The same text for the same parameters, whatever order they were written in. */
export function keyOf({ name, params }: Asked): string {
  const sorted = Object.fromEntries(
    Object.entries(params)
      .filter(([, value]) => value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return `${name} ${JSON.stringify(sorted)}`;
}

interface Held {
  subscription: Subscription & Asked;
  holders: number;
}

/** The questions this window asks, each once however many tiles hold it. Ids are the window's own and never reused. */
export class Ledger {
  readonly #asked = new Map<string, Held>();
  #last = 0;

  /** Adds a holder; returns the subscription's id. */
  hold({ name, params }: Asked): string {
    const key = keyOf({ name, params });
    let asked = this.#asked.get(key);
    if (asked === undefined) {
      this.#last += 1;
      asked = { subscription: { id: `q${this.#last}`, name, params }, holders: 0 };
      this.#asked.set(key, asked);
    }
    asked.holders += 1;
    return asked.subscription.id;
  }

  /** Lets a holder go; the question goes with its last one. */
  release(id: string): void {
    for (const [key, asked] of this.#asked) {
      if (asked.subscription.id !== id) continue;
      asked.holders -= 1;
      if (asked.holders <= 0) this.#asked.delete(key);
    }
  }

  subscriptions(): (Subscription & Asked)[] {
    return [...this.#asked.values()].map((asked) => asked.subscription);
  }
}
