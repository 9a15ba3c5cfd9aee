import type { Heard, Replica, Said, Step } from './replica-state.ts';
import { replicaOf } from './replica-state.ts';
import { greet, receive, tick, written } from './replica.ts';
import { carryOut } from './writes.ts';
import { parseDown } from './connection.ts';
import type { MemoryCache } from './memory-cache.fixture.ts';
import { Session } from '../serve/session.ts';
import { publicOnly } from '../serve/greeting.ts';
import type { MemoryCity } from '../serve/memory-city.fixture.ts';
import { PROTOCOL } from '../../contract/version.ts';

interface Message {
  event: string;
  message: unknown;
}
export type Fate = 'deliver' | 'drop' | 'repeat';

/**
 * A replica and a city with a bad line between them and no sockets: every message waits until the test
 * decides its fate. Messages cross as JSON, as on the wire.
 */
export class LossyLine {
  now = 0;
  up: Message[] = [];
  down: Message[] = [];
  readonly #city: MemoryCity;
  readonly #cache: MemoryCache;
  #session: Session | null = null;
  #replica: Replica | null = null;

  constructor(city: MemoryCity, cache: MemoryCache) {
    this.#city = city;
    this.#cache = cache;
  }

  get phase(): Replica['phase'] | 'cut' {
    return this.#replica?.phase ?? 'cut';
  }

  /** The line goes down; everything on its way is lost. What is on disk stays. */
  cut(): void {
    this.#session?.end();
    this.#session = null;
    this.#replica = null;
    this.up = [];
    this.down = [];
  }

  /** Opens the line, as after a restart of the host. */
  async open(): Promise<void> {
    this.cut();
    this.#session = new Session({
      log: this.#city,
      identity: { id: 'city', name: 'City', profile: 'p', demo: true },
      admit: publicOnly,
      commands: () => Promise.reject(new Error('no commands here')),
      clock: () => this.#city.truth.asOf,
      send: (event, message) => this.down.push({ event, message: JSON.parse(JSON.stringify(message)) }),
      drained: () => Promise.resolve(),
      close: () => undefined,
      report: (error) => {
        throw error;
      },
    });
    const replica = replicaOf(await this.#cache.cursor(), await this.#cache.staged(), this.#cache.told);
    await this.#take(greet(replica, this.now));
  }

  /** Decides the fate of one waiting message on its way up. */
  async sendUp(index: number, fate: Fate): Promise<void> {
    const one = pick(this.up, index, fate);
    if (one === undefined) return;
    await this.#session?.receive(one.event, one.message);
    await this.#session?.idle();
  }

  /** Decides the fate of one waiting message on its way down. */
  async sendDown(index: number, fate: Fate): Promise<void> {
    const one = pick(this.down, index, fate);
    if (one === undefined || this.#replica === null) return;
    const heard = parseDown(one.event, one.message, 'test');
    if (heard === null || heard.event === 'result') return;
    if (heard.event === 'refusal') return this.cut();
    await this.hear(heard);
  }

  /** Changes a character in the chunk that waits first. */
  damage(): void {
    const first = this.down.shift();
    if (first === undefined) return;
    const chunk = parseDown(first.event, first.message, 'test');
    if (chunk?.event !== 'chunk') throw new Error('no chunk waits');
    this.down.unshift({
      event: 'chunk',
      message: { ...chunk.message, records: `${chunk.message.records} ` },
    });
  }

  async hear(heard: Heard): Promise<void> {
    if (this.#replica !== null) await this.#take(receive(this.#replica, heard, this.now));
  }

  /** The city noticed that its log grew. */
  async grew(): Promise<void> {
    await this.#session?.pump();
    await this.#session?.idle();
  }

  async beat(): Promise<void> {
    this.#session?.beat(await this.#city.head());
  }

  /** Time passes; `flowing` with bytes of a message that is not whole as yet. */
  async pass(ms: number, flowing = false): Promise<void> {
    this.now += ms;
    if (this.#replica !== null) await this.#take(tick(this.#replica, this.now, flowing));
  }

  /** A good line, until nothing more is said. */
  async calm(): Promise<void> {
    let messages = 0;
    for (let round = 0; round < 200; round += 1) {
      while (this.up.length + this.down.length > 0) {
        messages += 1;
        if (messages > 5_000) throw new Error(`talks for ever: ${this.phase}`);
        if (this.up.length > 0) await this.sendUp(0, 'deliver');
        if (this.down.length > 0) await this.sendDown(0, 'deliver');
      }
      const { seq, chain } = this.#city.cursor;
      if (this.phase === 'live' && this.#cache.at?.seq === seq && this.#cache.at.chain === chain) return;
      if (this.phase === 'cut') await this.open();
      else await this.pass(5_000);
      await this.grew();
      await this.beat();
    }
    throw new Error(`never came to rest: ${this.phase}`);
  }

  async #take(first: Step): Promise<void> {
    for (let step = first; ;) {
      this.#replica = step.replica;
      if (step.fault !== null) return this.cut();
      for (const said of step.say) this.#say(said);
      if (step.write === null) return;
      step = written(step.replica, await carryOut(this.#cache, step.write), this.now);
    }
  }

  #say(said: Said): void {
    if (said.event !== 'hello') {
      this.up.push(said);
      return;
    }
    const { cursor, snapshot, bytes } = said;
    const message = {
      protocol: PROTOCOL,
      client: 'wall',
      version: 'test',
      scope: { personal: false },
      cursor,
      ...(snapshot === undefined ? {} : { snapshot }),
      ...(bytes === undefined ? {} : { bytes }),
    };
    this.up.push({ event: 'hello', message });
  }
}

function pick(queue: Message[], index: number, fate: Fate): Message | undefined {
  if (queue.length === 0) return undefined;
  const at = index % queue.length;
  const one = fate === 'repeat' ? queue[at] : queue.splice(at, 1)[0];
  return fate === 'drop' ? undefined : one;
}
