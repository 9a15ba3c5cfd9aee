import { setTimeout as pause } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { LINK_NAMESPACE, type HostToWindow, type WindowToHost } from '../../sync/contract/link.ts';
import { healthOf } from '../harness/programs.ts';
import { until } from '../harness/wait.ts';
import type { Said } from './asking.ts';

type Window = Socket<HostToWindow, WindowToHost>;

/** So many consoles of one wall are given at at once. */
const CONSOLES = 4;
/** A reply that has not come by then is taken for lost, milliseconds. */
const REPLY_WITHIN = 5_000;
/** Refusals that are of that moment: a session that a host does not know yet, a window that asks too much. */
const AGAIN: readonly string[] = ['window-busy', 'windows-full', 'given-up'];

export interface GiversParts {
  address: string;
  password: string;
  /** While more wait at the wall, no more are given. */
  mostWaiting: number;
  /** What is given next; null where nothing is. */
  next: () => Said | null;
}

/** People at some consoles of one wall, which may be killed: whoever hears nothing says it again, under the same key. */
export class Givers {
  /** Commands that the host said it has. */
  readonly taken: string[] = [];
  /** Commands that the host refused: they are to be nowhere. */
  readonly refused: string[] = [];
  readonly #parts: GiversParts;
  readonly #windows: Window[];
  readonly #sessions = new Map<string, string>();

  constructor(parts: GiversParts) {
    this.#parts = parts;
    this.#windows = Array.from({ length: CONSOLES }, () =>
      io(new URL(LINK_NAMESPACE, parts.address).href, {
        ...{ transports: ['websocket'], forceNew: true, reconnectionDelay: 100, reconnectionDelayMax: 300 },
      }),
    );
  }

  async signIn(accounts: readonly string[]): Promise<void> {
    const [window] = this.#windows;
    if (window === undefined) throw new Error('no console');
    for (const account of accounts) {
      const { password } = this.#parts;
      const session = await until(`${account} is signed in`, async () => {
        const reply = await window.timeout(REPLY_WITHIN).emitWithAck('signIn', { account, password });
        return reply.ok && reply.value.session;
      });
      this.#sessions.set(account, session);
    }
  }

  /** Gives until there is nothing to give. */
  async run(): Promise<void> {
    await Promise.all(this.#windows.map((window) => this.#at(window)));
  }

  close(): void {
    for (const window of this.#windows) window.close();
  }

  async #at(window: Window): Promise<void> {
    for (let n = 0; ; n++) {
      if (n % 10 === 0) await this.#room();
      const said = this.#parts.next();
      if (said === null) return;
      await this.#give(window, said);
    }
  }

  /** Waits until less waits at the wall; one that is killed just now is waited for. */
  async #room(): Promise<void> {
    const { address, mostWaiting } = this.#parts;
    await until('room', async () => (await healthOf(address, REPLY_WITHIN)).outbox <= mostWaiting, 300_000);
  }

  async #give(window: Window, { name, payload, by, key }: Said): Promise<void> {
    const session = this.#sessions.get(by.name) ?? '';
    for (;;) {
      const reply = await window
        .timeout(REPLY_WITHIN)
        .emitWithAck('give', { session, key, name, payload: JSON.parse(JSON.stringify(payload)) })
        .catch(() => null);
      if (reply?.ok === true) return void this.taken.push(key);
      if (reply !== null && !AGAIN.includes(reply.error.code)) {
        if (reply.error.code !== 'role-needed') throw new Error(`${key} (${name}): ${reply.error.what}`);
        return void this.refused.push(key);
      }
      await pause(100);
    }
  }
}
