import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Answer } from '../contract/answers.ts';
import type { Instant } from '../contract/instants.ts';
import { BASE_PATH } from '../contract/base-map.ts';
import type { Admission } from '../commands/admission.ts';
import type { CityLine } from './health/city-line.ts';
import type { KnownCity } from './health/known-city.ts';
import type { WallHealth } from './health/wall-health.ts';
import type { InForce, Taken } from './in-force.ts';
import type { ReaderCalls } from './threads/reader.ts';
import type { Thread } from './threads/threads.ts';
import type { WallThreads } from './threads/wall-threads.ts';
import { isLong } from '../queries/index.ts';
import { serveBaseMap } from './web/base-map.ts';
import { headersFor } from './web/headers.ts';
import { json, listen, type Listening, pathOf } from './web/http.ts';
import { buildOf, servePage, servePicture } from './web/pages.ts';
import { plainPage } from './web/plain-page.ts';
import { FrameClock, type Question } from './windows/frames.ts';
import { type Clocks, WallLink } from './windows/link.ts';
import { openedFrom } from './windows/opening.ts';
import type { Sessions } from './windows/sessions.ts';

export interface WallHostParts {
  force: InForce;
  threads: WallThreads;
  line: CityLine;
  city: KnownCity;
  health: WallHealth;
  sessions: Sessions;
  admission: Admission;
  log: Logger;
}

/** What windows and people are served by: pages, `/health`, the link and its frames. */
export class WallHost {
  readonly #parts: WallHostParts;
  readonly #clocks: Clocks;
  #listening: Listening | null = null;
  #link: WallLink | null = null;

  constructor(parts: WallHostParts) {
    this.#parts = parts;
    const { line, threads } = parts;
    const clockOf = (reader: Thread<ReaderCalls>): FrameClock =>
      new FrameClock({
        slice: (questions, at) => reader.call('slice', questions, at, line.freshness),
        line: () => line.shown(),
        now: () => line.now(),
      });
    this.#clocks = { walls: clockOf(threads.walls), consoles: clockOf(threads.asks) };
  }

  /** Serves on a port, with the built pages of a folder. Resolves with the address; rejects with `port-in-use`. */
  async run(port: number, pages: string): Promise<string> {
    const { log, force, city, sessions, admission, threads } = this.#parts;
    const build = await buildOf(pages);
    const listening = await listen(
      port,
      (...asked) => this.#answer(pages, ...asked),
      log,
      (real) => headersFor(real, force.now.profile.city.embeds),
    );
    this.#listening = listening;
    this.#link = new WallLink(listening.server, listening.port, this.#clocks, {
      open: (request) => openedFrom({ ...force.now, demo: city.demo, build }, request),
      signIn: (key, asker) => sessions.signIn(key, asker),
      give: (request) => admission.give(request),
      async said({ session, keys }) {
        await sessions.whoHas(session);
        return threads.asks.call('said', keys);
      },
      ask: (question, at, asker) => this.#ask(question, at, asker),
      enough(asker) {
        sessions.forget(asker);
        void threads.asks.call('enough', asker).catch(() => undefined);
      },
    });
    for (const clock of [this.#clocks.walls, this.#clocks.consoles])
      clock.run((error) => log.error({ err: error }, 'a frame could not be made'));
    return listening.address;
  }

  /** When each screen last drew a frame since this host started, by its number. */
  get screens(): ReadonlyMap<number, Instant> {
    return this.#link?.screens ?? new Map();
  }

  /** New records are in the cache. */
  changed(): void {
    this.#clocks.walls.changed();
    this.#clocks.consoles.changed();
  }

  /** What windows were opened with has changed: they open again. */
  reopen(): void {
    this.#link?.reopen();
  }

  /** Shows what is in force now: nothing is answered any more from before. */
  take(now: Taken, before: Taken): void {
    if (now.profile !== before.profile)
      for (const clock of [this.#clocks.walls, this.#clocks.consoles]) clock.afresh();
    this.reopen();
  }

  async stop(): Promise<void> {
    this.#clocks.walls.stop();
    this.#clocks.consoles.stop();
    await this.#link?.stop();
    await this.#listening?.close();
  }

  async #ask(question: Question, at: number | null, asker: string): Promise<Answer> {
    const { threads, line } = this.#parts;
    if (isLong(question.name)) return threads.asks.call('long', asker, question, at, line.freshness);
    const { answers } = await threads.asks.call('slice', [question], at, line.freshness);
    const [first] = answers;
    if (first === undefined) throw new Error('a question without an answer');
    return first.answer;
  }

  async #answer(pages: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { force, health } = this.#parts;
    const { folder } = force.now;
    const pathname = pathOf(request);
    if (pathname === '/health') json(response, 200, await health.tell());
    else if (pathname === '/plain') await this.#plain(request, response);
    else if (pathname === BASE_PATH) await serveBaseMap(folder, request, response);
    else if (pathname.startsWith('/pictures/')) await servePicture(folder, request, response);
    else await servePage(pages, request, response);
  }

  /** The page of a screen on which the boards cannot run. */
  async #plain(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { force, city, health } = this.#parts;
    const asked = new URL(request.url ?? '/', 'http://host').searchParams.get('screen');
    const page = plainPage(force.now.profile, await health.tell(), city.demo, Number(asked ?? 1));
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    response.end(page);
  }
}
