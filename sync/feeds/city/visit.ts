import { reportOf, CitywallError } from '../../contract/errors.ts';
import type { Hello, Welcome } from '../../contract/feed.ts';
import { SECOND } from '../../contract/instants.ts';
import { PROTOCOL, VERSION } from '../../contract/version.ts';
import type { CacheWriter } from '../../store/ports.ts';
import type { CityClock } from './city-clock.ts';
import type { Connection, Received } from './connection.ts';
import { otherProtocol } from './connection.ts';
import { Inbox } from './inbox.ts';
import type { Heard, Replica, Said, Step } from './replica-state.ts';
import { greet, receive, tick, written } from './replica.ts';
import { carryOut } from './writes.ts';

export interface VisitParts {
  address: string;
  /** `name:password` for whoever guards the way to the city. */
  login?: string | null;
  writer: CacheWriter;
  clock: CityClock;
  /** Who this host is, and what it asks for just now: the next visit may ask for less. */
  hello: () => Pick<Hello, 'client' | 'credential' | 'scope'>;
  /** Checks the city against the one the data folder belongs to; rejects with `city-other`. */
  recognise: (city: Welcome['city']) => Promise<void>;
  /** The replica changed. */
  changed: (replica: Replica) => void;
}

/**
 * One connection's worth of following: drives the replica's machine with what the connection hears, one
 * message and one write at a time. What arrives meanwhile waits within the city's credit.
 */
export class Visit {
  readonly #parts: VisitParts;
  readonly #line: Connection;
  readonly #inbox = new Inbox();
  #replica: Replica;
  #working: Promise<void> | null = null;
  #over = false;
  /** When hello was said, until it is answered. */
  #asked: number | null = null;

  constructor(parts: VisitParts, line: Connection, replica: Replica) {
    this.#parts = parts;
    this.#line = line;
    this.#replica = replica;
  }

  /** Says hello: the line is open, or how things stand is to be asked anew. */
  begin(): void {
    this.#work(() => this.#take(greet(this.#replica, this.#parts.clock.steady())));
  }

  /** A message of the feed came. */
  hear(heard: Heard): void {
    const setBack = !this.#tellTime(heard);
    if (!this.#inbox.put(heard))
      return this.#line.end(
        new CitywallError('feed-message', {
          what: 'The city sends more than was acknowledged.',
          where: this.#parts.address,
          hint: 'The city does not follow docs/feed-protocol.md; the host goes on trying.',
        }),
      );
    // A question that is on its way will tell.
    if (setBack && this.#asked === null) this.begin();
    this.#work(() => this.#drain());
  }

  /** Time passed. While a write is under way, or something is `flowing` that is not whole as yet, nothing is late. */
  tick(flowing: boolean): void {
    this.#work(() => this.#take(tick(this.#replica, this.#parts.clock.steady(), flowing)));
  }

  /** Where the replica stands. */
  get replica(): Replica {
    return this.#replica;
  }

  /** The line is gone. Resolves when no write is under way any more. */
  async end(): Promise<void> {
    this.#over = true;
    await this.#working;
  }

  /** False where the city's clock was set back since it was last asked. */
  #tellTime(heard: Heard): boolean {
    const { clock } = this.#parts;
    if (heard.event === 'chunk') return true;
    if (heard.event !== 'welcome' || this.#asked === null) return clock.told(heard.message.serverTime);
    clock.answered(heard.message.serverTime, this.#asked);
    this.#asked = null; // A welcome may also come unasked; that one answers nothing.
    return true;
  }

  #work(task: () => Promise<void>): void {
    if (this.#over || this.#working !== null) return;
    this.#working = task()
      .then(() => this.#drain())
      .catch((error: unknown) => {
        this.#line.end(faultOf(error, this.#parts.address));
      })
      .finally(() => {
        this.#working = null;
      });
  }

  async #drain(): Promise<void> {
    for (let heard = this.#inbox.take(); heard !== undefined && !this.#over; heard = this.#inbox.take()) {
      if (heard.event === 'welcome') await this.#parts.recognise(heard.message.city);
      await this.#take(receive(this.#replica, heard, this.#parts.clock.steady()));
    }
  }

  async #take(first: Step): Promise<void> {
    for (let step = first; !this.#over;) {
      this.#replica = step.replica;
      this.#parts.changed(step.replica);
      if (step.fault !== null) throw step.fault;
      for (const said of step.say) this.#say(said);
      if (step.write === null) return;
      const outcome = await carryOut(this.#parts.writer, step.write);
      step = written(this.#replica, outcome, this.#parts.clock.steady());
    }
  }

  #say(said: Said): void {
    if (said.event === 'ack') return this.#line.send('ack', said.message);
    if (said.event === 'chunk') return this.#line.send('chunk', said.message);
    this.#asked = this.#parts.clock.steady();
    this.#line.send('hello', {
      protocol: PROTOCOL,
      version: VERSION,
      ...this.#parts.hello(),
      cursor: said.cursor,
      ...(said.snapshot === undefined ? {} : { snapshot: said.snapshot }),
      ...(said.bytes === undefined ? {} : { bytes: said.bytes }),
    });
  }
}

/** Why the city turned this host away, which asked it for personal parts, or for none. */
export function refused(
  message: Extract<Received, { event: 'refusal' }>['message'],
  where: string,
  personal: boolean,
): CitywallError {
  if (message.code === 'protocol') return otherProtocol(message.protocol, where);
  if (personal && (message.code === 'enrolment' || message.code === 'scope'))
    return new CitywallError('personal-refused', {
      what: `The city refuses personal parts to this wall (${message.code}): ${message.what}`,
      where,
      hint: message.hint,
    });
  const busy = message.code === 'busy';
  return new CitywallError(busy ? 'city-busy' : 'city-refused', {
    what: `The city ${busy ? 'is busy' : `refuses this host (${message.code})`}: ${message.what}`,
    where,
    hint: message.hint,
  });
}

function faultOf(error: unknown, where: string): CitywallError {
  if (error instanceof CitywallError) return error;
  const report = reportOf(error, 'feed-message');
  return new CitywallError(report.code, { what: report.what, where }, { cause: error });
}

/** Without a word for this long, three beats, a line is taken for dead even where TCP has not noticed. */
export const DEAD_AFTER = 15 * SECOND;
