import type { Held } from '../threads/reading.ts';
import type { Faults } from './faults.ts';

/** What is known of the cache without asking it each time: whether it holds anything, and how many records could not be read. */
export class Holdings {
  readonly #ask: () => Promise<Held | null>;
  readonly #folder: string;
  readonly #faults: Faults;
  #any = false;
  #unreadable = 0;

  /** `ask` reads what the cache in `folder` holds; null where there is none. */
  constructor(ask: () => Promise<Held | null>, folder: string, faults: Faults) {
    this.#ask = ask;
    this.#folder = folder;
    this.#faults = faults;
  }

  /** Whether anything of the city is held. */
  get any(): boolean {
    return this.#any;
  }

  /** Asks the cache, which may be another than before. */
  async look(): Promise<Held | null> {
    const held = await this.#ask();
    this.#any = (held?.truth ?? null) !== null;
    this.#unreadable = held?.quarantine ?? 0;
    this.#tell();
    return held;
  }

  /** Something was written. */
  grew(): void {
    this.#any = true;
  }

  /** So many more records could not be read. They are kept as they came, with the reason. */
  quarantined(records: number): void {
    this.#unreadable += records;
    this.#tell();
  }

  #tell(): void {
    const n = this.#unreadable;
    this.#faults.set(
      'quarantine',
      n === 0
        ? null
        : {
            code: 'record-invalid',
            what: `${n} record${n === 1 ? '' : 's'} of the city could not be read and stand in quarantine`,
            where: this.#folder,
            hint: 'The city must mend them and send them again; the reasons are in the table quarantine.',
          },
    );
  }
}
