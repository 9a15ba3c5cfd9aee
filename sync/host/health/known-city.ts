import { CitywallError } from '../../contract/errors.ts';
import type { Welcome } from '../../contract/feed.ts';
import type { Thread } from '../threads/threads.ts';
import type { WallThreads } from '../threads/wall-threads.ts';
import type { WriterCalls } from '../threads/writer.ts';

/** Where the journal keeps whether the city said that its records are invented. */
const DEMO = 'city.demo';

/** What is known of the city at the other end, also while it is away. */
export class KnownCity {
  readonly #writer: Pick<Thread<WriterCalls>, 'call'>;
  readonly #changed: () => void;
  /** Null where it never said. */
  #demo: boolean | null;

  private constructor(writer: Pick<Thread<WriterCalls>, 'call'>, changed: () => void, demo: boolean | null) {
    this.#writer = writer;
    this.#changed = changed;
    this.#demo = demo;
  }

  /** What the journal knows of it. `changed` is called where that becomes another thing. */
  static async open(
    { writer, asks }: Pick<WallThreads, 'writer' | 'asks'>,
    changed: () => void,
  ): Promise<KnownCity> {
    const known = await asks.call('recall', DEMO);
    return new KnownCity(writer, changed, typeof known === 'boolean' ? known : null);
  }

  /** Whether its records are invented, for demonstration. */
  get demo(): boolean {
    return this.#demo === true;
  }

  /** Whether it said that they are not. */
  get isReal(): boolean {
    return this.#demo === false;
  }

  /** Takes what the city at an address says of itself. Rejects with `city-other` where it is not that of the profile, `id`. */
  async recognise(city: Welcome['city'], id: string, address: string): Promise<void> {
    if (city.id !== id)
      throw new CitywallError('city-other', {
        what: `the city at the other end is "${city.id}", this wall's is "${id}"`,
        where: address,
        hint: 'Name that city with --profile and another folder with --data, or the right address with --city.',
      });
    if (city.demo === this.#demo) return;
    this.#demo = city.demo;
    // Windows that opened before the city was heard must be marked too.
    this.#changed();
    await this.#writer.call('remember', DEMO, city.demo);
  }
}
