import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CallEvent } from '../../contract/calls.ts';
import { duty, type Duty } from '../../contract/duty.ts';
import { MINUTE } from '../../contract/instants.ts';
import type { AlertGroup } from '../../contract/questions/alerts.ts';
import type { Data } from '../../contract/questions/index.ts';
import type { RequestLine } from '../../contract/questions/requests.ts';
import { loadProfile } from '../../profile/index.ts';
import { openJournal, type Journal } from '../../store/journal.ts';
import type { Deed } from '../audit/audit-desk.ts';
import { Faults } from '../health/faults.ts';
import { Calling } from './calling.ts';

/** Monday 30 November 2026, 10:00 in Hồ Chí Minh City. */
export const AT = Date.UTC(2026, 10, 30, 3);
export const SECRET = 'a-secret-of-the-tests-alone';

const FRESH = { state: 'live', since: AT, source: '' } as const;
const QUIET = { log: () => undefined };

/** A group of alerts that rings, as the question `alerts` tells it. */
export const ringing = (group: string, more: Partial<AlertGroup> = {}): AlertGroup => ({
  ...{ group, rule: 'unit-late', state: 'new', severity: 'critical', atRisk: false, rings: true },
  ...{ since: AT, changedAt: AT, count: 1, unacknowledged: 1, muted: 0, subject: {}, unit: null },
  ...{ owner: null, demo: false, rows: [], ...more },
});

/** A group that somebody acknowledged at an instant. */
export const taken = (group: string, by: string, at: number): AlertGroup =>
  ringing(group, {
    ...{ state: 'acknowledged', rings: false, unacknowledged: 0 },
    rows: [
      {
        ...{ alert: group, rule: 'r', group, state: 'acknowledged', severity: 'critical', subject: {} },
        ...{ atRisk: false, demo: false, quiet: false, chattering: false, unit: null, raisedAt: AT },
        ...{ changedAt: at, clearedAt: null, shelvedUntil: null, owner: null, parent: null },
        ...{ children: 0, comments: 0, acknowledged: { by, at, reason: 'x', until: null } },
        sign: {
          ...{ key: 'k', subject: {}, severity: 'critical', measure: 'open', value: 1, expected: null },
          ...{ limit: null, p: null, since: AT, until: AT, unit: null, atRisk: false, cases: null },
        },
      },
    ],
  });

export const line = (id: string, more: Partial<RequestLine> = {}): RequestLine => ({
  ...{ id, rev: 1, asks: 'explain', about: { what: 'unit' }, unit: 'u1', state: 'asked', late: false },
  ...{ askedAt: AT, dueAt: AT + 60 * MINUTE, movedAt: AT, ...more },
});

/** A roster of a day and a night shift, and a holiday, whose people have a webhook at a port of this machine. */
export function roster(port: number, more: Partial<Duty> = {}): Duty {
  const person = (account: string, name: string) => ({
    ...{ account, name },
    webhook: { url: `http://127.0.0.1:${port}/${account}`, secret: { env: 'CITYWALL_TEST_HOOK' } },
  });
  return duty.parse({
    console: 'https://wall.city.example/',
    people: [
      person('lan', 'Lan Nguyễn'),
      person('ha', 'Hà Trần'),
      person('minh', 'Minh Lê'),
      person('tu', 'Tú'),
    ],
    calls: [
      { id: 'critical', of: 'alerts', climbs: 5 },
      { id: 'asked', of: 'asked', climbs: 30 },
    ],
    shifts: [
      {
        id: 'day',
        name: { vi: 'n', en: 'd' },
        from: '06:00',
        to: '18:00',
        levels: [['lan'], ['ha'], ['minh']],
      },
      {
        id: 'night',
        name: { vi: 'đ', en: 'n' },
        from: '18:00',
        to: '06:00',
        levels: [['tu']],
        days: [1, 2, 3],
      },
    ],
    dates: [
      {
        date: '2026-12-02',
        shifts: [{ id: 'off', name: { vi: 'l', en: 'h' }, from: '08:00', to: '08:00', levels: [['minh']] }],
      },
    ],
    ...more,
  });
}

/** A host's calls over a journal on disk, with clocks, alerts and a roster of the test's own. */
export class Desk {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'citywall-calls-'));
  readonly faults = new Faults();
  readonly deeds: Deed[] = [];
  groups: AlertGroup[] = [];
  lines: RequestLine[] = [];
  duty: Duty;
  demo: boolean | null = false;
  /** Whether the disk takes nothing. */
  full = false;
  now = AT;
  calling: Calling;
  #steady = 0;
  #journal: Journal;
  readonly #loaded: Awaited<ReturnType<typeof loadProfile>>;

  private constructor(loaded: Awaited<ReturnType<typeof loadProfile>>, of: Duty) {
    this.#loaded = loaded;
    this.duty = of;
    this.#journal = openJournal(path.join(this.folder, 'journal.db'), 'test');
    this.calling = this.#start();
  }

  static async open(of: Duty): Promise<Desk> {
    return new Desk(await loadProfile(new URL('../../../assets/cities/hcmc', import.meta.url).pathname), of);
  }

  /** All that was kept. */
  get events(): CallEvent[] {
    return this.#journal.calls.newest(1000);
  }
  /** Whom steps told, in order: `lan 1`. */
  get called(): string[] {
    return this.events.flatMap((one) => (one.event === 'called' ? `${one.account} ${one.level + 1}` : []));
  }
  of<E extends CallEvent['event']>(event: E): Extract<CallEvent, { event: E }>[] {
    return this.events.filter((one): one is Extract<CallEvent, { event: E }> => one.event === event);
  }

  /** Time passes, by both clocks, or by one alone. */
  pass(minutes: number, clock: 'both' | 'steady' = 'both'): void {
    this.#steady += minutes * MINUTE;
    if (clock === 'both') this.now += minutes * MINUTE;
  }

  /** Looks once, and waits for what is sent. */
  async turn(): Promise<void> {
    await this.calling.turn();
    await this.calling.idle();
  }

  /** The host is gone, and another starts over the same disk `minutes` later. What was not kept is lost. */
  again(minutes = 0): void {
    this.#journal.close();
    this.#journal = openJournal(path.join(this.folder, 'journal.db'), 'test');
    this.now += minutes * MINUTE;
    this.#steady = 0;
    this.calling = this.#start();
  }

  async end(): Promise<void> {
    await this.calling.stop();
    this.#journal.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #start(): Calling {
    return new Calling({
      slice: () => Promise.resolve({ asOf: this.now, answers: this.#answers() }),
      open: () => Promise.resolve(this.#journal.calls.open()),
      append: (events) => {
        if (this.full) return Promise.reject(new Error('ENOSPC'));
        this.#journal.calls.append(events);
        return Promise.resolve();
      },
      force: () => ({ ...this.#loaded, duty: this.duty }),
      demo: () => this.demo,
      now: () => this.now,
      clock: () => this.#steady,
      data: this.folder,
      audit: { tell: (deed) => void this.deeds.push(deed) },
      faults: this.faults,
      changed: () => undefined,
      log: { warn: QUIET.log, info: QUIET.log, error: QUIET.log },
    });
  }

  #answers() {
    const alerts: Data<'alerts'> = {
      level: { level: 3, since: null },
      counts: { new: 0, acknowledged: 0, returned: 0, shelved: 0, muted: 0, off: 0 },
      severities: { critical: 0, high: 0, medium: 0, low: 0 },
      groups: this.groups,
      matching: { groups: this.groups.length, alerts: this.groups.length },
      rules: [],
      demo: false,
    };
    const requests: Data<'requests'> = {
      ...{ total: this.lines.length, late: 0, rows: this.lines },
      states: { asked: 0, received: 0, answered: 0, accepted: 0, sentBack: 0, withdrawn: 0 },
      units: [],
    };
    return [alerts, requests].map((data) => ({
      answer: {
        asOf: this.now,
        freshness: FRESH,
        content: 'data' as const,
        data: JSON.parse(JSON.stringify(data)),
      },
      ...{ tag: '', bytes: 0 },
    }));
  }
}
