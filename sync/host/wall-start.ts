import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { CitywallError } from '../contract/errors.ts';
import type { Welcome } from '../contract/feed.ts';
import { DAY } from '../contract/instants.ts';
import type { Scope } from '../contract/scope.ts';
import { VERSION } from '../contract/version.ts';
import { CityFeed } from '../feeds/city/city-feed.ts';
import { Outbox } from '../commands/outbox.ts';
import { loadProfile, type LoadedProfile } from '../profile/index.ts';
import { scopeOf } from '../profile/scope.ts';
import {
  readerThread,
  remoteWriter,
  stopWriter,
  writerProfile,
  writerThread,
} from './threads/cache-threads.ts';
import { CityLink } from './health/city-link.ts';
import { consoleKey } from './windows/console-key.ts';
import { Endings } from './endings.ts';
import { FileCheck } from './health/file-check.ts';
import { Notes } from './health/notes.ts';
import type { WallOptions } from './options.ts';
import { buildOf } from './web/pages.ts';
import { keptSessions, Sessions } from './windows/sessions.ts';
import type { Running } from './program.ts';
import { WallHost } from './wall-host.ts';

/** Where the journal keeps whether the city said that its records are invented. */
const DEMO = 'city.demo';
/** The files are checked as a whole this long after the wall is up, milliseconds: after the first picture. */
const CHECK_AFTER = 30_000;
/** Where the journal keeps the sessions of consoles. */
const SESSIONS = 'console.sessions';
/** A report is of use for so long, milliseconds: a line may be cut for days. */
const REPORT_LASTS = 30 * DAY;

/** Composes a wall's host and starts it. Whatever had been started is ended again where a later part cannot. */
export async function startWall(options: WallOptions, log: Logger): Promise<Running> {
  const endings = new Endings();
  try {
    const { address, key } = await compose(options, log, endings);
    return {
      ready: `citywall ready ${address}`,
      also: [`citywall console ${address}?console#key=${key}`],
      stop: () => endings.end(),
    };
  } catch (error) {
    await endings.end();
    throw error;
  }
}

async function compose(
  options: WallOptions,
  log: Logger,
  endings: Endings,
): Promise<{ address: string; key: string }> {
  let loaded = await loadProfile(options.profile);
  let scope = scopeIn(loaded, options.scope);
  const notes = new Notes();
  let host: WallHost | null = null;
  let holds = false;

  const writer = writerThread(
    () => ({
      ...writerProfile(loaded),
      folder: options.data,
      role: 'replica',
      serve: false,
      personal: false,
      scope,
      offline: options.city === null,
    }),
    log,
  );
  await writer.run();
  endings.add(() => stopWriter(writer, log));
  const readerData = () => ({ folder: options.data, profile: loaded.profile, scope });
  const walls = readerThread('reader for walls', readerData, log);
  const asks = readerThread('reader for questions', readerData, log);
  for (const reader of [walls, asks]) {
    await reader.run();
    endings.add(() => reader.stop());
  }
  const threads = [writer, walls, asks];

  for (const what of await writer.call('aside'))
    notes.set(what, { code: 'cache-corrupt', what, where: '', hint: '' });
  const client = await writer.call('client');
  const held = await walls.call('held');
  holds = (held?.truth ?? null) !== null;
  let unreadable = held?.quarantine ?? 0;
  tellQuarantine(unreadable, options.data, notes);
  let demo = (await writer.call('recall', DEMO)) === true;

  const cache = remoteWriter(
    writer,
    () => {
      holds = true;
      host?.changed();
    },
    log,
    (records) => {
      unreadable += records;
      tellQuarantine(unreadable, options.data, notes);
    },
  );
  const recognise = async (city: Welcome['city']): Promise<void> => {
    if (city.id !== loaded.profile.city.id)
      throw new CitywallError('city-other', {
        what: `the city at the other end is "${city.id}", this wall's is "${loaded.profile.city.id}"`,
        where: options.city ?? '',
        hint: 'Name that city with --profile and another folder with --data, or the right address with --city.',
      });
    if (city.demo !== demo) {
      demo = city.demo;
      // Windows that opened before the city was heard must be marked too.
      host?.reopen();
      await writer.call('remember', DEMO, demo);
    }
  };
  const feed =
    options.city === null
      ? null
      : new CityFeed({
          address: options.city,
          writer: cache,
          recognise,
          hello: { client, scope: { personal: false } },
          held: held?.truth ?? null,
        });
  const link = new CityLink({
    feed,
    city: () => loaded.profile.city,
    holds: () => holds,
    down: () => threads.some(({ fault }) => fault !== null),
    notes,
  });
  const key = await consoleKey(options.data);
  const kept = keptSessions.safeParse(await writer.call('recall', SESSIONS));
  const sessions = new Sessions({
    key,
    kept: kept.success ? kept.data : [],
    keep: (next) => writer.call('remember', SESSIONS, next),
    now: Date.now,
  });
  let outbox: Outbox | null = null;
  host = new WallHost({
    walls,
    asks,
    link,
    notes,
    log,
    loaded,
    scope(next) {
      const other = scopeIn(next, options.scope);
      if (options.city === null && JSON.stringify(other) !== JSON.stringify(scope))
        throw new CitywallError('option-invalid', {
          what: 'The profile now gives this wall another part of the city, and without a city nothing can be fetched.',
          where: 'city.json, units.json',
          hint: 'The profile of before stays in force. Start the wall with --city.',
        });
      return other;
    },
    port: options.port,
    pages: options.pages,
    build: await buildOf(options.pages),
    demo: () => demo,
    sessions,
    give: (payload) =>
      // Without a city it waits on disk all the same, for the day this wall has one.
      outbox?.give(payload, REPORT_LASTS) ??
      writer.call('outboxAdd', payload, {
        key: randomUUID(),
        givenAt: Date.now(),
        expires: Date.now() + REPORT_LASTS,
      }),
    outbox: () => writer.call('outboxCount'),
    faults: () => threads.flatMap(({ fault }) => fault ?? []),
    reprofiled: async (next) => {
      const before = keptOf(loaded, scope);
      loaded = next;
      scope = scopeIn(next, options.scope);
      // Boards come and go; only what decides which records are kept, or their sums, makes the writer start again.
      if (keptOf(loaded, scope) === before) return;
      await writer.restart();
      holds = ((await walls.call('held'))?.truth ?? null) !== null;
    },
  });
  tellOf(feed, notes);
  const address = await host.run();
  endings.add(() => host?.stop());
  if (feed !== null) {
    outbox = new Outbox({
      store: {
        add: (payload, times) => writer.call('outboxAdd', payload, times),
        waiting: (limit) => writer.call('outboxWaiting', limit),
        settle: (result) => writer.call('outboxSettle', result),
      },
      line: feed,
      now: () => feed.now(),
      report: (error) => log.warn({ err: error }, 'the outbox'),
    });
    void feed.run();
    endings.add(() => feed.stop());
    void outbox.run();
    endings.add(() => outbox?.stop());
  }
  const check = new FileCheck({ folder: options.data, writer, notes, log });
  check.start(CHECK_AFTER);
  endings.add(() => check.stop());
  log.info({ address, data: options.data, city: options.city, version: VERSION }, 'the wall is up');
  return { address, key };
}

/** The part of the city of the unit named at the start, else of the profile's own; null for all of it. */
function scopeIn({ profile }: LoadedProfile, named: string | null): Scope | null {
  const unit = named ?? profile.city.scope;
  return unit === undefined ? null : scopeOf(profile, unit, named === null ? 'city.json: scope' : '--scope');
}

/** What the cache depends on, as a text that is equal where that is. */
function keptOf(loaded: LoadedProfile, scope: Scope | null): string {
  const { timeZone, services } = writerProfile(loaded).profile;
  return JSON.stringify([timeZone, services, scope]);
}

/** Says in the notes what stands between the wall and its city. */
function tellOf(feed: CityFeed | null, notes: Notes): void {
  feed?.onChange(({ refusal }) => notes.set('city', refusal));
}

/** Says in the notes how many records could not be read. They are kept as they came, with the reason. */
function tellQuarantine(records: number, where: string, notes: Notes): void {
  if (records === 0) return;
  notes.set('quarantine', {
    code: 'record-invalid',
    what: `${records} record${records === 1 ? '' : 's'} of the city could not be read and stand in quarantine`,
    where,
    hint: 'The city must mend them and send them again; the reasons are in the table quarantine.',
  });
}
