import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Answer } from '../contract/answers.ts';
import type { Instant } from '../contract/instants.ts';
import { BASE_PATH } from '../contract/base-map.ts';
import type { Audit } from './audit/audit-desk.ts';
import { audited } from './audit/audited.ts';
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
import type { DoorDesk } from './door/desk.ts';
import type { Machines } from './door/machines.ts';
import { headersFor } from './web/headers.ts';
import { json, listen, type Listening, pathOf } from './web/http.ts';
import { buildOf, servePage, servePicture } from './web/pages.ts';
import { plainPage } from './web/plain-page.ts';
import { questionsOf } from '../contract/boards.ts';
import { mayReadSaid, requireRight } from '../contract/rights.ts';
import { type Health, NO_WINDOWS } from '../contract/health.ts';
import { EXPORT_PATH } from '../contract/exports.ts';
import { Exports } from './exports/exports.ts';
import { FrameClock, type Slice } from './windows/frames.ts';
import { keyOf, type Question } from './windows/keyed.ts';
import { WallLink } from './windows/link.ts';
import type { MachinePass } from './windows/pass.ts';
import { openedFrom } from './windows/opening.ts';
import type { People } from './people/index.ts';
import type { Looks } from './personal/looks.ts';
import type { LinkDesk } from './windows/requests.ts';

export interface WallHostParts {
  force: InForce;
  threads: WallThreads;
  line: CityLine;
  city: KnownCity;
  health: WallHealth;
  people: People;
  machines: Machines;
  admission: Admission;
  looks: Looks;
  audit: Audit;
  log: Logger;
}

/** What windows and people are served by: pages, `/health`, the link and its frames. */
export class WallHost {
  readonly #parts: WallHostParts;
  readonly #clock: FrameClock;
  readonly #exports: Exports;
  /** The keys of what the screens of the wall ask. */
  #asked: ReadonlySet<string>;
  #listening: Listening | null = null;
  #link: WallLink | null = null;
  #pages = '';
  #desk: LinkDesk | null = null;
  #deskBeyond: LinkDesk | null = null;

  constructor(parts: WallHostParts) {
    this.#parts = parts;
    const { line, threads, force } = parts;
    this.#asked = askedBy(force.now);
    this.#exports = new Exports({
      whoHas: (session) => parts.people.sessions.whoHas(session),
      roleOf: (session) => parts.people.sessions.roleOf(session),
      ask: (question, at) => this.#ask(question, at, ''),
      profile: () => force.now.profile,
      audit: parts.audit,
      clock: () => performance.now(),
    });
    const sliceOf =
      (reader: Thread<ReaderCalls>) =>
      (questions: readonly Question[], at: number | null): Promise<Slice> =>
        reader.call('slice', questions, at, line.freshness);
    this.#clock = new FrameClock({
      isWalls: (key) => this.#asked.has(key),
      slice: sliceOf(threads.walls),
      others: sliceOf(threads.asks),
      line: () => line.shown(),
      now: () => line.now(),
    });
  }

  /** Serves on a port, with the built pages of a folder. Resolves with the address; rejects with `port-in-use`. */
  async run(port: number, pages: string): Promise<string> {
    const { log, force, city, people, machines, admission, looks, threads, audit } = this.#parts;
    const { sessions } = people;
    const build = await buildOf(pages);
    this.#pages = pages;
    const listening = await listen(
      port,
      (...asked) => this.#answer(...asked),
      log,
      (real) => headersFor(real, force.now.profile.city.embeds),
    );
    this.#listening = listening;
    const desk: LinkDesk = {
      open: (request) =>
        openedFrom(
          {
            ...{ ...force.now, demo: city.demo, build, accounts: people.told },
            who: request.session === undefined ? null : sessions.whoIs(request.session),
          },
          request,
        ),
      signIn: (request, asker) => people.signIn(request, asker),
      signOut: ({ session }) => sessions.signOut(session),
      lock: ({ session }) => sessions.lock(session),
      unlock: ({ session, password }, asker) => sessions.unlock(session, password, asker),
      changePassword: (request, asker) => people.changePassword(request, asker),
      machines: async ({ session }) => machines.list(await sessions.whoHas(session)),
      revokeMachine: async ({ session, machine }) => machines.revoke(machine, await sessions.whoHas(session)),
      isEnrolled: (pass) => machines.isEnrolled(pass),
      sessions: ({ session }) => sessions.list(session),
      endSession: ({ session, id }) => sessions.end(session, id),
      has: (session) => sessions.whoIs(session) !== null,
      roleOf: (session) => sessions.roleOf(session),
      peopleTold: (session) => JSON.stringify([sessions.whoIs(session), people.told]),
      give: (request) => admission.give(request),
      async said({ session, keys }) {
        const { role } = await sessions.whoHas(session);
        requireRight('read what was said', mayReadSaid, role, 'said');
        return threads.asks.call('said', keys);
      },
      part: (request) => looks.masked(request),
      look: (request) => looks.look(request),
      export: (request) => this.#exports.begin(request),
      exported: (request) => this.#exports.told(request),
      stopExport: (request) => this.#exports.stop(request),
      isLong: ({ name }) => isLong(name),
      isWalls: (key) => this.#asked.has(key),
      ask: (question, at, asker) => this.#ask(question, at, asker),
      enough: (asker) => void threads.asks.call('enough', asker).catch(() => undefined),
      gone: (asker) => sessions.forget(asker),
    };
    this.#desk = audited(desk, audit, sessions);
    // Whoever asks there is an address.
    const signInBeyond: LinkDesk['signIn'] = (request, address) => people.signIn(request, address, address);
    this.#deskBeyond = audited({ ...desk, signIn: signInBeyond }, audit, sessions);
    this.#link = new WallLink(listening, this.#clock, this.#desk);
    this.#clock.run((error) => log.error({ err: error }, 'a frame could not be made'));
    return listening.address;
  }

  /** What consoles on other machines are served with. */
  get forConsoles(): DoorDesk {
    const [desk, link] = [this.#deskBeyond, this.#link];
    if (desk === null || link === null) throw new Error('consoles are served before there is a host');
    const { people, machines } = this.#parts;
    return {
      machines,
      ...{ has: desk.has, roleOf: desk.roleOf },
      async signIn(request, address) {
        people.refuseOffered(request);
        const signedIn = await desk.signIn(request, address);
        // One that goes on is of its address already.
        if (!('code' in request) || request.session !== signedIn.session)
          await people.sessions.bind(signedIn.session, address);
        return signedIn;
      },
      byCity: () => people.cityBeyond,
      serve: (...asked) => this.#answer(...asked),
      admit: (...line) => link.admit(...line),
    };
  }

  /** The machines beyond this one of which screens are open just now. */
  get machinesThere(): readonly MachinePass[] {
    return this.#link?.machines ?? [];
  }

  /** When each screen last drew a frame since this host started, by its number. */
  get screens(): ReadonlyMap<number, Instant> {
    return this.#link?.screens ?? new Map();
  }

  /** How many windows there are, and what some wanted beyond their share of late. */
  get load(): Health['windows'] {
    return this.#link?.load ?? NO_WINDOWS;
  }

  /** New records are in the cache. */
  changed(): void {
    this.#clock.changed();
  }

  /** Somebody else may be signed in somewhere, or may do another thing: consoles open again. */
  peopleChanged(): void {
    this.#link?.peopleChanged();
  }

  /** What windows were opened with has changed: they open again. */
  reopen(): void {
    this.#link?.reopen();
  }

  /** Shows what is in force now: nothing is answered any more from before. */
  take(now: Taken, before: Taken): void {
    this.#asked = askedBy(now);
    if (now.profile !== before.profile) this.#clock.afresh();
    this.reopen();
  }

  async stop(): Promise<void> {
    this.#clock.stop();
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

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { force, health, people } = this.#parts;
    const { folder } = force.now;
    const pathname = pathOf(request);
    if (pathname === '/health') json(response, 200, await health.tell());
    else if (pathname === '/plain') await this.#plain(request, response);
    else if (pathname.startsWith('/sign-in/')) await people.city.answer(request, response);
    else if (pathname === BASE_PATH) await serveBaseMap(folder, request, response);
    else if (pathname.startsWith(EXPORT_PATH)) await this.#exports.serve(request, response);
    else if (pathname.startsWith('/pictures/')) await servePicture(folder, request, response);
    else await servePage(this.#pages, request, response);
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

/** The keys of all that the boards on the screens of a profile's walls ask. */
function askedBy({ profile }: Pick<Taken, 'profile'>): ReadonlySet<string> {
  const shown = new Set(profile.walls.flatMap(({ screens }) => screens.map(({ board }) => board)));
  const boards = profile.boards.filter(({ id }) => shown.has(id));
  return new Set(boards.flatMap((board) => questionsOf(board, profile.city.map.inset)).map(keyOf));
}
