import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { folded } from '../../sync/alerts/machine/fold.ts';
import { rulebookOf, type Rulebook } from '../../sync/alerts/machine/rulebook.ts';
import { standings } from '../../sync/alerts/machine/standing.ts';
import { thing } from '../../sync/alerts/machine/state.ts';
import type { AlertEvent } from '../../sync/contract/alerts.ts';
import type { CommandName, Payload } from '../../sync/contract/commands.ts';
import {
  LINK_NAMESPACE,
  type Given,
  type HostToWindow,
  type Reply,
  type WindowToHost,
} from '../../sync/contract/link.ts';
import { questions, type Data } from '../../sync/contract/questions/index.ts';
import { loadProfile } from '../../sync/profile/index.ts';
import { openJournalReader } from '../../sync/store/journal-reader.ts';
import { profileCopy, scratch } from '../harness/profile-copy.ts';
import { HOST, startProgram, type Program } from '../harness/programs.ts';
import { accountOf, DEMO_ACCOUNTS } from '../harness/sign-in.ts';
import { until } from '../harness/wait.ts';
import { start, type Victim } from './blow.ts';

/**
 * A whole host over a real city, in which a planted flood raises alerts, is killed around everything that can happen to one: what a
 * console was told is there afterwards, once, under the same name, and all that the host tells is what the events on disk say.
 */
const both = (words: string): object => ({ vi: words, en: words });
const RULE = {
  ...{ id: 'flooding', name: both('Flooding'), severity: 'critical', every: 0.25 },
  watch: {
    ...{ detector: 'counts', service: '1022', by: 'categoryArea', categories: ['flooding'] },
    ...{ hours: 6, minimum: 3, ratio: 1.5 },
  },
};
const FLOOD = {
  ...{ id: 'now', kind: 'flood', effect: 'reports', ago: 3, hours: 6, peak: 0.35, size: 'large' },
  ...{
    service: '1022',
    categories: { flooding: 1 },
    cases: 900,
    areas: ['26911'],
    neighbours: 8,
    spreadM: 3000,
  },
};

let place: Awaited<ReturnType<typeof scratch>>;
let profile: string;
let book: Rulebook;
let city: Program;
let host: Victim | null = null;
let console_: Console | null = null;

const data = (of: string): string => path.join(place.folder, of);

beforeAll(async () => {
  place = await scratch('alert-host');
  profile = await profileCopy('hcmc', place.folder, {}, { events: [FLOOD] });
  const file = path.join(profile, 'alerts.json');
  const settings = JSON.parse(await readFile(file, 'utf8')) as object;
  await writeFile(file, JSON.stringify({ ...settings, rules: [RULE] }));
  book = rulebookOf((await loadProfile(profile)).profile);
  city = await startProgram(HOST.city, [
    ...['--profile', profile, '--port', '0', '--data', data('city'), '--cases', '20000', '--seed', '11'],
  ]);
}, 120_000);
afterAll(async () => {
  console_?.close();
  await host?.kill();
  await city?.stop();
  await place?.remove();
});

/** A console of a host: signed in, and asking by its socket as the page does. */
class Console {
  readonly #socket: Socket<HostToWindow, WindowToHost>;
  #session = '';
  constructor(address: string) {
    this.#socket = io(new URL(LINK_NAMESPACE, address).href, {
      ...{ transports: ['websocket'], reconnection: false, forceNew: true },
    });
  }
  async signIn(): Promise<this> {
    const reply = await this.#socket.emitWithAck('signIn', accountOf('operator'));
    if (!reply.ok) throw new Error(reply.error.what);
    this.#session = reply.value.session;
    return this;
  }
  /** Gives a command; what the host replies, never where it is killed first. */
  give<N extends CommandName>(name: N, payload: Payload<N>, key: string): Promise<Reply<Given>> {
    const session = this.#session;
    return this.#socket.emitWithAck('give', { session, key, name, payload: { ...payload } });
  }
  async alerts(): Promise<Data<'alerts'>> {
    return questions.alerts.answer.parse(await this.#ask('alerts', { limit: 500, rows: 500 }));
  }
  async alert(alert: string): Promise<Data<'alert'>> {
    return questions.alert.answer.parse(await this.#ask('alert', { alert }));
  }
  async #ask(name: string, params: Record<string, string | number>): Promise<unknown> {
    const reply = await this.#socket.emitWithAck('ask', { name, params });
    if (!reply.ok) throw new Error(reply.error.what);
    if (reply.value.content === 'error') throw new Error(reply.value.error.what);
    return reply.value.content === 'data' ? reply.value.data : null;
  }
  close(): void {
    this.#socket.close();
  }
}

/** Starts a host on what was left, and a console of it. */
async function begun(): Promise<Console> {
  host = start(HOST.wall, [
    ...['--profile', profile, '--port', '0', '--data', data('wall'), '--city', city.address],
    DEMO_ACCOUNTS,
  ]);
  console_ = await new Console(await host.ready).signIn();
  return console_;
}
async function killed(): Promise<void> {
  await host?.kill();
  console_?.close();
}

/** All that is on disk: numbered without holes, no alert raised twice, and no thing open twice. */
function onDisk(): { n: number; event: AlertEvent }[] {
  const reader = openJournalReader(path.join(data('wall'), 'journal.db'));
  const kept = reader?.alerts.since(0) ?? [];
  reader?.close();
  expect(kept.map(({ n }) => n)).toEqual(kept.map((_, i) => i + 1));
  const raised = kept.flatMap(({ event }) => (event.event === 'raised' ? [event.alert] : []));
  expect(new Set(raised).size).toBe(raised.length);
  const open = [...folded(kept).open.values()].map(({ rule, figures }) => thing(rule, figures.key));
  expect(new Set(open).size).toBe(open.length);
  return kept;
}

/** How alerts stand, by a console and by a fold over what is on disk. */
const told = ({ groups }: Data<'alerts'>): string[] =>
  groups
    .flatMap(({ rows }) =>
      rows.map(({ alert, state, owner, comments }) => `${alert} ${state} ${owner ?? '-'} ${comments}`),
    )
    .sort();
const stands = (kept: Parameters<typeof folded>[0]): string[] =>
  [...standings(folded(kept), book).values()]
    .map(({ life, state }) => `${life.alert} ${state} ${life.owner ?? '-'} ${life.comments}`)
    .sort();

/** A console says what the events on disk say; no look comes between the two within the first seconds of a host. */
async function isOneTruth(console: Console): Promise<void> {
  await until('one truth', async () => {
    const before = onDisk();
    const shown = told(await console.alerts());
    const after = onDisk();
    if (before.length !== after.length) return false;
    expect(shown).toEqual(stands(after));
    return true;
  });
}

const LATER = 6 * 86_400_000;
/** What is asked of an alert under a key, and what says that it was done, in its own history. */
const DEEDS = [
  ['comment', (alerts: string[], key: string) => ({ alerts, note: key }), 'commented'],
  ['acknowledge', (alerts: string[], key: string) => ({ alerts, reason: key, until: null }), 'acknowledged'],
  ['own', (alerts: string[]) => ({ alerts, owner: 'me' as const }), 'owned'],
  [
    'shelve',
    (alerts: string[], key: string) => ({ alerts, reason: key, until: Date.now() + LATER }),
    'shelved',
  ],
] as const;

test('a host that is killed when an alert is raised, known, owned, shelved or remarked on shows one truth afterwards', async () => {
  let console = await begun();
  const first = await until(
    'alerts are raised',
    async () => {
      const rows = (await console.alerts()).groups.flatMap((group) => group.rows);
      return rows.length >= DEEDS.length && rows;
    },
    120_000,
  );
  await killed();
  const raised = new Map(first.map(({ alert, sign }) => [alert, sign.key]));
  console = await begun();

  for (const [i, [name, payloadOf, event]] of DEEDS.entries()) {
    const alert = first[i]?.alert ?? '';
    // Killed when the reply is there: what was told is there, and told again it is done no second time.
    await isOneTruth(console);
    const payload = payloadOf([alert], `${name}-told`);
    const reply = await console.give(name, payload, `${name}-told`);
    expect(reply).toMatchObject({ ok: true, value: { result: { outcome: 'applied' } } });
    await killed();
    console = await begun();
    const done = async (): Promise<number> =>
      (await console.alert(alert)).history.filter((one) => one.event === event).length;
    expect(await done()).toBe(1);
    const again = await console.give(name, payload, `${name}-told`);
    expect(again).toMatchObject({ ok: true, value: { result: reply.ok ? reply.value.result : null } });
    expect(await done()).toBe(1);

    // Killed somewhere while it is done: all of it is there or nothing; given again it is done, once.
    const other = first[(i + 1) % first.length]?.alert ?? '';
    const lost = payloadOf([other], `${name}-lost`);
    void console.give(name, lost, `${name}-lost`).catch(() => undefined);
    // A reply to a question that was asked after it: the command has reached the host, and may be anywhere.
    await console.alerts();
    await killed();
    const count = (): number =>
      onDisk().filter(({ event: one }) => one.event === event && one.alert === other).length;
    expect(count()).toBeLessThanOrEqual(1);
    console = await begun();
    await isOneTruth(console);
    expect(await console.give(name, lost, `${name}-lost`)).toMatchObject({
      ok: true,
      value: { result: { outcome: 'applied' } },
    });
    expect(count()).toBe(1);
  }

  // Looked at again, what is still there is the same alert, by the same name.
  const since = (await console.alerts()).rules[0]?.seenAt ?? 0;
  await until('the rule is looked at again', async () => {
    const seen = (await console.alerts()).rules[0]?.seenAt ?? 0;
    return seen > since;
  });
  await isOneTruth(console);
  const names = new Map(
    onDisk().flatMap(({ event }) => (event.event === 'raised' ? [[event.sign.key, event.alert]] : [])),
  );
  for (const [alert, key] of raised) expect(names.get(key)).toBe(alert);
}, 600_000);
