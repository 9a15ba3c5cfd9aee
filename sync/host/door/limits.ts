import { isIP } from 'node:net';
import { type Allowance, Bucket } from '../windows/budget.ts';

/** More addresses than a network of consoles has: beyond them the one that came first is forgotten. */
const MOST_ADDRESSES = 4_096;

/** What each address may do: a page and its parts at once, a line now and then, and a few wrong passwords. */
export const EACH_ADDRESS = {
  connections: { burst: 120, perSecond: 20 },
  requests: { burst: 400, perSecond: 40 },
  guesses: { burst: 10, perSecond: 1 / 6 },
} as const satisfies Record<string, Allowance>;

/** Of IPv6 a machine has a whole network to choose from: it is counted by that. */
function counted(address: string): string {
  if (isIP(address) !== 6) return address;
  const [front = ''] = address.split('::');
  return `${front.split(':').slice(0, 4).join(':')}::`;
}

/** What is left to each address of one allowance. The clock is never set, milliseconds. */
export class PerAddress {
  readonly #allowance: Allowance;
  readonly #clock: () => number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(allowance: Allowance, clock: () => number) {
    this.#allowance = allowance;
    this.#clock = clock;
  }

  /** Spends one. False where nothing is left, and nothing is spent. */
  take(address: string): boolean {
    const bucket = this.#of(address);
    const now = this.#clock();
    if (bucket.left(now) < 1) return false;
    bucket.spend(now, 1);
    return true;
  }

  /** Gives one back. */
  giveBack(address: string): void {
    this.#of(address).spend(this.#clock(), -1);
  }

  /** How long until there is one, whole seconds. */
  until(address: string): number {
    const left = this.#of(address).left(this.#clock());
    return Math.max(1, Math.ceil((1 - left) / this.#allowance.perSecond));
  }

  #of(address: string): Bucket {
    const key = counted(address);
    const bucket = this.#buckets.get(key) ?? new Bucket(this.#allowance, this.#clock());
    // Whoever came last stands last.
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    const [first] = this.#buckets.keys();
    if (this.#buckets.size > MOST_ADDRESSES && first !== undefined) this.#buckets.delete(first);
    return bucket;
  }
}
