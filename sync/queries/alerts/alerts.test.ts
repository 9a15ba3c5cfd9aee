import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MONDAY } from '../../alerts/machine/machine.fixture.ts';
import { book, Host, play, steps } from '../../alerts/machine/play.fixture.ts';
import { SET_BACK } from '../../alerts/machine/state.ts';
import { alertState, severity } from '../../contract/alerts.ts';
import { startOfDay } from '../../contract/calendar.ts';
import { DAY, MINUTE } from '../../contract/instants.ts';
import { schemasOf, type ParamsIn, type QuestionName } from '../../contract/questions/index.ts';
import { openJournal } from '../../store/journal.ts';
import { openJournalReader, type JournalReader } from '../../store/journal-reader.ts';
import { answer, type QuestionContext } from '../index.ts';
import { countAlarms, countAlert, countAlerts, countGroups, countLastHour } from '../oracle/alerts.ts';
import { filledCache, type Filled } from '../oracle/filled.ts';
import { fixtureProfile } from '../oracle/fixture.ts';
import { median } from '../usual.ts';

const profile = { ...fixtureProfile(), alerts: book.settings };
const folder = mkdtempSync(path.join(tmpdir(), 'citywall-alerts-'));
let filled: Filled;
let count = 0;
beforeAll(() => {
  filled = filledCache(profile);
});
afterAll(() => {
  filled.close();
  rmSync(folder, { recursive: true, force: true });
});

function ask<Q extends QuestionName>(context: QuestionContext, name: Q, params: ParamsIn<Q>) {
  const found = answer(context, name, params);
  if (found.content !== 'data') throw new Error(`${name}: ${JSON.stringify(found)}`);
  return schemasOf(name).answer.parse(found.data);
}

/** A journal of what a host did, and a reader beside it that is told nothing. */
function journalOf() {
  const file = path.join(folder, `${++count}.db`);
  const journal = openJournal(file, 'testville');
  const reader = openJournalReader(file);
  if (reader === null) throw new Error('no journal');
  let kept = 0;
  return {
    reader,
    keep({ disk }: Host) {
      journal.alerts.append(disk.slice(kept), new Set());
      kept = disk.length;
    },
    close() {
      reader.close();
      journal.close();
    },
  };
}

const filter = fc.record(
  {
    states: fc.uniqueArray(fc.constantFrom(...alertState.exclude(['closed']).options), { minLength: 1 }),
    severities: fc.uniqueArray(fc.constantFrom(...severity.options), { minLength: 1 }),
    rule: fc.constantFrom('p', 'c', 'h'),
    unit: fc.constantFrom('u1', 'u2'),
    area: fc.constant('a1'),
    owner: fc.constantFrom('-', 'desk-1'),
    atRisk: fc.boolean(),
  },
  { requiredKeys: [] },
);

/** Holds every question about alerts against the recount. */
function compare(context: QuestionContext, host: Host, wanted: ParamsIn<'alerts'>['filter']): void {
  const all = host.disk.map(({ event }) => event);
  const events = context.live ? all : all.slice(0, all.findLastIndex(({ at }) => at <= context.at) + 1);
  const last = events.at(-1)?.at ?? 0;
  const now = context.live ? Math.max(context.at, last) : context.at;
  const happened = { profile, events, at: context.at };
  const found = ask(context, 'alerts', { limit: 500, rows: 500 });
  const { level, ...counts } = countAlerts(happened);
  expect(found.level.level).toBe(level);
  expect({
    ...{ counts: found.counts, severities: found.severities },
    rules: found.rules.map(({ rule, stands, here }) => ({ rule, stands, here })),
  }).toEqual(counts);
  const some = ask(context, 'alerts', { filter: wanted, limit: 500, rows: 500 });
  const groups = countGroups(happened, wanted ?? {});
  expect(
    some.groups.map(
      ({ group, state, severity: grave, atRisk, since, count: n, unacknowledged, muted, rows }) => ({
        ...{ group, state, severity: grave, atRisk, since, count: n, unacknowledged, muted },
        alerts: rows.map(({ alert }) => alert).sort(),
      }),
    ),
  ).toEqual(groups);
  const alerts = groups.reduce((n, group) => n + group.count, 0);
  expect(some.matching).toEqual({ groups: groups.length, alerts });

  const figures = ask(context, 'alarmFigures', { days: 30 });
  const since = startOfDay(now, profile.city.timeZone) - 29 * DAY;
  const { raised, critical, answered, byRule, ...here } = countAlarms(happened, since, now);
  expect(figures.days.reduce((n, day) => n + day.raised, 0)).toBe(raised);
  expect(figures.days.reduce((n, day) => n + day.critical, 0)).toBe(critical);
  expect(figures.acknowledgedAfter).toBe(answered.length === 0 ? null : median(answered));
  expect(figures).toMatchObject(here);
  // No more is said of a day than ever rang.
  expect(figures.perOperator.day).toBeLessThanOrEqual(raised / figures.operators + 1e-9);
  expect(new Map(figures.top.map(({ rule, count: n }) => [rule, n]))).toEqual(
    new Map(byRule.map(({ rule, count: n }) => [rule, n])),
  );

  const hour = ask(context, 'lastHour', { limit: 50 });
  const told = countLastHour(happened, now - 60 * MINUTE);
  expect(hour.raised + hour.cleared).toBe(told.filter((text) => !text.includes('acknowledged')).length);
  const rows = hour.rows.map(({ at, what, row }) => `${at} ${what} ${row.alert}`);
  if (told.length <= 50) expect(rows.sort()).toEqual(told);
  for (const event of events.slice(-1)) {
    if (!('alert' in event)) continue;
    const { row, history, children } = ask(context, 'alert', { alert: event.alert });
    expect({
      ...{ state: row.state, comments: row.comments, owner: row.owner, history },
      children: children.map((child) => child.alert).sort(),
    }).toEqual(countAlert(happened, event.alert));
  }
}

describe('questions about alerts', () => {
  it('law: equal a recount of the events, at now and at any instant of the past', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(steps, fc.array(fc.nat(900), { maxLength: 3 }), filter, (all, back, wanted) => {
        const [host, journal] = [new Host(false), journalOf()];
        const at = (instant: number, live: boolean): QuestionContext =>
          filled.at(instant, { journal: journal.reader, live });
        try {
          let now = MONDAY;
          for (const [i, [one, pass]] of all.entries()) {
            // A clock that is set back farther tells times that nobody can recount; the machine's own law has those.
            now = Math.max(now + pass * MINUTE, (host.disk.at(-1)?.event.at ?? 0) - SET_BACK);
            play(host, one, now);
            if (i % 20 !== 19) continue;
            // What a reader knows already, it goes on from.
            journal.keep(host);
            compare(at(now, true), host, wanted);
          }
          journal.keep(host);
          compare(at(now, true), host, wanted);
          for (const minutes of back) compare(at(now - minutes * MINUTE, false), host, wanted);
          compare(at(now, true), host, {});
        } finally {
          journal.close();
        }
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });

  const context = (journal: JournalReader | null): QuestionContext => filled.at(MONDAY, { journal });

  it('are calm where nothing ever happened', () => {
    const empty = journalOf();
    for (const journal of [null, empty.reader]) {
      const { counts, groups, level } = ask(context(journal), 'alerts', {});
      expect([Object.values(counts).every((n) => n === 0), groups, level.level]).toEqual([true, [], 3]);
    }
    empty.close();
    expect(ask(context(null), 'alarmFigures', { days: 7 }).days.map(({ raised }) => raised)).toEqual(
      Array.from({ length: 7 }, () => 0),
    );
  });

  it('of an alert that there is not name the parameter', () => {
    expect(answer(context(null), 'alert', { alert: 'a1' })).toMatchObject({
      content: 'error',
      error: { code: 'question-params', what: expect.stringContaining('alert') },
    });
  });
});
