import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { pino } from 'pino';
import { openAlerts } from '../../sync/alerts/desk.ts';
import { rulebookOf } from '../../sync/alerts/machine/rulebook.ts';
import type { AlertEvent } from '../../sync/contract/alerts.ts';
import { HOUR, MINUTE, SECOND } from '../../sync/contract/instants.ts';
import { readerThread } from '../../sync/host/threads/cache-threads.ts';
import type { LoadedProfile } from '../../sync/profile/index.ts';
import { answer, type QuestionContext } from '../../sync/queries/index.ts';
import { openJournal, type Journal } from '../../sync/store/journal.ts';
import { openJournalReader, type JournalReader } from '../../sync/store/journal-reader.ts';
import { batches, cases, NOW, spanOf } from './cases.ts';
import { middle, percentile } from './figure.ts';
import { replica } from './held.ts';
import { panelQuestions, type Times } from './boards.ts';

/** Looks at each rule that are timed, after some that are not. */
const LOOKS = 12;
const WARM_UP = 2;
/** Minutes between two looks, as rules have it by themselves. */
const EVERY = 5;

/**
 * Milliseconds that a look at each rule takes, in the middle of several, by rule. Looks are five minutes of the city apart, the last at its
 * now, so that what was kept of one is of as little use to the next as on a wall.
 */
export function timeRules(context: QuestionContext): Times {
  const { rules } = context.profile.alerts;
  const times = new Map(rules.map(({ id }) => [id, new Array<number>()]));
  for (let look = -WARM_UP; look < LOOKS; look++) {
    const asked = { ...context, at: context.at - (LOOKS - 1 - look) * EVERY * MINUTE };
    for (const { id } of rules) {
      const started = performance.now();
      const { content } = answer(asked, 'signs', { rule: id });
      const took = performance.now() - started;
      if (content !== 'data') throw new Error(`${id}: signs answered ${content}`);
      if (look >= 0) times.get(id)?.push(took);
    }
  }
  return new Map([...times].map(([id, of]) => [id, middle(of)]));
}

/** Milliseconds of a look in which the scan of clusters falls due, once an hour: in the middle of some hours. */
export function timeScan(context: QuestionContext, rule: string): number {
  const times = Array.from({ length: LOOKS }, (_, hours) => {
    const asked = { ...context, at: context.at - (LOOKS - hours) * HOUR };
    const started = performance.now();
    const { content } = answer(asked, 'signs', { rule });
    if (content !== 'data') throw new Error(`${rule}: signs answered ${content}`);
    return performance.now() - started;
  });
  return middle(times);
}

/** What a console's queue is timed over: so many alerts of the profile's rules within ten minutes, as a journal keeps them. */
function* raisedIn({ profile }: LoadedProfile, count: number): Generator<AlertEvent> {
  const { rules } = profile.alerts;
  const areas = profile.areas.filter(({ validTo }) => validTo === undefined);
  for (let n = 1; n <= count; n++) {
    const rule = rules[n % rules.length];
    const area = areas[n % areas.length]?.id;
    if (rule === undefined || area === undefined) throw new Error('the profile has no rules or no areas');
    const at = NOW - 10 * MINUTE + Math.floor((n / count) * 10 * MINUTE);
    const { id, severity } = rule;
    yield {
      ...{
        event: 'raised',
        at,
        alert: `a${n}`,
        rule: id,
        group: `${id}|${n % 40}`,
        quiet: false,
        demo: false,
      },
      sign: {
        ...{ key: `${id}|${n}`, subject: { area }, severity, measure: 'opened', value: 40, expected: 12 },
        ...{ limit: 20, p: 0.001, since: at - 60 * MINUTE, until: at, unit: null, atRisk: n % 7 === 0 },
        ...{ cases: null, areas: [area], series: [{ at, value: 40, expected: 12 }] },
      },
    };
  }
}

/** Runs something with a new journal in a folder and a reader of it; both are closed after it. */
async function withJournal<T>(
  loaded: LoadedProfile,
  folder: string,
  work: (open: { journal: Journal; reader: JournalReader }) => T,
): Promise<T> {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, 'journal.db');
  const journal = openJournal(file, loaded.profile.city.id);
  const reader = openJournalReader(file);
  if (reader === null) throw new Error('a journal that cannot be read');
  try {
    return work({ journal, reader });
  } finally {
    reader.close();
    journal.close();
  }
}

/** Milliseconds that the queue of so many alerts takes: the first time, and in the middle of later ones, each after one more event. */
export async function timeQueue(
  loaded: LoadedProfile,
  context: QuestionContext,
  folder: string,
  count: number,
): Promise<{ first: number; later: number; groups: number }> {
  return withJournal(loaded, folder, ({ journal, reader }) => {
    let n = 0;
    const keep = (events: Iterable<AlertEvent>): void =>
      journal.alerts.append(
        [...events].map((event) => ({ n: (n += 1), event })),
        new Set(),
      );
    keep(raisedIn(loaded, count));
    const times = new Array<number>();
    let groups = 0;
    for (let look = 0; look <= LOOKS; look++) {
      const started = performance.now();
      const given = answer({ ...context, journal: reader }, 'alerts', { limit: 500, rows: 500 });
      times.push(performance.now() - started);
      if (given.content !== 'data') throw new Error(`alerts answered ${given.content}`);
      groups = (given.data as { matching: { groups: number } }).matching.groups;
      keep([{ event: 'commented', at: NOW, alert: `a${look + 1}`, by: 'desk-1', note: 'seen' }]);
    }
    const [first = NaN, ...later] = times;
    return { first, later: middle(later), groups };
  });
}

/** Deeds that are timed, each to a group of its own. */
const DEEDS = 12;

/**
 * Milliseconds from a command that acknowledges a whole group of a flood to the answer that shows it, in the middle and the longest of some:
 * the writer decides and keeps it, and a reader folds what happened and answers the queue. The socket and the page's drawing are not in it.
 */
export async function timeDeeds(
  loaded: LoadedProfile,
  context: QuestionContext,
  folder: string,
  count: number,
): Promise<{ middle: number; longest: number; alerts: number }> {
  return withJournal(loaded, folder, ({ journal, reader }) => {
    journal.alerts.append(
      [...raisedIn(loaded, count)].map((event, i) => ({ n: i + 1, event })),
      new Set(),
    );
    const desk = openAlerts(journal, rulebookOf(loaded.profile), () => NOW);
    const groups = new Map<string, string[]>();
    for (const { alert, group } of desk.known.open.values())
      groups.set(group, [...(groups.get(group) ?? []), alert]);
    const asked = { ...context, journal: reader };
    const times = new Array<number>();
    let alerts = 0;
    for (const some of [...groups.values()].slice(0, DEEDS + 1)) {
      alerts = some.length;
      const started = performance.now();
      const command = { what: 'acknowledge' as const, alerts: some, reason: 'seen', until: null };
      journal.transact(() => desk.act(command, 'desk-1', NOW));
      const { content } = answer(asked, 'alerts', { limit: 500, rows: 3 });
      if (content !== 'data') throw new Error(`alerts answered ${content}`);
      times.push(performance.now() - started);
    }
    // The first folds all there is, as a reader does when it starts.
    const later = times.slice(1);
    return { middle: middle(later), longest: Math.max(...later), alerts };
  });
}

/** Records a batch has, and how often all rules are looked at while they come, milliseconds: far more often than a wall does. */
const BATCH = 2_000;
const RECORDS = 480_000;
const LOOK_EVERY = 5 * SECOND;

/**
 * Rows a second that the wall's writer takes in its thread, alone and while a reader's thread looks at all rules every five seconds, in turns.
 */
export async function ingestBeside(
  loaded: LoadedProfile,
  folder: string,
  held: string,
  tell: (line: string) => void,
): Promise<{ alone: number; beside: number }> {
  const some = [...batches(cases(loaded.profile, RECORDS, spanOf(RECORDS)), BATCH)];
  const rates = { alone: new Array<number>(), beside: new Array<number>() };
  for (let run = 0; run < 3; run++)
    for (const kind of ['alone', 'beside'] as const) {
      const wall = await replica(loaded, path.join(folder, `ingest-${kind}-${run}`));
      const looking = kind === 'beside' ? await looker(loaded, held) : null;
      const started = performance.now();
      for (const batch of some) await wall.take(batch);
      await wall.close();
      const rate = RECORDS / ((performance.now() - started) / 1000);
      const looks = (await looking?.stop()) ?? 0;
      rates[kind].push(rate);
      tell(
        `run ${run + 1}, ${kind}: ${Math.round(rate)} rows/s${looking === null ? '' : `, ${looks} looks at all rules`}`,
      );
    }
  return { alone: middle(rates.alone), beside: middle(rates.beside) };
}

/** A thread that looked at every rule of a held folder once, and does so again and again until it is stopped. */
async function looker(loaded: LoadedProfile, held: string): Promise<{ stop(): Promise<number> }> {
  const thread = readerThread(
    'reader',
    () => ({ folder: held, profile: loaded.profile, scope: null }),
    pino({ enabled: false }),
  );
  await thread.run();
  const questions = loaded.profile.alerts.rules.map(({ id }) => ({ name: 'signs', params: { rule: id } }));
  // The first look reads and forecasts everything once: a wall makes it when it starts.
  for (const question of questions) await thread.call('slice', [question], NOW - MINUTE, 'live');
  const stopped = Promise.withResolvers<undefined>();
  const look = async (): Promise<number> => {
    let looks = 0;
    for (let over = false; !over; looks++) {
      const started = performance.now();
      for (const question of questions) await thread.call('slice', [question], NOW - looks * MINUTE, 'live');
      const pause = Math.max(0, LOOK_EVERY - (performance.now() - started));
      const timer = Promise.withResolvers<false>();
      const handle = setTimeout(() => timer.resolve(false), pause);
      over = await Promise.race([timer.promise, stopped.promise.then(() => true)]);
      clearTimeout(handle);
    }
    return looks;
  };
  const looked = look();
  return {
    async stop() {
      stopped.resolve(undefined);
      const looks = await looked;
      await thread.stop();
      return looks;
    },
  };
}

/** Frames of a wall's boards that are timed. */
const FRAMES = 60;

/**
 * Milliseconds until a reader's thread has answered all panels of a board, 95 of a hundred times, alone and while another thread looks at
 * all rules: how much later a wall's frame comes for it.
 */
export async function frameBeside(
  loaded: LoadedProfile,
  held: string,
  board: string,
): Promise<{ alone: number; beside: number }> {
  const thread = readerThread(
    'reader',
    () => ({ folder: held, profile: loaded.profile, scope: null }),
    pino({ enabled: false }),
  );
  await thread.run();
  const panels = panelQuestions(loaded.profile).get(board) ?? [];
  const questions = panels.map(({ name, params }) => ({ name, params: params as Record<string, never> }));
  const frames = async (): Promise<number> => {
    const times = new Array<number>();
    for (let frame = 0; frame < FRAMES; frame++) {
      const started = performance.now();
      await thread.call('slice', questions, NOW - (FRAMES - frame) * 2 * SECOND, 'live');
      times.push(performance.now() - started);
    }
    return percentile(times.slice(5), 0.95);
  };
  try {
    await frames();
    const alone = [await frames()];
    const looking = await looker(loaded, held);
    const beside = [await frames()];
    await looking.stop();
    alone.push(await frames());
    const again = await looker(loaded, held);
    beside.push(await frames());
    await again.stop();
    return { alone: Math.min(...alone), beside: Math.min(...beside) };
  } finally {
    await thread.stop();
  }
}
