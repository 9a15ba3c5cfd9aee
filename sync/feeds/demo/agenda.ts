import type { Instant } from '../../contract/instants.ts';

/** Things to come, the earliest first (a binary heap). */
export class Agenda<T> {
  readonly #heap: { at: Instant; what: T }[] = [];

  get size(): number {
    return this.#heap.length;
  }

  add(at: Instant, what: T): void {
    const heap = this.#heap;
    const entry = { at, what };
    let i = heap.push(entry) - 1;
    while (i > 0) {
      const up = (i - 1) >> 1;
      const parent = heap[up];
      if (!parent || parent.at <= at) break;
      heap[i] = parent;
      i = up;
    }
    heap[i] = entry;
  }

  /** Takes the earliest thing due at or before an instant; undefined where there is none. */
  next(until: Instant): T | undefined {
    const heap = this.#heap;
    const top = heap[0];
    if (!top || top.at > until) return undefined;
    const last = heap.pop();
    if (last && heap.length > 0) this.#sink(last);
    return top.what;
  }

  #sink(entry: { at: Instant; what: T }): void {
    const heap = this.#heap;
    let i = 0;
    for (;;) {
      let down = 2 * i + 1;
      const right = heap[down + 1];
      let child = heap[down];
      if (child && right && right.at < child.at) {
        child = right;
        down++;
      }
      if (!child || child.at >= entry.at) break;
      heap[i] = child;
      i = down;
    }
    heap[i] = entry;
  }
}
