import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { questionsOf } from '../../sync/contract/boards.ts';
import type { Health } from '../../sync/contract/health.ts';
import { LINK_NAMESPACE, type HostToWindow, type WindowToHost } from '../../sync/contract/link.ts';
import { scratch } from '../harness/profile-copy.ts';
import { healthOf, root, startProgram, type Program } from '../harness/programs.ts';
import { until } from '../harness/wait.ts';
import type { Flood } from './flood.ts';

/** A wall with one screen, and what becomes of it beside windows that want more than their share. */

/** What windows flood a wall by. */
export const KINDS = ['subscribe', 'ask', 'open', 'unread'] as const satisfies readonly Flood[];
/** Windows that flood; with the screen, fewer than a wall lets in. */
export const WINDOWS = 190;
/** So many pieces of news are waited for: alone, and once a flood is there. */
const NEWS = 3;
/** A city and its wall start, and news come, within this, also on a machine that does much else, milliseconds. */
const WITHIN = 120_000;
const MB = 1024 * 1024;

/** By how much news may be slower beside a flood than alone, on a machine that does much else too. */
const SLOWER = 5;
/** By how much the host may grow, MB: 150, and what a machine that does much else leaves uncollected. Without budgets it is a thousand and more. */
const GROWS = 200;

/** How a wall went on beside a flood. */
export interface Beside {
  /** How many of the windows were let in. */
  opened: number;
  /** How long news were under way, as a multiple of their time alone just before. */
  slower: number;
  /** By how much the host had more memory than it had at most alone, MB. */
  grew: number;
  /** What its health then said of it. */
  notes: readonly string[];
}

/** What a wall did not stand, a sentence each. */
export function faultsOf({ opened, slower, grew }: Beside): string[] {
  return [
    ...(opened === WINDOWS ? [] : [`${opened} of ${WINDOWS} windows were let in`]),
    ...(slower < SLOWER ? [] : [`news took ${slower.toFixed(2)} times their time alone`]),
    ...(grew < GROWS ? [] : [`the host grew by ${grew.toFixed(0)} MB`]),
  ];
}

/** What a wall says of itself, where it says that windows want too much. */
const isTold = (said: Health): Health | null =>
  said.notes.some((note) => note.startsWith('window-busy')) ? said : null;

/** A screen of the wall, as a page of it asks. */
class Screen {
  readonly #socket: Socket<HostToWindow, WindowToHost>;
  #asOf = 0;
  #news = 0;
  #newsAt = performance.now();

  constructor(address: string) {
    this.#socket = io(new URL(LINK_NAMESPACE, address).href, { transports: ['websocket'], forceNew: true });
    this.#socket.on('frame', (frame, drawn) => {
      drawn();
      if ((frame.asOf ?? 0) <= this.#asOf) return;
      this.#asOf = frame.asOf ?? 0;
      this.#news += 1;
      this.#newsAt = performance.now();
    });
  }

  async open(): Promise<void> {
    const opened = await this.#socket.emitWithAck('open', { screen: 1, build: '' });
    if (!opened.ok) throw new Error(opened.error.what);
    const { board, names } = opened.value;
    const questions = questionsOf(board, names.city.map.inset);
    const subscriptions = questions.map((question, i) => ({ id: String(i), ...question }));
    const reply = await this.#socket.emitWithAck('subscribe', { subscriptions });
    if (!reply.ok) throw new Error(reply.error.what);
  }

  /** How long it takes from the last news until it was told of so many later instants, milliseconds. */
  async news(count: number): Promise<number> {
    const [from, before] = [this.#newsAt, this.#news];
    await until('news on a screen', () => this.#news - before >= count, WITHIN);
    return this.#newsAt - from;
  }

  close(): void {
    this.#socket.close();
  }
}

/** How much memory a process has, bytes; 0 where the system does not tell. */
async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s*(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
}

/** What something gives, and the most memory that a process had while it went on, bytes. */
async function mostOf<T>(pid: number, during: () => Promise<T>): Promise<[T, number]> {
  let [most, over] = [0, false];
  const watch = async (): Promise<void> => {
    for (; !over; await pause(100)) most = Math.max(most, await memoryOf(pid));
  };
  const watching = watch();
  try {
    return [await during(), most];
  } finally {
    over = true;
    await watching;
  }
}

/** Floods a port until it is stopped. */
export function flood(port: number, kind: Flood, windows: number) {
  const program = fork(path.join(import.meta.dirname, 'flood.ts'), [String(port), kind, String(windows)]);
  const opened = Promise.withResolvers<number>();
  program.on('message', (said: { opened: number }) => opened.resolve(said.opened));
  program.on('exit', () => opened.reject(new Error('the flood ended before it was there')));
  return {
    /** How many windows it has, once these are there. */
    opened: opened.promise,
    async stop(): Promise<void> {
      if (program.exitCode !== null) return;
      const over = once(program, 'exit');
      program.send('stop');
      await over;
    },
  };
}

/** A city and its wall, started by these programs, and a screen of it. */
export async function floodedWall(programs: { wall: string; city: string }) {
  const place = await scratch('flood');
  const profile = ['--profile', path.join(root, 'assets/cities/hcmc')];
  const started: Program[] = [];
  const start = async (program: string, name: string, args: string[]): Promise<Program> => {
    const data = ['--port', '0', '--data', path.join(place.folder, name)];
    const made = await startProgram(program, [...profile, ...data, ...args]);
    started.push(made);
    return made;
  };
  let screen: Screen | null = null;
  const close = async (): Promise<void> => {
    screen?.close();
    for (const program of started.toReversed()) await program.stop();
    await place.remove();
  };
  try {
    const city = await start(programs.city, 'city', ['--cases', '3000', '--rate', '20']);
    const wall = await start(programs.wall, 'wall', ['--city', city.address]);
    const health = () => healthOf(wall.address);
    const isHeld = async (): Promise<boolean> => {
      const { status, cursor } = await health();
      return status === 'live' && cursor !== null;
    };
    await until('the wall holds the city', isHeld, WITHIN);
    const own = new Screen(wall.address);
    screen = own;
    await own.open();
    return {
      close,
      health,
      /** Opens one more screen and waits until it has its picture. */
      async another(): Promise<void> {
        const one = new Screen(wall.address);
        await one.open();
        await one.news(1);
        one.close();
      },
      /** Connects so many sockets that join no wall, and waits until the host has seen them go or come. */
      async strays(count: number): Promise<void> {
        const { opened, stop } = flood(wall.port, 'root', count);
        await opened;
        await stop();
      },
      async beside(kind: (typeof KINDS)[number]): Promise<Beside> {
        await own.news(1);
        // Just before, since other work of the machine slows both.
        const [alone, before] = await mostOf(wall.pid, () => own.news(NEWS));
        const { opened, stop } = flood(wall.port, kind, WINDOWS);
        try {
          const [told, most] = await mostOf(wall.pid, async () => {
            const count = await opened;
            const took = await own.news(NEWS);
            const { notes } = await until('health tells of it', async () => isTold(await health()), WITHIN);
            return { opened: count, slower: took / alone, notes };
          });
          return { ...told, grew: (most - before) / MB };
        } finally {
          await stop();
          await until('the flood is gone', async () => (await health()).windows.open === 1, WITHIN);
        }
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
