import { MINUTE, SECOND } from '../../contract/instants.ts';

/** So much at once after a rest, and so much a second for ever. */
export interface Allowance {
  burst: number;
  perSecond: number;
}

/** What is left of an allowance. The clock is the caller's, milliseconds. */
export class Bucket {
  readonly #allowance: Allowance;
  #left: number;
  #at: number;

  constructor(allowance: Allowance, now: number) {
    this.#allowance = allowance;
    this.#left = allowance.burst;
    this.#at = now;
  }

  /** What is left; less than nothing where more was spent than there was. */
  left(now: number): number {
    const { burst, perSecond } = this.#allowance;
    const passed = Math.max(0, now - this.#at);
    this.#left = Math.min(burst, this.#left + (passed / SECOND) * perSecond);
    this.#at = now;
    return this.#left;
  }

  /** Spends, also what is not there. */
  spend(now: number, n: number): void {
    this.#left = this.left(now) - n;
  }

  /** How long until something is left, milliseconds. */
  until(now: number): number {
    const left = this.left(now);
    return left > 0 ? 0 : Math.ceil(((1 - left) / this.#allowance.perSecond) * SECOND);
  }
}

const KB = 1024;
const MB = KB * KB;

/**
 * What one window may use. A board looked back at asks for thirty answers at once, and a screen confirms four frames a second: no page of
 * ours comes near any of these.
 */
export const WINDOW = {
  /** Messages of any kind; each counts one, and one more for each KB. Once they are spent, no more is read. */
  heard: { burst: 400, perSecond: 80 },
  /** What a refusal counts beside: whoever does not heed it is soon read more slowly. */
  refusal: 8,
  /** Requests that are begun; what comes sooner waits. */
  requests: { burst: 300, perSecond: 60 },
  /** Requests that wait for their turn or are under way; one more is refused. */
  waiting: 60,
  /** Bytes that it was sent and has not taken: beyond these nothing is done for it. */
  unread: 256 * KB,
  /** Having taken nothing for so long while something waits for it, milliseconds, it is closed. */
  unreadFor: 20 * SECOND,
} as const;

/** What is read of all windows together as lightly as that; beyond it each message counts so many times, so that who sends most is read least. */
export const ALL_HEARD: Allowance = { burst: 1500, perSecond: 1000 };
const DEAR = 8;

/** What all windows together may leave unread, bytes: beyond it, nothing is done for any that leaves something. */
export const ALL_UNREAD = 32 * MB;
/** More windows than any wall has. */
export const MOST_WINDOWS = 200;
/** Connections that are no window yet, or are about to be turned away. */
const MOST_STRAYS = 50;
export const MOST_CONNECTIONS = MOST_WINDOWS + MOST_STRAYS;

/** What is counted of windows that want more than there is. */
export const EXCESS = ['refused', 'paused', 'closed', 'turnedAway'] as const;
export type Excess = (typeof EXCESS)[number];
export type Counts = Readonly<Record<Excess, number>>;
/** It is told of for so long, milliseconds. */
const TOLD_FOR = MINUTE;

/** What one window has used. */
export class WindowBudget {
  readonly #clock: () => number;
  readonly #count: (excess: Excess) => void;
  readonly #all: Bucket;
  readonly #heard: Bucket;
  readonly #requests: Bucket;
  /** When it last wanted more than its share, by the clock; null if never. */
  #excessAt: number | null = null;

  /** `all` is what is left of what may be heard of all windows. */
  constructor(clock: () => number, all: Bucket, count: (excess: Excess) => void) {
    this.#clock = clock;
    this.#all = all;
    this.#count = count;
    this.#heard = new Bucket(WINDOW.heard, clock());
    this.#requests = new Bucket(WINDOW.requests, clock());
  }

  /** A message of so many bytes was read. */
  hears(bytes: number): void {
    this.#spend(this.#clock(), 1 + bytes / KB);
  }

  /** What it may still say at once, messages. */
  get left(): number {
    return this.#heard.left(this.#clock());
  }

  /** How long nothing more of it is to be read, milliseconds. */
  get deafFor(): number {
    return this.#heard.until(this.#clock());
  }

  /** It requests something, while so many requests of it wait. False where that is one too many. */
  requests(waiting: number): boolean {
    if (waiting < WINDOW.waiting) return true;
    this.#spend(this.#clock(), WINDOW.refusal);
    this.exceeded('refused');
    return false;
  }

  #spend(now: number, n: number): void {
    // It is no debt of all: once those that flood are not read, the others are read as lightly as before.
    if (this.#all.left(now) > 0) this.#all.spend(now, n);
    this.#heard.spend(now, this.#all.left(now) > 0 ? n : n * DEAR);
  }

  /** A request of it is begun. */
  begins(): void {
    this.#requests.spend(this.#clock(), 1);
  }

  /** How long until the next may be begun, milliseconds. */
  get waits(): number {
    return this.#requests.until(this.#clock());
  }

  exceeded(excess: Excess): void {
    this.#excessAt = this.#clock();
    this.#count(excess);
  }

  /** How long ago it last wanted more than its share, milliseconds; infinite where it never did. */
  get sinceExcess(): number {
    return this.#excessAt === null ? Infinity : this.#clock() - this.#excessAt;
  }
}

/** The one place that knows what windows may use and what they used. The clock is never set, milliseconds. */
export class Budget {
  readonly #clock: () => number;
  readonly #heard: Bucket;
  /** What was counted, by second. */
  readonly #seconds = new Map<number, Record<Excess, number>>();

  constructor(clock: () => number) {
    this.#clock = clock;
    this.#heard = new Bucket(ALL_HEARD, clock());
  }

  /** That of a window that has just come. */
  window(): WindowBudget {
    return new WindowBudget(this.#clock, this.#heard, (excess) => this.count(excess));
  }

  count(excess: Excess): void {
    this.#forget();
    const second = Math.floor(this.#clock() / SECOND);
    const counts = this.#seconds.get(second) ?? { refused: 0, paused: 0, closed: 0, turnedAway: 0 };
    counts[excess] += 1;
    this.#seconds.set(second, counts);
  }

  /** What was counted in the last minute. */
  get counts(): Counts {
    this.#forget();
    const sums = { refused: 0, paused: 0, closed: 0, turnedAway: 0 };
    for (const counts of this.#seconds.values()) for (const excess of EXCESS) sums[excess] += counts[excess];
    return sums;
  }

  #forget(): void {
    const from = Math.floor((this.#clock() - TOLD_FOR) / SECOND);
    for (const second of this.#seconds.keys()) if (second <= from) this.#seconds.delete(second);
  }
}
