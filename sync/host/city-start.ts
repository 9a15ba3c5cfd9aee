import { existsSync, renameSync } from 'node:fs';
import process from 'node:process';
import type { Logger } from 'pino';
import { Server } from 'socket.io';
import { CitywallError } from '../contract/errors.ts';
import { FEED_NAMESPACE } from '../contract/feed.ts';
import { KEY_VARIABLE } from '../contract/key-files.ts';
import { lostOf } from '../contract/rejections.ts';
import { chosenOf, type Chosen } from '../feeds/chosen.ts';
import { Inflows } from '../feeds/inflows.ts';
import { enrolledToo, refuse } from '../feeds/serve/greeting.ts';
import { FEED_SOCKET_OPTIONS, FeedServer } from '../feeds/serve/server.ts';
import { loadProfile, type LoadedProfile } from '../profile/index.ts';
import { lockFolder } from '../store/lock.ts';
import { personalKey } from '../store/personal/key.ts';
import { CommandDesk } from '../commands/command-desk.ts';
import { decideBy } from '../commands/decide.ts';
import { atCity } from '../commands/handlers.ts';
import type { CityEffects } from '../commands/ports.ts';
import {
  readerThread,
  remoteLog,
  remoteWriter,
  stopWriter,
  writerProfile,
  writerThread,
} from './threads/cache-threads.ts';
import { Endings } from './endings.ts';
import { json, listen, pathOf } from './web/http.ts';
import type { CityOptions } from './options.ts';
import { Enrolments } from './personal/enrolments.ts';
import { KEY_BESIDE } from './personal/holding.ts';
import { loopback, refused } from './web/origins.ts';
import type { Running } from './program.ts';
import { UnitAnswers } from './unit-answers.ts';
import { Progress } from './progress.ts';
import { Retention } from './retention.ts';

/** Composes a city and starts it. Resolves once its history is in and its feed is served. */
export async function startCity(options: CityOptions, log: Logger): Promise<Running> {
  const endings = new Endings();
  try {
    const address = await compose(options, log, endings);
    return { ready: `city ready ${address}`, stop: () => endings.end() };
  } catch (error) {
    await endings.end();
    throw error;
  }
}

async function compose(options: CityOptions, log: Logger, endings: Endings): Promise<string> {
  const loaded = await loadProfile(options.profile);
  const { city } = loaded.profile;
  const chosen = chosenBy(options, loaded);
  if (options.anew) putAside(options.data, log);
  const { secret, kept } = personalKey(options.data, {
    file: options.personalKey,
    environment: process.env[KEY_VARIABLE],
  });
  const enrolments = options.personalTo === null ? null : new Enrolments(options.personalTo, log);
  /** What connectors tell of their sources. */
  const told = new Map<string, readonly string[]>();
  const notes = kept === 'folder' ? [`personal-key: ${KEY_BESIDE}`] : [];
  for (const note of notes) log.warn(note);
  const folder = options.data;
  const writer = writerThread(
    () => ({ ...writerProfile(loaded), folder, role: 'origin', serve: true, personal: secret }),
    log,
  );
  await writer.run();
  endings.add(() => stopWriter(writer, log));
  for (const { code, what, where } of await writer.call('aside')) log.error({ code, file: where }, what);
  const reader = readerThread(
    'reader of the log',
    () => ({ folder, profile: loaded.profile, scope: null, secret }),
    log,
  );
  await reader.run();
  endings.add(() => reader.stop());

  const listeners = new Set<() => void>();
  const cache = remoteWriter(writer, () => {
    for (const listener of listeners) listener();
  });
  const listening = await listen(
    options.port,
    async (request, response) => {
      if (pathOf(request) !== '/health')
        return json(response, 404, { what: 'a city serves /health and its feed' });
      const held = await reader.call('held');
      return json(response, 200, {
        city: city.id,
        cases: held?.cases ?? 0,
        measures: held?.measures ?? 0,
        quarantine: (held?.quarantine ?? 0) + lostOf(held?.truth?.rejected),
        seq: held?.cursor?.seq ?? 0,
        epoch: held?.cursor?.epoch ?? null,
        asOf: held?.truth?.asOf ?? null,
        notes: [...notes, ...[...told].flatMap(([id, sentences]) => sentences.map((one) => `${id}: ${one}`))],
      });
    },
    log,
  );
  endings.add(() => listening.close());

  const io = new Server(listening.server, {
    ...FEED_SOCKET_OPTIONS,
    serveClient: false,
    allowRequest: (request, decide) => {
      const why = refused(request, loopback(listening.port));
      decide(why === null ? null : `origin-refused: ${why}`, why === null);
    },
  });
  endings.add(() => io.close());
  let open = false;
  io.of(FEED_NAMESPACE).on('connection', (socket) => {
    if (open) return;
    socket.emit(
      'refusal',
      refuse('busy', 'The city is still bringing in its history.', 'The wall goes on asking.'),
    );
    socket.disconnect();
  });

  const inflows = await bringHistory(chosen, options.still, { writer, cache, endings, told, log });
  const decide = decideBy(atCity);
  const units = new Set(loaded.profile.units.map(({ id }) => id));
  const effects: CityEffects = {
    hasUnit: (unit) => units.has(unit),
    request: async (...given) => {
      const decision = await writer.call('request', ...given);
      for (const listener of listeners) listener();
      return decision;
    },
  };
  const unitNext = [...inflows.values()].flatMap((inflow) => inflow.unitNext ?? []);
  if (unitNext.length > 0 && !options.still) {
    const answers = new UnitAnswers({
      ...{ unitNext, log, request: effects.request },
      waiting: () => writer.call('requestsWaiting'),
      reached: () => writer.call('reached'),
    });
    void answers.run();
    endings.add(() => answers.stop());
  }
  const desk = new CommandDesk(
    {
      find: (key) => writer.call('resultFind', key),
      keep: (command, result) => writer.call('resultKeep', command, result),
    },
    (command) => decide(command, effects),
    Date.now,
    (command) => writer.call('requestDone', command),
  );
  const feed = new FeedServer(io, {
    log: remoteLog(reader),
    grew: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    identity: {
      id: city.id,
      name: city.name[city.languages[0] ?? 'vi'],
      profile: loaded.hash,
      demo: chosen.invented,
    },
    commands: (command) => desk.handle(command),
    ...(enrolments === null ? {} : { admit: enrolledToo((credential) => enrolments.has(credential)) }),
    clock: Date.now,
    report: (error) => log.warn({ err: error }, 'the feed'),
  });
  open = true;
  void feed.run();
  endings.add(() => feed.stop());
  const retention = new Retention({
    keepDays: () => city.personal?.keepDays,
    now: async () => (await writer.call('reached')).truth?.asOf ?? null,
    drop: (before) => writer.call('dropPersonal', before),
    log,
  });
  retention.run();
  endings.add(() => retention.stop());
  log.info({ address: listening.address, data: options.data }, 'the city is up');
  return listening.address;
}

/** Moves a data folder away, beside where it was, so that another begins. Throws `data-in-use` where a city runs on it. */
function putAside(folder: string, log: Logger): void {
  if (!existsSync(folder)) return;
  lockFolder(folder, process.pid).release();
  const aside = `${folder}-before-${new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;
  renameSync(folder, aside);
  log.warn({ aside }, 'what was held is put aside, and everything is brought in anew');
}

interface Into {
  writer: ReturnType<typeof writerThread>;
  cache: ReturnType<typeof remoteWriter>;
  endings: Endings;
  told: Map<string, readonly string[]>;
  log: Logger;
}

/**
 * Starts what brings records in. Resolves when its history is in and it goes on live, or something is held and it is tried again;
 * rejects where what the command line chose cannot begin. One that fails later is told in the log and tried again: meanwhile the
 * city serves what it has. Gives what was opened.
 */
async function bringHistory(
  chosen: Chosen,
  still: boolean,
  { writer, cache, endings, told, log }: Into,
): Promise<ReturnType<Chosen['open']>> {
  const opened = chosen.open();
  const { truth } = await writer.call('reached');
  if (still && truth !== null) return opened;
  const bar = new Progress('history');
  let live = false;
  const inflows = new Inflows({
    inflows: opened,
    insists: !chosen.byProfile,
    store: { reached: () => writer.call('reached'), apply: (batch) => cache.apply(batch) },
    progress: (done, total) => {
      if (!live) bar.at(done, total);
    },
    told: (connector, notes) => {
      told.set(connector, notes);
      for (const note of notes) log.warn({ connector }, note);
    },
    report: (connector, error, again) =>
      log.error({ connector, err: error, again }, 'no records come in from it; it is tried again'),
  });
  endings.add(() => inflows.stop());
  void inflows.run();
  await inflows.begun(truth !== null);
  live = true;
  bar.done();
  if (still) await inflows.stop();
  return opened;
}

/** What brings records in: the profile says it, or else the command line, and not both. */
function chosenBy(options: CityOptions, loaded: LoadedProfile): Chosen {
  const [option] = options.chosenBy;
  if (option !== undefined && loaded.connectors.size > 0)
    throw new CitywallError('option-invalid', {
      what: `the profile says itself what comes in: ${[...loaded.connectors.keys()].join(', ')}`,
      where: option,
      hint: `Leave out ${options.chosenBy.join(', ')}, or remove the files to choose on the command line.`,
    });
  return chosenOf(loaded, options.choice);
}
