import { pauseBefore } from '../../contract/back-off.ts';
import type { Command, CommandResult } from '../../contract/commands.ts';
import type { ErrorReport } from '../../contract/errors.ts';
import { CitywallError, reportOf } from '../../contract/errors.ts';
import type { Cursor, Welcome } from '../../contract/feed.ts';
import { SECOND } from '../../contract/instants.ts';
import type { Lifecycle, Truth } from '../../store/ports.ts';
import { pause as rest } from '../pause.ts';
import type { Clocks } from './city-clock.ts';
import { CityClock, machineClocks } from './city-clock.ts';
import type { Connection, Received } from './connection.ts';
import { connect } from './connection.ts';
import { Life } from './life.ts';
import { pieceAfterBreak } from './pace.ts';
import type { Replica } from './replica-state.ts';
import { replicaOf } from './replica-state.ts';
import type { VisitParts } from './visit.ts';
import { DEAD_AFTER, refused, Visit } from './visit.ts';

/** The city line as health and frames show it. */
export interface CityState {
  /** `refused`: the city answered, but will not be followed by this host; it goes on asking. */
  phase: 'connecting' | 'snapshot' | 'live' | 'refused';
  /** When the city was last heard, by the clock of {@link CityFeed.now}; null if not since the host started. */
  heard: number | null;
  /** City time minus the machine's wall clock, milliseconds; null where nothing speaks against the machine's. */
  clockOffset: number | null;
  /** The newest position the city spoke of. */
  head: Cursor | null;
  /** A snapshot under way: records held, and about how many there are. */
  progress: { done: number; total: number } | null;
  /** Why the city is not being followed just now; null while it is. */
  refusal: ErrorReport | null;
  city: Welcome['city'] | null;
}

export interface CityFeedParts extends Pick<
  VisitParts,
  'address' | 'login' | 'writer' | 'recognise' | 'hello'
> {
  /** What the cache was last complete to, if it holds anything. */
  held: Truth | null;
  clocks?: Clocks;
  /** In [0, 1): spreads the walls' attempts. */
  random?: () => number;
  /** Milliseconds without a word after which the line is taken for dead. */
  deadAfter?: number;
  /** Milliseconds before attempt n, with what {@link CityFeedParts.random} gave. */
  pause?: (attempt: number, random: number) => number;
}

/** Faults that the city itself spoke, or that lie in who it is: it was reached. */
const REFUSED = new Set(['city-protocol', 'city-refused', 'city-busy', 'city-other', 'personal-refused']);

/**
 * The replica's side of the feed: keeps a line to one city, writes what comes through a CacheWriter and
 * shows how it stands. `run` resolves when stopped and never rejects: what goes wrong stands in
 * `state.refusal` and is tried again with back-off.
 */
export class CityFeed implements Lifecycle {
  readonly #parts: CityFeedParts;
  readonly #clock: CityClock;
  readonly #stopping = new AbortController();
  readonly #ended = Promise.withResolvers<undefined>();
  readonly #changed = new Set<(state: CityState) => void>();
  readonly #results = new Set<(result: CommandResult) => void>();
  readonly #opened = new Set<() => void>();
  #heardAt: number | null = null;
  #held: Truth | null;
  #line: Connection | null = null;
  #welcomed = false;
  /** How large a part of a snapshot the line carries at a time, as it was last measured; null before it was. */
  #piece: number | null = null;
  #running = false;
  #seen: Pick<CityState, 'phase' | 'head' | 'progress' | 'refusal' | 'city'> = {
    phase: 'connecting',
    head: null,
    progress: null,
    refusal: null,
    city: null,
  };

  constructor(parts: CityFeedParts) {
    this.#parts = parts;
    this.#held = parts.held;
    this.#clock = new CityClock(parts.clocks ?? machineClocks, parts.held?.asOf ?? null);
  }

  get state(): CityState {
    return {
      ...this.#seen,
      heard: this.#heardAt === null ? null : this.#clock.at(this.#heardAt),
      clockOffset: this.#clock.offset(),
    };
  }

  /** The city's time now, as well as it is known here: what age labels are counted by. */
  now(): number {
    return this.#clock.now();
  }

  /** Calls back on every change of {@link state}; returns how to end that. */
  onChange(listener: (state: CityState) => void): () => void {
    this.#changed.add(listener);
    return () => this.#changed.delete(listener);
  }

  /** Sends a command if the city has welcomed this host; false where it is not connected. */
  send(command: Command): boolean {
    if (this.#line === null || !this.#welcomed) return false;
    this.#line.send('command', command);
    return true;
  }

  /** Calls back with what became of a command; returns how to end that. */
  onResult(listener: (result: CommandResult) => void): () => void {
    this.#results.add(listener);
    return () => this.#results.delete(listener);
  }

  /** Calls back whenever commands can be sent (again); returns how to end that. */
  onOpen(listener: () => void): () => void {
    this.#opened.add(listener);
    return () => this.#opened.delete(listener);
  }

  async run(): Promise<void> {
    this.#running = true;
    const { random = Math.random, pause = pauseBefore } = this.#parts;
    let attempt = 0;
    while (!this.#stopping.signal.aborted) {
      const { fault, welcomed } = await this.#visit();
      if (this.#stopping.signal.aborted) break;
      this.#show({
        phase: fault !== null && REFUSED.has(fault.code) ? 'refused' : 'connecting',
        progress: null,
        refusal: fault === null ? null : reportOf(fault, fault.code),
      });
      // A city that went away after a good while comes back soon; one that is reached in vain is spared.
      attempt = welcomed && fault?.code === 'city-unreachable' ? 0 : attempt + 1;
      await rest(pause(attempt, random()), this.#stopping.signal);
    }
    this.#ended.resolve(undefined);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#line?.end(null);
    if (this.#running) await this.#ended.promise;
  }

  /** Opens one line and follows the city until it ends. Never rejects. */
  async #visit(): Promise<{ fault: CitywallError | null; welcomed: boolean }> {
    const { writer, address } = this.#parts;
    let replica: Replica;
    try {
      replica = replicaOf(await writer.cursor(), await writer.staged(), this.#held, this.#piece);
    } catch (error) {
      return { fault: asFault(error, address), welcomed: false };
    }
    if (this.#stopping.signal.aborted) return { fault: null, welcomed: false };
    const over = Promise.withResolvers<CitywallError | null>();
    const life = new Life(this.#clock.steady());
    const line = connect(this.#parts, {
      opened: () => visit.begin(),
      received: (message) => {
        life.whole(line.bytes(), this.#clock.steady());
        this.#heard(message, visit, line);
      },
      closed: over.resolve,
    });
    const visit = new Visit(
      { ...this.#parts, clock: this.#clock, changed: (now) => this.#follow(now) },
      line,
      replica,
    );
    this.#line = line;
    const { deadAfter = DEAD_AFTER } = this.#parts;
    const watch = setInterval(
      () => {
        const now = this.#clock.steady();
        const flowing = life.flowing(line.bytes(), now);
        // Who is still speaking is there, whatever becomes of what is said.
        if (flowing && this.#welcomed) this.#heardAt = now;
        if (now - life.last > deadAfter) line.end(silent(address, deadAfter));
        else visit.tick(flowing);
      },
      Math.min(SECOND, deadAfter / 3),
    );
    const fault = await over.promise;
    clearInterval(watch);
    this.#line = null;
    const welcomed = this.#welcomed;
    this.#welcomed = false;
    await visit.end();
    const { piece } = visit.replica;
    this.#piece = welcomed ? pieceAfterBreak(piece, life.partway(line.bytes())) : piece;
    return { fault, welcomed };
  }

  #heard(message: Received, visit: Visit, line: Connection): void {
    if (message.event === 'refusal') {
      const { personal } = this.#parts.hello().scope;
      return line.end(refused(message.message, this.#parts.address, personal));
    }
    this.#heardAt = this.#clock.steady();
    if (message.event !== 'result') return visit.hear(message);
    for (const listener of this.#results) listener(message.message);
  }

  /** Shows how the replica stands. */
  #follow(replica: Replica): void {
    this.#held = replica.held;
    const { offer, staged } = replica;
    const head = replica.head?.cursor ?? this.#seen.head;
    if (replica.phase === 'greeting') return this.#show({ head, progress: null });
    const progress =
      replica.phase === 'snapshot' && offer !== null
        ? { done: staged?.records ?? 0, total: Math.max(offer.snapshot.records, staged?.records ?? 0) }
        : null;
    this.#show({ phase: replica.phase, head, progress, refusal: null, city: replica.city });
    if (this.#welcomed || this.#line === null) return;
    this.#welcomed = true;
    for (const listener of this.#opened) listener();
  }

  #show(seen: Partial<CityFeed['state']>): void {
    this.#seen = { ...this.#seen, ...seen };
    for (const listener of this.#changed) listener(this.state);
  }
}

function asFault(error: unknown, where: string): CitywallError {
  if (error instanceof CitywallError) return error;
  const { code, what } = reportOf(error, 'feed-message');
  return new CitywallError(code, { what, where }, { cause: error });
}

function silent(where: string, after: number): CitywallError {
  return new CitywallError('city-unreachable', {
    what: `The city has not been heard for ${String(Math.round(after / SECOND))} s; the line is taken for dead.`,
    where,
    hint: 'Check the network to the city; the host goes on trying.',
  });
}
