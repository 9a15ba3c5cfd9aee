import { createHash } from 'node:crypto';
import { z } from 'zod';
import { commandKey, unreadable } from '../../contract/commands.ts';
import { CitywallError } from '../../contract/errors.ts';
import type { ChunkRequest, Cursor, Down, Hello, Refusal, Welcome } from '../../contract/feed.ts';
import { anyProtocol, CHUNK_BYTES, CREDIT, up } from '../../contract/feed.ts';
import { PROTOCOL } from '../../contract/version.ts';
import type { Truth } from '../../store/ports.ts';
import { Credit } from './credit.ts';
import { fits } from './fits.ts';
import type { Admission, Head } from './greeting.ts';
import { follows, mode, offer, refuse } from './greeting.ts';
import { Mailbox } from './mailbox.ts';
import type { SessionParts } from './session-parts.ts';
import { readSnapshotId } from './snapshot-id.ts';
import { placeText, readPlace, witnessed } from './witness.ts';

/** One delta is about this large, so that on a thin link something is heard every few seconds. */
const DELTA = { records: 2_000, bytes: 256 * 1024 } as const;
/** One chunk of a snapshot. */
const CHUNK = { records: 5_000, bytes: CHUNK_BYTES.most } as const;
/** On a thin line so many deltas at most are on their way: a beat waits behind them. */
const AHEAD = 4;
/** Requests of one client that may wait; one that sends more is not following the protocol. */
const MAILBOX = 64;

/**
 * One client of the feed. Requests are carried out one at a time in the order they came; between them,
 * what changed is sent as far as the client's acks allow. It holds sizes and a cursor, no records.
 */
export class Session {
  readonly #parts: SessionParts;
  readonly #credit = new Credit();
  #hello: Hello | null = null;
  /** The snapshot the client has half of, as far as it can be gone on with. */
  #half: string | undefined;
  /** What the client holds or is being sent; null while it fetches a snapshot. */
  #sent: Cursor | null = null;
  /** What the client's line carries at a time, bytes. */
  #bytes: number = CHUNK.bytes;
  /** Whether that is known to be as much as there is: then it costs more to compress what is said than to send it. */
  #wide = false;
  /** The newest truth that what was sent is complete for. */
  #truth: Truth | null = null;
  readonly #requests = new Mailbox(MAILBOX);
  /** Apart from the rest: a city that thinks about a command goes on sending what changed. */
  readonly #commands = new Mailbox(MAILBOX);
  #pumping = false;
  #closed = false;

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  /** Whether the client was welcomed. */
  get open(): boolean {
    return this.#hello !== null && !this.#closed;
  }

  /** Whether what is said to it is better compressed. */
  get thin(): boolean {
    return !this.#wide;
  }

  /** Takes a message from the client. Whatever it holds, this does not throw; resolves when it is dealt with. */
  receive(event: string, raw: unknown): Promise<void> {
    if (this.#closed) return Promise.resolve();
    if (event === 'ack') return this.#ack(raw);
    const mailbox = event === 'command' ? this.#commands : this.#requests;
    if (mailbox.full) {
      this.#refuse(refuse('busy', 'Too many requests at once.', 'Wait for the answers, then ask again.'));
      return Promise.resolve();
    }
    if (event === 'command')
      return mailbox.put(
        () => this.#command(raw),
        (error) => this.#tell(error),
      );
    return this.#inTurn(() => this.#carryOut(event, raw));
  }

  /** The log grew: sends what the client may have. Resolves when that was sent. */
  pump(): Promise<void> {
    if (this.#pumping || this.#closed) return Promise.resolve();
    this.#pumping = true;
    return this.#inTurn(async () => {
      this.#pumping = false;
      if (await this.#sendNext()) void this.pump();
    });
  }

  /** Says how far the log is; or that the client may not have any more what it was let in for. */
  beat(head: Head): void {
    if (!this.open || this.#hello === null) return;
    const turnedAway = this.#parts.admit(this.#hello);
    if (turnedAway !== null) return this.#turnAway(turnedAway);
    this.#parts.send('beat', { head: head.cursor, ...head.truth, serverTime: this.#parts.clock() });
  }

  /** Resolves when everything asked for so far was dealt with. */
  async idle(): Promise<void> {
    await Promise.all([this.#requests.idle(), this.#commands.idle()]);
  }

  /** The connection is gone. */
  end(): void {
    this.#closed = true;
    this.#credit.clear();
  }

  #inTurn(task: () => Promise<void>): Promise<void> {
    return this.#requests.put(
      async () => {
        if (!this.#closed) await task();
      },
      (error: unknown) => {
        this.#fail(error);
      },
    );
  }

  #tell(error: unknown): void {
    this.#parts.report(
      new CitywallError(
        'feed-message',
        { what: 'A client of the feed could not be served.', where: this.#hello?.client ?? '' },
        { cause: error },
      ),
    );
  }

  /** A fault of the origin's own, such as an unreadable log: told here, and the client asks again later. */
  #fail(error: unknown): void {
    this.#tell(error);
    this.#refuse(refuse('busy', 'The city cannot read its records just now.', 'Ask again in a while.'));
  }

  #refuse(refusal: Refusal): void {
    if (this.#closed) return;
    this.#parts.send('refusal', refusal);
    this.end();
    this.#parts.close();
  }

  #turnAway({ code, what, hint }: NonNullable<ReturnType<Admission>>): void {
    this.#refuse(refuse(code, what, hint));
  }

  #ack(raw: unknown): Promise<void> {
    const ack = up.ack.safeParse(raw);
    if (this.#hello === null || !ack.success) {
      this.#malformed('ack', ack.success ? 'Say hello first.' : z.prettifyError(ack.error));
      return Promise.resolve();
    }
    if (ack.data.epoch === this.#sent?.epoch) this.#credit.acked(ack.data.seq);
    return this.pump();
  }

  /** A command that could not be dealt with is only told here: the client has it on disk and sends it again. */
  async #command(raw: unknown): Promise<void> {
    const command = up.command.safeParse(raw);
    if (!command.success) return this.#unreadable(raw, command.error);
    if (command.data.client !== this.#hello?.client)
      return this.#malformed('command', 'It carries the client that said hello.');
    const result = await this.#parts.commands(command.data);
    if (!this.#closed) this.#parts.send('result', result);
  }

  /** A command that cannot be read is one that never will be: it ends, and the line stays up, wherever its key can be read. */
  #unreadable(raw: unknown, error: z.ZodError): void {
    const keyed = z.looseObject({ key: commandKey }).safeParse(raw);
    if (this.#hello === null || !keyed.success) return this.#malformed('command', z.prettifyError(error));
    this.#parts.send('result', unreadable(keyed.data.key, error, this.#parts.clock()));
  }

  async #carryOut(event: string, raw: unknown): Promise<void> {
    if (event === 'hello') return this.#greet(raw);
    if (this.#hello === null) return this.#malformed(event, 'Say hello first.');
    if (event === 'chunk') {
      const request = up.chunk.safeParse(raw);
      if (!request.success) return this.#malformed(event, z.prettifyError(request.error));
      return this.#chunk(request.data);
    }
    this.#malformed(event, 'The feed has no such message.');
  }

  #malformed(event: string, why: string): void {
    this.#refuse(
      refuse('malformed', `"${event.slice(0, 40)}" cannot be read: ${why}`, 'See docs/feed-protocol.md.'),
    );
  }

  async #greet(raw: unknown): Promise<void> {
    const said = anyProtocol.safeParse(raw);
    if (said.success && said.data.protocol !== PROTOCOL)
      return this.#refuse(
        refuse(
          'protocol',
          `This city speaks feed protocol ${String(PROTOCOL)}, the client ${String(said.data.protocol)}.`,
          `Install the release of the ${said.data.protocol > PROTOCOL ? 'city' : 'wall'} that matches the other.`,
        ),
      );
    const parsed = up.hello.safeParse(raw);
    if (!parsed.success) return this.#malformed('hello', z.prettifyError(parsed.error));
    const hello = parsed.data;
    const turnedAway = this.#parts.admit(hello);
    if (turnedAway !== null) return this.#turnAway(turnedAway);

    this.#hello = hello;
    this.#fit(hello.bytes);
    this.#half = hello.snapshot;
    this.#credit.clear();
    const head = await this.#parts.log.head();
    this.#truth = head.truth;
    if ((await mode(this.#parts.log, head, hello.cursor)) === 'snapshot') return this.#offer(head);
    this.#sent = hello.cursor;
    this.#welcome(head, { mode: 'resume' });
    void this.pump();
  }

  /** Offers a snapshot, in answer to a hello or because the log can no longer be followed from where the client is. */
  async #offer(head: Head): Promise<void> {
    if (this.#hello === null) return;
    this.#sent = null;
    this.#credit.clear();
    const { scope } = this.#hello;
    this.#welcome(head, {
      mode: 'snapshot',
      snapshot: await offer(this.#parts.log, head, this.#half, scope.personal),
    });
  }

  #welcome(head: Head, answer: Pick<Welcome, 'mode' | 'snapshot'>): void {
    this.#parts.send('welcome', {
      protocol: PROTOCOL,
      city: this.#parts.identity,
      ...answer,
      head: head.cursor,
      ...head.truth,
      serverTime: this.#parts.clock(),
    });
  }

  /** From now on the client's line carries so much at a time. */
  #fit(bytes?: number): void {
    this.#wide = bytes === CHUNK.bytes;
    this.#bytes = bytes ?? CHUNK.bytes;
    this.#credit.bytes = this.#bytes < CHUNK.bytes ? AHEAD * this.#bytes : CREDIT.bytes;
  }

  async #chunk({ bytes, ...request }: ChunkRequest): Promise<void> {
    this.#fit(bytes);
    const scope = { personal: this.#hello?.scope.personal ?? false };
    const head = await this.#parts.log.head();
    const named = readSnapshotId(request.snapshot);
    const served =
      named !== null &&
      named.personal === scope.personal &&
      (await follows(this.#parts.log, head, named.cursor));
    const place = request.after === null ? { head: null, after: null } : readPlace(request.after);
    if (place === null) return this.#malformed('chunk', 'Its "after" is not the "next" of a chunk.');
    const { epoch } = head.cursor;
    const goesOn = place.head === null || (await follows(this.#parts.log, head, { epoch, ...place.head }));
    // Its deltas are gone, or the city was restored: fetching on would end where nobody can follow.
    if (!served || !goesOn) {
      this.#half = undefined;
      return this.#offer(head);
    }
    await this.#parts.drained();
    if (place.head !== null && place.after === null)
      return this.#lastChunk(request, named.cursor, head.cursor);
    const chunk = await this.#parts.log.chunk(place.after, { ...CHUNK, bytes: this.#bytes }, scope);
    if (!fits(chunk.records))
      throw new CitywallError('feed-message', {
        what: 'A record is too large to travel.',
        where: request.after ?? '',
      });
    // Read after the records: nothing in them is newer than it.
    const { cursor: readAt } = await this.#parts.log.head();
    const { picture, ...records } = chunk;
    const next = placeText({ head: readAt, after: chunk.next });
    this.#sendChunk(request, { ...records, next, ...(picture ? { picture } : {}) });
  }

  /** Ends a snapshot, without records: only now is it known which head all of it was read before. */
  #lastChunk(request: Omit<ChunkRequest, 'bytes'>, start: Cursor, head: Cursor): void {
    const chain = start.seq === head.seq ? start.chain : witnessed(start.chain, head);
    this.#sendChunk(request, { next: null, count: 0, records: '[]', cursor: { ...start, chain } });
  }

  #sendChunk(
    request: Omit<ChunkRequest, 'bytes'>,
    chunk: Pick<Down['chunk'], 'next' | 'count' | 'records' | 'cursor' | 'picture'>,
  ): void {
    const sha256 = createHash('sha256').update(chunk.records, 'utf8').digest('hex');
    this.#parts.send('chunk', { ...request, ...chunk, sha256 });
  }

  /** Sends one delta; true where there may be another to send. */
  async #sendNext(): Promise<boolean> {
    const room = this.#credit.room();
    if (this.#sent === null || this.#hello === null || room === null) return false;
    const sent = this.#sent;
    await this.#parts.drained();
    if (this.#closed) return false;
    const head = await this.#parts.log.head();
    // Held against the log each time: it may have been restored or pruned under a client that was slow.
    if (!(await follows(this.#parts.log, head, sent))) {
      await this.#offer(head);
      return false;
    }
    if (head.cursor.seq === sent.seq) {
      this.#truth = head.truth;
      return false;
    }
    const limit = {
      records: Math.min(room.records, DELTA.records),
      bytes: Math.min(room.bytes, DELTA.bytes, this.#bytes),
    };
    const changes = await this.#parts.log.changes(sent.seq, limit, { personal: this.#hello.scope.personal });
    if (this.#closed) return false;
    if (changes === null || changes.to <= sent.seq || !fits(changes.records)) {
      await this.#offer(head);
      return false;
    }
    // A delta that stops short of the head is not complete to the head's instant.
    if (changes.to >= head.cursor.seq || this.#truth === null) this.#truth = head.truth;
    const { to, count, records } = changes;
    // Read after the changes: what they leave out changed again at or before it.
    const { cursor: readAt } = await this.#parts.log.head();
    const chain = to === readAt.seq ? changes.chain : witnessed(changes.chain, readAt);
    this.#sent = { epoch: sent.epoch, seq: to, chain };
    this.#credit.sent(to, { records: count, bytes: Buffer.byteLength(records) });
    const { epoch, seq: from } = sent;
    const serverTime = this.#parts.clock();
    const delta = { epoch, from, to, chain, count, records, ...this.#truth, serverTime };
    this.#parts.send('delta', delta);
    return true;
  }
}
