import process from 'node:process';
import type { Logger } from 'pino';
import { Admission } from '../commands/admission.ts';
import { Outbox } from '../commands/outbox.ts';
import type { HandoverSheet } from '../contract/handover.ts';
import { KEY_VARIABLE } from '../contract/key-files.ts';
import { questions } from '../contract/questions/index.ts';
import { VERSION } from '../contract/version.ts';
import { CityClock, machineClocks } from '../feeds/city/city-clock.ts';
import { CityFeed } from '../feeds/city/city-feed.ts';
import { Refusing } from './door/desk.ts';
import type { Door } from './door/door.ts';
import { openDoor } from './door/index.ts';
import { Machines } from './door/machines.ts';
import { accountsDeed } from './audit/accounts-deed.ts';
import { AuditDesk } from './audit/audit-desk.ts';
import { Alerting } from './alerting.ts';
import { Calling } from './calls/calling.ts';
import { Endings } from './endings.ts';
import { CityLine } from './health/city-line.ts';
import { FileCheck } from './health/file-check.ts';
import { FolderWatch } from './health/folder-watch.ts';
import { FileFaults } from './health/file-faults.ts';
import { Keeping } from './health/keeping.ts';
import { HostWatch } from './health/host-watch.ts';
import { Holdings } from './health/holdings.ts';
import { KnownCity } from './health/known-city.ts';
import { Faults } from './health/faults.ts';
import { WallHealth } from './health/wall-health.ts';
import { wrongClock } from './health/wrong-clock.ts';
import { InForce } from './in-force.ts';
import { Holding } from './personal/holding.ts';
import { LOOK_WORDS } from './personal/look-words.ts';
import { Looks } from './personal/looks.ts';
import { Retention } from './retention.ts';
import type { WallOptions } from './options.ts';
import type { Running } from './program.ts';
import { remoteWriter } from './threads/cache-threads.ts';
import { WallThreads } from './threads/wall-threads.ts';
import { WallHost } from './wall-host.ts';
import { providerSecret } from './people/oidc/secret.ts';
import { People } from './people/index.ts';

/** Composes a wall's host and starts it. Whatever had been started is ended again where a later part cannot. */
export async function startWall(options: WallOptions, log: Logger): Promise<Running> {
  const endings = new Endings();
  try {
    const address = await compose(options, log, endings);
    return { ready: `citywall ready ${address}`, stop: () => endings.end() };
  } catch (error) {
    await endings.end();
    throw error;
  }
}

/** What is started last is ended first. */
async function compose(options: WallOptions, log: Logger, endings: Endings): Promise<string> {
  const {
    profile,
    scope,
    data,
    city: source,
    port,
    pages,
    demoAccounts,
    demoProvider,
    listen,
    tls,
  } = options;
  const offline = source === null;
  const faults = new Faults();
  const force = await InForce.open({ folder: profile, unit: scope, offline }, faults, log);
  const key = { file: options.personalKey, environment: process.env[KEY_VARIABLE] };
  const holding = new Holding({ folder: data, credential: options.personal, key }, faults, log);
  const threads = new WallThreads({ folder: data, offline, secret: () => holding.secret }, force, log);
  endings.add(() => threads.stop());
  await threads.run();
  const { writer } = threads;
  const files = new FileFaults(faults, log);
  await files.follow(writer);

  const keeping = new Keeping(faults, log);
  const holdings = new Holdings(() => threads.asks.call('held'), data, faults);
  const held = (await holdings.look())?.truth ?? null;
  const city = await KnownCity.open(threads, () => host.reopen());
  const grew = (how: 'more' | 'swapped'): void => {
    holdings.grew();
    if (how === 'swapped') void files.again().then(() => check.replaced());
    host.changed();
  };
  const client = await threads.asks.call('client');
  const feed =
    source === null
      ? null
      : new CityFeed({
          ...source,
          writer: keeping.over(remoteWriter(writer, grew, (records) => holdings.quarantined(records))),
          recognise: (told) => city.recognise(told, force.now.profile.city.id, source.address),
          hello: () => ({ client, ...holding.hello }),
          held,
        });
  feed?.onChange(({ refusal, clockOffset }) => {
    faults.set('city', refusal);
    faults.set('clock', wrongClock(clockOffset));
  });
  // Without a city its time is the machine's, or goes on from what is held where that cannot be.
  const clock = feed ?? new CityClock(machineClocks, held?.asOf ?? null);
  const line = new CityLine({
    feed,
    now: () => clock.now(),
    city: () => force.now.profile.city,
    holds: () => holdings.any,
    down: () => threads.faults.length > 0 || keeping.failed,
    faults,
  });
  const outbox = new Outbox({
    store: {
      add: (...given) => writer.call('outboxAdd', ...given),
      waiting: (limit) => writer.call('outboxWaiting', limit),
      settle: (result) => writer.call('outboxSettle', result),
    },
    line: feed,
    now: () => line.now(),
    report: (error) => log.warn({ err: error }, 'the outbox'),
  });
  const audit = new AuditDesk({
    write: (notes) => writer.call('auditNote', notes),
    now: () => line.now(),
    clock: Date.now,
    ...{ faults, log },
  });
  feed?.onChange(({ refusal }) => {
    if (refusal?.code === 'personal-refused') void holding.refused(refusal, threads, audit);
  });
  outbox.onSettled(({ key, outcome }) =>
    audit.tell({ what: 'decided', who: null, of: { by: 'city', key }, outcome }),
  );
  audit.run({ what: 'started', who: null, of: { version: VERSION, profile: force.now.hash } });
  endings.add(() => audit.stop());

  const readers = [threads.walls, threads.asks];
  const check = new FileCheck({ folder: data, writer, readers, faults, files, log });
  const people = new People({
    ...{ folder: data, threads, log },
    demonstrates: () => demoAccounts && !city.isReal,
    profile: () => force.now.profile,
    signIn: () => force.now.signIn,
    ...{ demoProvider, secret: providerSecret(process.env) },
    refused: (why, account) => audit.refused(why, account === undefined ? {} : { account }),
    taken: (accounts) => audit.tell(accountsDeed(accounts)),
    changed: () => host.peopleChanged(),
  });
  const machines = new Machines({
    ...{ folder: data, audit, log, now: Date.now },
    there: () => host.machinesThere,
    changed: () => host.peopleChanged(),
  });
  let door: Door | null = null;
  const host: WallHost = new WallHost({
    ...{ force, threads, line, city, people, machines, audit, log },
    looks: new Looks({
      whoHas: (session) => people.sessions.whoHas(session),
      held: (...asked) => threads.asks.call('heldPart', ...asked),
      value: (...asked) => threads.asks.call('partValue', ...asked),
      keep: (key, words) => writer.call('remember', LOOK_WORDS + key, words),
      profile: () => force.now.profile,
      ...{ audit, now: () => line.now(), clock: () => performance.now() },
    }),
    health: new WallHealth(
      force,
      threads,
      line,
      faults,
      () => check.checkedAt,
      () => ({ windows: host.load, consoles: door?.told ?? null }),
    ),
    admission: new Admission({
      whoHas: (session) => people.sessions.whoHas(session),
      boards: () => force.now.profile.boards,
      profile: () => force.now.profile,
      outbox,
      decide: async (payload, stamp) =>
        writer.call(
          'decide',
          payload,
          stamp,
          payload.what === 'handOver' ? await sheetOf(threads, line) : null,
        ),
      now: () => line.now(),
    }),
  });
  endings.add(() => people.stop());
  await people.run();
  await machines.look().catch((error: unknown) => log.error({ err: error }, 'no machine is a screen'));
  endings.add(() => host.stop());
  const address = await host.run(port, pages);

  if (listen.length > 0) {
    const opened = await openDoor({
      ...{ listen, tls, data, faults, log, desk: host.forConsoles },
      refusing: new Refusing(people.sessions, audit, log),
      embeds: () => force.now.profile.city.embeds,
    });
    endings.add(() => opened.stop());
    door = opened;
  }

  // In this order: who reads and keeps by the profile first, what is held by it then, windows last.
  force.follow((now, before) => threads.take(now, before));
  force.follow(async () => void (await holdings.look()));
  force.follow((now, before) => host.take(now, before));
  force.follow((now, before) => {
    if (now.hash !== before.hash)
      audit.tell({ what: 'inForce', who: null, of: { profile: now.hash, before: before.hash } });
  });
  force.run();
  endings.add(() => force.stop());
  for (const service of feed === null ? [] : [feed, outbox]) {
    void service.run();
    endings.add(() => service.stop());
  }
  const alerting = new Alerting({
    slice: (asked) => threads.asks.call('slice', asked, null, line.freshness),
    beat: (...given) => writer.call('alertBeat', ...given),
    rules: () => force.now.profile.alerts.rules,
    demo: () => city.demo,
    now: () => line.now(),
    clock: () => performance.now(),
    changed: () => host.changed(),
    log,
  });
  alerting.run();
  endings.add(() => alerting.stop());
  const calling = new Calling({
    slice: (asked) => threads.asks.call('slice', asked, null, line.freshness),
    open: () => writer.call('callsOpen'),
    append: (events) => writer.call('callsKeep', events),
    force: () => force.now,
    demo: () => (city.demo ? true : city.isReal ? false : null),
    now: () => line.now(),
    clock: () => performance.now(),
    changed: () => host.changed(),
    ...{ data, audit, faults, log },
  });
  calling.run();
  endings.add(() => calling.stop());
  const watch = new HostWatch({
    ...{ folder: data, writer, log },
    screens: () => host.screens,
    live: () => (offline ? null : line.freshness === 'live'),
  });
  watch.run();
  endings.add(() => watch.stop());
  check.start();
  if (holding.secret !== null) {
    const retention = new Retention({
      keepDays: () => force.now.profile.city.personal?.keepDays,
      now: async () => (await writer.call('reached')).truth?.asOf ?? null,
      drop: (before) => writer.call('dropPersonal', before),
      log,
    });
    retention.run();
    endings.add(() => retention.stop());
  }
  const there = new FolderWatch({
    ...{ folder: data, writer, files, log },
    again: async () => {
      await people.keep();
      await machines.keep();
    },
    whole: () => Promise.all([people.look(), machines.look()]),
  });
  there.run();
  endings.add(() => there.stop());
  endings.add(() => check.stop());
  log.info({ address, data, city: source?.address ?? null, version: VERSION }, 'the wall is up');
  return address;
}

/** What a shift would leave to the next now; null where nothing is held. */
async function sheetOf(threads: WallThreads, line: CityLine): Promise<HandoverSheet | null> {
  const asked = [{ name: 'handover', params: {} }];
  const { answers } = await threads.asks.call('slice', asked, null, line.freshness);
  const [first] = answers;
  return first?.answer.content === 'data' ? questions.handover.answer.parse(first.answer.data).sheet : null;
}
