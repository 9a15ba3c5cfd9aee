import type { Logger } from 'pino';
import type { Anchor, AuditNote, Who } from '../../contract/audit.ts';
import { CitywallError, reportOf } from '../../contract/errors.ts';
import { HOUR, type Instant, MINUTE } from '../../contract/instants.ts';
import type { Faults } from '../health/faults.ts';

/** So many entries wait while they cannot be written; of those beyond, only how many. */
const MOST_WAITING = 200;

/** An entry without its times. */
export type Deed = Omit<AuditNote, 'at' | 'clock'>;

/** Where what people do is written down. */
export interface Audit {
  /** Writes one down before it is done or answered. Rejects with `audit-unwritten`: then it must not be done. */
  note(deed: Deed): Promise<void>;
  /** Writes down what is so already; where that cannot be now, with the next that can. */
  tell(deed: Deed): void;
  /** Somebody was refused who may try again at once: one entry a minute of each kind, which says how many. */
  refused(outcome: string, who: Who): void;
}

export interface AuditDeskParts {
  /** Gives the end of the log, when all of it is on disk. */
  write: (notes: readonly AuditNote[]) => Promise<Anchor>;
  /** The city's time, as well as it is known. */
  now: () => Instant;
  /** The machine's. */
  clock: () => number;
  faults: Pick<Faults, 'set'>;
  log: Logger;
}

/** Times an entry, hands it to whoever writes, says in `/health` where that fails, and tells the end of the log each hour. */
export class AuditDesk implements Audit {
  readonly #parts: AuditDeskParts;
  #waiting: AuditNote[] = [];
  #missed = 0;
  #head: Anchor | null = null;
  readonly #refusals = new Map<string, { times: number; who: Who }>();
  #timers: NodeJS.Timeout[] = [];
  #tail: Promise<unknown> = Promise.resolve();

  constructor(parts: AuditDeskParts) {
    this.#parts = parts;
  }

  /** Begins with an entry that says what is in force. */
  run(began: Deed): void {
    this.tell(began);
    this.#timers = [
      setInterval(() => this.#tellHead(), HOUR),
      setInterval(() => {
        this.countRefused();
        // Where nobody does anything the log is tried all the same: a note that it cannot be written is withdrawn when it can.
        if (this.#waiting.length > 0) this.#quietly([]);
      }, MINUTE),
    ];
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    this.countRefused();
    this.tell({ what: 'ended', who: null, of: {} });
    await this.#tail;
    this.#tellHead();
  }

  async note(deed: Deed): Promise<void> {
    await this.#written([this.#timed(deed)]);
  }

  tell(deed: Deed): void {
    this.#quietly([this.#timed(deed)]);
  }

  refused(outcome: string, who: Who): void {
    const before = this.#refusals.get(outcome);
    this.#refusals.set(outcome, { times: (before?.times ?? 0) + 1, who: before === undefined ? who : {} });
    // The first is written at once: nobody waits a minute to learn that somebody tries.
    if (before === undefined) this.tell({ what: 'signInRefused', who, of: { times: 1 }, outcome });
  }

  /** Writes down how many more were refused since this was last asked. */
  countRefused(): void {
    for (const [outcome, { times, who }] of this.#refusals)
      if (times > 1) this.tell({ what: 'signInRefused', who, of: { times: times - 1 }, outcome });
    this.#refusals.clear();
  }

  #timed(deed: Deed): AuditNote {
    return { at: Math.round(this.#parts.now()), clock: this.#parts.clock(), ...deed };
  }

  #quietly(notes: readonly AuditNote[]): void {
    this.#written(notes).catch(() => {
      const kept = [...this.#waiting, ...notes];
      this.#missed += Math.max(0, kept.length - MOST_WAITING);
      this.#waiting = kept.slice(0, MOST_WAITING);
    });
  }

  /** Writes what waits and these, one after the other. */
  #written(notes: readonly AuditNote[]): Promise<void> {
    const done = this.#tail.then(() => this.#write(notes));
    this.#tail = done.catch(() => undefined);
    return done;
  }

  async #write(notes: readonly AuditNote[]): Promise<void> {
    const { write, faults, log } = this.#parts;
    const waited = this.#waiting;
    const missed = this.#missed;
    const all = [
      ...waited,
      ...(missed > 0 ? [this.#timed({ what: 'missed' as const, who: null, of: { entries: missed } })] : []),
      ...notes,
    ];
    if (all.length === 0) return;
    try {
      this.#head = await write(all);
    } catch (error) {
      const { code, what, where, hint } = reportOf(error, 'host-fault');
      const own = code === 'audit-damaged' ? code : 'audit-unwritten';
      const told = own === code ? what : `Nothing can be written in the audit log: ${what}`;
      if (faults.set('audit', { code: own, what: told, where, hint }))
        log.error({ err: error }, 'the audit log cannot be written: what must stand in it is refused');
      throw new CitywallError(
        'audit-unwritten',
        {
          what: `This is written in the audit log before it is done, and that cannot be now. ${what}`,
          where,
          hint,
        },
        { cause: error },
      );
    }
    // What came to wait meanwhile still does.
    this.#waiting = this.#waiting.slice(waited.length);
    this.#missed -= missed;
    faults.set('audit', null);
  }

  #tellHead(): void {
    const head = this.#head;
    if (head !== null) this.#parts.log.info({ entries: head.n, head: head.hash }, 'the audit log');
  }
}
