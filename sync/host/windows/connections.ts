import type { Socket as WindowSocket } from 'socket.io';
import { SECOND } from '../../contract/instants.ts';
import { ALL_UNREAD, type Budget, MOST_CONNECTIONS, WINDOW, type WindowBudget } from './budget.ts';
import { Intake, PIECE, type Source } from './intake.ts';
import type { Asker } from './turns.ts';

/** The line below a window's socket. */
type Line = WindowSocket['conn'];

/** What all leave unread is counted at most so often, milliseconds. */
const COUNTED_EVERY = 100;
/** A window that wanted more than its share within this time, milliseconds, gives its place to one that comes. */
const LATELY = 10 * SECOND;

/** What is left to be sent when a line is closed has so long to leave, milliseconds. */
const CLOSED_WITHIN = SECOND;

/** What is queued at a line as it queues it, and what it takes off; engine.io's own events. */
interface Packet {
  data?: string | Uint8Array;
}
const sizeOf = ({ data }: Packet): number => data?.length ?? 0;

/** One line of a window: what comes is read as its budget allows, and what it does not read is not added to. */
export class Connection implements Asker, Source {
  readonly budget: WindowBudget;
  /** Whether it belongs to a window. Until then it is a stray. */
  isWindow = false;
  readonly #line: Line;
  readonly #all: Connections;
  #queued = 0;
  #deaf: NodeJS.Timeout | null = null;
  #isFull = false;
  #taken = 0;
  #takenAt: number;

  constructor(line: Line, budget: WindowBudget, all: Connections) {
    this.#line = line;
    this.budget = budget;
    this.#all = all;
    this.#takenAt = all.clock();
    line.on('packet', (packet: Packet) => budget.hears(sizeOf(packet)));
    line.on('packetCreate', (packet: Packet) => (this.#queued += sizeOf(packet)));
    line.on('flush', () => (this.#queued = 0));
    this.#tcp.on('drain', () => setImmediate(() => all.wake()));
    // A stream with such a listener gives nothing but by `read`, whoever else listens, and takes in no more than its buffer holds.
    this.#tcp.on('readable', () => this.#listen());
    // What is left when it is closed is thrown away; the WebSocket, which hears of it next, would take all of it at once.
    this.#tcp.prependListener('close', () => this.#tcp.read());
    line.once('close', () => {
      if (this.#deaf !== null) clearTimeout(this.#deaf);
      all.intake.forget(this);
      // A WebSocket waits half a minute for the other side to close, too.
      setTimeout(() => this.end(), CLOSED_WITHIN).unref();
    });
  }

  get #tcp(): Line['request']['socket'] {
    return this.#line.request.socket;
  }

  /** Bytes that it was sent and has not taken. */
  get unread(): number {
    return this.#queued + this.#tcp.writableLength;
  }

  /** Whether it takes what it is sent. */
  get reads(): boolean {
    const { unread } = this;
    return unread === 0 || (unread < WINDOW.unread && this.#all.unread < ALL_UNREAD);
  }

  get wait(): number {
    return this.reads && this.#all.unread < 2 * ALL_UNREAD ? this.budget.waits : Infinity;
  }

  begins(): void {
    this.budget.begins();
  }

  /** Whether it has taken nothing for too long while something waits for it. */
  get isLost(): boolean {
    const { unread } = this;
    const taken = this.#tcp.bytesWritten - this.#tcp.writableLength;
    const now = this.#all.clock();
    if (unread === 0 || taken !== this.#taken) this.#takenAt = now;
    this.#taken = taken;
    const patience = this.#all.unread < ALL_UNREAD ? WINDOW.unreadFor : WINDOW.unreadFor / 10;
    return now - this.#takenAt >= patience;
  }

  /** Ends it at once, with all that waits for it. */
  end(): void {
    this.#tcp.destroy();
  }

  get left(): number {
    return this.budget.left;
  }

  read(): void {
    const { readableLength, readableHighWaterMark } = this.#tcp;
    // A full buffer holds its sender up.
    const isFull = readableLength >= readableHighWaterMark;
    if (isFull && !this.#isFull) this.budget.exceeded('paused');
    this.#isFull = isFull;
    // The last piece is read without a size: that brings a stream to its end.
    this.#tcp.read(readableLength > PIECE ? PIECE : undefined);
    if (this.#tcp.readableLength > 0) this.#listen();
  }

  /** Has itself read, once its budget allows. */
  #listen(): void {
    if (this.#deaf !== null) return;
    const wait = this.budget.deafFor;
    if (wait === 0) return this.#all.intake.add(this);
    this.budget.exceeded('paused');
    this.#deaf = setTimeout(() => {
      this.#deaf = null;
      this.#listen();
    }, wait).unref();
  }
}

/** The lines of all windows, and of those that are none yet. */
export class Connections {
  readonly clock: () => number;
  readonly intake = new Intake();
  readonly #budget: Budget;
  readonly #lines = new Map<Line, Connection>();
  #unread = 0;
  #unreadAt = -Infinity;
  #timer: NodeJS.Timeout | null = null;
  /** Called when a line may be written to again. */
  wake: () => void = () => undefined;

  constructor(budget: Budget, clock: () => number) {
    this.#budget = budget;
    this.clock = clock;
  }

  /** Looks every second for windows that take nothing. */
  run(): void {
    this.#timer = setInterval(() => this.sweep(), SECOND);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  add(line: Line): void {
    this.#lines.set(line, new Connection(line, this.#budget.window(), this));
    line.once('close', () => this.#lines.delete(line));
  }

  of(line: Line): Connection {
    const found = this.#lines.get(line);
    if (found === undefined) throw new Error('a window without a line');
    return found;
  }

  /** What all leave unread, bytes; as of a moment ago. */
  get unread(): number {
    const now = this.clock();
    if (now - this.#unreadAt >= COUNTED_EVERY) {
      this.#unreadAt = now;
      this.#unread = 0;
      for (const line of this.#lines.values()) this.#unread += line.unread;
    }
    return this.#unread;
  }

  /** Ends those that have taken nothing for too long and, while all together leave too much, whoever leaves the most. */
  sweep(): void {
    for (const line of this.#lines.values()) if (line.isLost) this.#end(line, 'closed');
    const most = [...this.#lines.values()].sort((a, b) => b.unread - a.unread);
    let over = most.reduce((sum, { unread }) => sum + unread, 0) - 1.5 * ALL_UNREAD;
    for (const line of most) {
      if (over <= 0) break;
      over -= line.unread;
      this.#end(line, 'closed');
    }
    this.wake();
  }

  /** Whether one more may connect; of those that are no window the one that came first gives way. */
  mayConnect(): boolean {
    if (this.#lines.size < MOST_CONNECTIONS) return true;
    const stray = [...this.#lines.values()].find(({ isWindow }) => !isWindow);
    if (stray === undefined) this.#budget.count('turnedAway');
    else this.#end(stray, 'turnedAway');
    return stray !== undefined;
  }

  /** Whether a window that floods gave its place away. */
  giveWay(): boolean {
    let worst: Connection | null = null;
    for (const line of this.#lines.values()) {
      const { sinceExcess } = line.budget;
      if (line.isWindow && sinceExcess < LATELY && sinceExcess < (worst?.budget.sinceExcess ?? Infinity))
        worst = line;
    }
    if (worst !== null) this.#end(worst, 'closed');
    return worst !== null;
  }

  #end(connection: Connection, as: 'closed' | 'turnedAway'): void {
    connection.budget.exceeded(as);
    connection.end();
  }
}
