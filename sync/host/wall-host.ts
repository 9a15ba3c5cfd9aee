import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { BASE_PATH, type BaseMap } from '../contract/base-map.ts';
import { CitywallError, reportOf } from '../contract/errors.ts';
import type { Command, CommandPayload } from '../contract/commands.ts';
import type { Health } from '../contract/health.ts';
import type { ReportRequest } from '../contract/link.ts';
import type { Scope } from '../contract/scope.ts';
import { loadProfile, type LoadedProfile } from '../profile/index.ts';
import { readBaseMap, serveBaseMap } from './web/base-map.ts';
import type { CityLink } from './health/city-link.ts';
import { FrameClock } from './windows/frames.ts';
import { json, listen, type Listening, pathOf } from './web/http.ts';
import { type Clocks, WallLink } from './windows/link.ts';
import type { Notes } from './health/notes.ts';
import { openedFrom } from './windows/opening.ts';
import { headersFor, servePage, servePicture } from './web/pages.ts';
import { plainPage } from './web/plain-page.ts';
import { tellFaults } from './health/profile-faults.ts';
import { ProfileWatch } from './profile-watch.ts';
import type { ReaderCalls } from './threads/reader.ts';
import { illegible } from './health/illegible.ts';
import type { Held } from './threads/reading.ts';
import type { Sessions } from './windows/sessions.ts';
import type { Thread } from './threads/threads.ts';
import { healthOf } from './health/wall-health.ts';

/** `/health` does not wait longer than this for a reader, milliseconds. */
const HELD_WITHIN = 2_000;

export interface WallHostParts {
  /** Reads for the frames. */
  walls: Thread<ReaderCalls>;
  /** Reads for consoles, single questions and `/health`, so that none of them delays a frame. */
  asks: Thread<ReaderCalls>;
  link: CityLink;
  notes: Notes;
  log: Logger;
  loaded: LoadedProfile;
  /** The part of the city that is held with a profile; null for all of it. Throws where the profile cannot be taken. */
  scope: (loaded: LoadedProfile) => Scope | null;
  port: number;
  pages: string;
  build: string;
  /** Whether the city's records are invented, for demonstration. */
  demo: () => boolean;
  sessions: Sessions;
  /** Queues a command to the city; resolves when it is on disk. */
  give: (payload: CommandPayload) => Promise<Command>;
  /** Commands that wait for the city's answer. */
  outbox: () => Promise<number>;
  /** What is wrong with the host's own threads just now, a sentence each. */
  faults: () => string[];
  /** Another profile is in force: whatever keeps sums by it starts again. */
  reprofiled: (loaded: LoadedProfile) => Promise<void>;
}

/** What windows and people are served by: pages, `/health`, the link and its frames. */
export class WallHost {
  readonly #parts: WallHostParts;
  readonly #clocks: Clocks;
  readonly #watch: ProfileWatch;
  #loaded: LoadedProfile;
  #base: BaseMap | null = null;
  #scope: Scope | null;
  #held: Held | null = null;
  #outbox = 0;
  #listening: Listening | null = null;
  #link: WallLink | null = null;

  constructor(parts: WallHostParts) {
    this.#parts = parts;
    this.#loaded = parts.loaded;
    this.#scope = parts.scope(parts.loaded);
    const { link, walls, asks, notes } = parts;
    const clockOf = (reader: Thread<ReaderCalls>): FrameClock =>
      new FrameClock({
        slice: (questions, at) => reader.call('slice', questions, at, link.freshness),
        link: () => link.shown(),
        now: () => link.now(),
      });
    this.#clocks = { walls: clockOf(walls), consoles: clockOf(asks) };
    this.#watch = new ProfileWatch(
      parts.loaded.folder,
      () => void this.#reload(),
      (error) => notes.set('watch', reportOf(error, 'profile-invalid')),
    );
  }

  /** Serves. Resolves with the address; rejects with `port-in-use`. */
  async run(): Promise<string> {
    const { port, log, link, asks, notes } = this.#parts;
    notes.set('screens', illegible(this.#loaded.profile.walls));
    tellFaults(this.#loaded, notes, log);
    await this.#lookAtBase();
    this.#listening = await listen(port, (request, response) => this.#answer(request, response), log);
    this.#link = new WallLink(this.#listening.server, this.#listening.port, this.#clocks, {
      open: (request) =>
        openedFrom(
          {
            profile: this.#loaded.profile,
            shapes: this.#loaded.shapes,
            base: this.#base,
            scope: this.#scope?.unit ?? null,
            demo: this.#parts.demo(),
            build: this.#parts.build,
          },
          request,
        ),
      signIn: (key) => this.#parts.sessions.signIn(key),
      report: (request) => this.#report(request),
      ask: async (question, at) => {
        const { answers } = await asks.call('slice', [question], at, link.freshness);
        const [first] = answers;
        if (first === undefined) throw new Error('a question without an answer');
        return first.answer;
      },
    });
    for (const clock of [this.#clocks.walls, this.#clocks.consoles])
      clock.run((error) => log.error({ err: error }, 'a frame could not be made'));
    this.#watch.run();
    return this.#listening.address;
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

  async stop(): Promise<void> {
    this.#watch.stop();
    this.#clocks.walls.stop();
    this.#clocks.consoles.stop();
    await this.#link?.stop();
    await this.#listening?.close();
  }

  /** What a viewer said of a tile goes to the city, through the outbox. */
  async #report({ session, board, panel, asOf, note }: ReportRequest): Promise<string> {
    const { sessions, give } = this.#parts;
    await sessions.check(session);
    const known = this.#loaded.profile.boards.find(({ id }) => id === board);
    if (!known?.panels.some(({ id }) => id === panel))
      throw new CitywallError('board-unknown', {
        what: `the profile has no panel ${panel} on a board ${board}`,
        where: 'report',
        hint: 'Open the board again: it may have been changed.',
      });
    return (await give({ what: 'report', board, panel, asOf, note })).key;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const port = this.#listening?.port ?? 0;
    for (const [name, value] of Object.entries(headersFor(port, this.#loaded.profile.city.embeds)))
      response.setHeader(name, value);
    const pathname = pathOf(request);
    if (pathname === '/health') json(response, 200, await this.#health());
    else if (pathname === '/plain') await this.#plain(request, response);
    else if (pathname === BASE_PATH) await serveBaseMap(this.#loaded.folder, request, response);
    else if (pathname.startsWith('/pictures/')) await servePicture(this.#loaded.folder, request, response);
    else await servePage(this.#parts.pages, request, response);
  }

  /** The page of a screen on which the boards cannot run. */
  async #plain(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = new URL(request.url ?? '/', 'http://host').searchParams.get('screen');
    const page = plainPage(
      this.#loaded.profile,
      await this.#health(),
      this.#parts.demo(),
      Number(asked ?? 1),
    );
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    response.end(page);
  }

  async #health(): Promise<Health> {
    const { link, notes, faults } = this.#parts;
    await this.#look();
    return healthOf({
      status: link.state,
      city: this.#loaded.profile.city.id,
      scope: this.#scope?.unit ?? null,
      held: this.#held,
      outbox: this.#outbox,
      notes: [...notes.sentences, ...faults()],
    });
  }

  /** Looks up what the host holds; where a thread is busy or down, what it held before still stands. */
  async #look(): Promise<void> {
    const { asks, notes, outbox } = this.#parts;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error('the host is busy')), HELD_WITHIN);
    });
    try {
      [this.#held, this.#outbox] = await Promise.race([Promise.all([asks.call('held'), outbox()]), late]);
      notes.set('held', null);
    } catch (error) {
      notes.set('held', reportOf(error, 'question-failed'));
    } finally {
      clearTimeout(timer);
    }
  }

  /** Looks for the profile's base map; a broken one is told, and the maps do without. True where it is another than before. */
  async #lookAtBase(): Promise<boolean> {
    const { notes, log } = this.#parts;
    const before = this.#base?.version;
    try {
      this.#base = await readBaseMap(this.#loaded.folder);
      notes.set('base', null);
    } catch (error) {
      this.#base = null;
      if (notes.set('base', reportOf(error, 'base-map-invalid')))
        log.error({ err: error }, 'the base map is not taken');
    }
    return this.#base?.version !== before;
  }

  /** The profile was saved: it is read again, and a broken one is told while the old one stays in force. */
  async #reload(): Promise<void> {
    const { notes, log, walls, asks } = this.#parts;
    try {
      if (await this.#lookAtBase()) this.reopen();
      const loaded = await loadProfile(this.#loaded.folder);
      notes.set('profile', null);
      if (loaded.hash === this.#loaded.hash) return;
      if (loaded.profile.city.id !== this.#loaded.profile.city.id)
        throw new CitywallError('profile-invalid', {
          what: `the profile is now that of the city "${loaded.profile.city.id}"`,
          where: 'city.json',
          hint: 'Another city is another wall: start it with a data folder of its own.',
        });
      const scope = this.#parts.scope(loaded);
      this.#loaded = loaded;
      this.#scope = scope;
      notes.set('screens', illegible(loaded.profile.walls));
      tellFaults(loaded, notes, log);
      await Promise.all([walls, asks].map((reader) => reader.call('profile', loaded.profile, scope)));
      await this.#parts.reprofiled(loaded);
      log.info({ hash: loaded.hash }, 'the profile was saved; windows open again');
      for (const clock of [this.#clocks.walls, this.#clocks.consoles]) clock.afresh();
      this.reopen();
    } catch (error) {
      if (notes.set('profile', reportOf(error, 'profile-invalid')))
        log.error({ err: error }, 'the saved profile is not taken');
    }
  }
}
