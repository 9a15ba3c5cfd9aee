import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { questions } from '../../contract/questions/index.ts';
import type { CityRecord } from '../../contract/records.ts';
import { lookupIn } from '../../profile/index.ts';
import { createApplier } from '../../rollups/apply.ts';
import { openReadable, openWritable } from '../../store/cache.ts';
import { openJournal } from '../../store/journal.ts';
import { openJournalReader } from '../../store/journal-reader.ts';
import { fixtureProfile } from '../oracle/fixture.ts';
import { measure } from '../oracle/flood-morning.ts';
import { answer, type QuestionContext } from '../index.ts';

const AT = Date.parse('2026-11-25T08:00:00+07:00');
const endings: (() => void)[] = [];
afterEach(() => {
  for (const end of endings.splice(0).reverse()) end();
});

/** A cache and a journal in a folder of their own, and what a question is asked with. */
function place() {
  const folder = mkdtempSync(path.join(tmpdir(), 'citywall-health-'));
  endings.push(() => rmSync(folder, { recursive: true, force: true }));
  const profile = fixtureProfile();
  const services = profile.services.map(({ id, sums, heat }) => ({ id, sums, heat }));
  const { timeZone } = profile.city;
  const file = path.join(folder, 'cache.db');
  const writable = openWritable(file, {
    city: 'testville',
    role: 'replica',
    profile: 'p',
    timeZone,
    services,
  });
  const cache = openReadable(file);
  const journalFile = path.join(folder, 'journal.db');
  endings.push(
    () => writable.close(),
    () => cache.close(),
  );
  const applier = createApplier(writable, { timeZone, services, serve: false, personal: null });
  const context = (): QuestionContext => {
    const journal = openJournalReader(journalFile);
    endings.push(() => journal?.close());
    return {
      cache,
      lookup: lookupIn(profile),
      profile,
      at: AT,
      live: true,
      watermarks: {},
      journal,
      line: 'live',
    };
  };
  return {
    context,
    apply: (text: string, at: number) => applier.apply(text, at, () => undefined),
    journalFile,
  };
}

function ask(context: QuestionContext, name: 'rejected' | 'commands', params: object = {}) {
  const found = answer(context, name, params);
  if (found.content !== 'data') throw new Error(JSON.stringify(found));
  return questions[name].answer.strict().parse(found.data);
}

describe('records that could not be read', () => {
  it('are told by kind, subject and reason, never by what they held', () => {
    const { context, apply } = place();
    const bad = (id: string, more: object): object => ({
      ...{ kind: 'case', service: 's1', id, rev: 1, openedAt: AT, status: 'received', category: 'flood' },
      ...more,
    });
    const name = 'Nguyễn Thị Bí Mật';
    apply(
      JSON.stringify([
        bad('1', { openedAt: 5 }),
        bad('2', { openedAt: 6 }),
        bad('3', { service: `<${name}>` }),
      ]),
      AT - 9,
    );
    apply(JSON.stringify([{ kind: 'personal', name, text: 7 }, 'just text']), AT - 5);
    apply(`[{"kind":"case","id":"${name}`, AT - 1);
    const told = ask(context(), 'rejected');
    expect(JSON.stringify(told)).not.toContain('Bí Mật');
    expect(told).toMatchObject({ total: 6, kept: 6 });
    expect('rows' in told && told.rows[0]).toMatchObject({
      ...{ kind: 'case', about: 's1', count: 2, first: AT - 9, last: AT - 9 },
      ...{ why: 'range', field: 'openedAt' },
    });
    const { rows } = questions.rejected.answer.parse(told);
    expect(rows.map(({ kind, why, field }) => [kind, why, field])).toEqual([
      ['case', 'range', 'openedAt'],
      ['case', 'notJson', ''],
      ['?', 'type', ''],
      ['personal', 'missing', 'service'],
      ['case', 'form', 'service'],
    ]);
  });

  it(
    'law: nothing that was sent is told again, wherever it stood, and each is counted once',
    { timeout: 60_000 },
    () => {
      // Letters alone, so that it could pass for the name of anything.
      const SECRET = 'NguyenThiBiMat';
      const records: CityRecord[] = [
        { kind: 'case', service: 's1', id: 'x', rev: 1, openedAt: AT, status: 'received', category: 'flood' },
        { kind: 'personal', service: 's1', id: 'x', rev: 1, text: 'a' },
        measure('spent', '2026-01', 1),
        { kind: 'asset', type: 'pump', id: 'x', rev: 1, status: 'on', at: AT },
        { kind: 'reference', type: 'unit', id: 'x', rev: 1, body: { name: 'a' } },
        { kind: 'tombstone', of: 'case', scope: 's1', id: 'x', rev: 1 },
      ];
      const secret = fc.constantFrom<unknown[]>(
        SECRET,
        `${SECRET}!`,
        `<${SECRET}>`,
        [SECRET],
        { kind: SECRET },
        { [SECRET]: 1 },
      );
      const spoilt = fc
        .tuple(
          fc.constantFrom(...records),
          fc.nat(8),
          secret,
          fc.constantFrom('kind', 'service', 'rev', SECRET),
          secret,
          fc.boolean(),
        )
        .map(([one, n, value, key, other, nested]) => {
          const keys = Object.keys(one);
          const at = keys[n % keys.length] ?? 'kind';
          return JSON.stringify(
            nested ? { first: { [key]: other }, ...one, [at]: value } : { ...one, [at]: value, [key]: other },
          );
        })
        .chain((text) =>
          fc.constantFrom(
            text,
            text.replace(/:1([,}])/, ':1e999$1'),
            `{"kind":"reference","type":"unit","id":"x","rev":1,"body":{"${SECRET}":1e999}}`,
            `{"kind":"reference","type":"unit","id":"x","rev":1,"body":{"a":{"${SECRET}: b":[1e999]}}}`,
          ),
        );
      const sent = fc.array(
        fc.oneof(
          fc.array(spoilt, { minLength: 1, maxLength: 8 }).map((some) => `[${some.join()}]`),
          fc.tuple(spoilt, fc.nat(80)).map(([text, n]) => text.slice(0, n)),
          fc.constant(`"${SECRET}"`),
        ),
        { minLength: 1, maxLength: 4 },
      );
      fc.assert(
        fc.property(sent, (texts) => {
          const { context, apply } = place();
          const bad = texts.reduce((n, text, i) => n + apply(text, AT - i).quarantined, 0);
          const told = questions.rejected.answer.parse(ask(context(), 'rejected', { limit: 100 }));
          expect(JSON.stringify(told)).not.toContain('BiMat');
          expect([told.total, told.kept, told.rows.reduce((n, row) => n + row.count, 0)]).toEqual([
            bad,
            bad,
            bad,
          ]);
          const alike = told.rows.map(({ kind, about, why, field }) => `${kind} ${about} ${why} ${field}`);
          expect(new Set(alike).size).toBe(alike.length);
          expect(told.rows.map(({ count }) => count)).toEqual(
            told.rows.map(({ count }) => count).sort((a, b) => b - a),
          );
        }),
        { numRuns: 60 },
      );
    },
  );

  it('are none where all could be read', () => {
    expect(ask(place().context(), 'rejected')).toEqual({ total: 0, kept: 0, rows: [] });
  });
});

describe('what people here asked for', () => {
  it('is none before anything was', () => {
    expect(ask(place().context(), 'commands')).toEqual({ waiting: 0, total: 0, rows: [] });
  });

  it('is told with what became of it, the newest first', () => {
    const { context, journalFile } = place();
    const journal = openJournal(journalFile, 'testville');
    endings.push(() => journal.close());
    const report = (note: string) => ({ what: 'report', board: 'b', panel: 'p', asOf: AT, note }) as const;
    const times = (key: string) => ({ key: `${key}-${key}`, givenAt: AT, expires: AT + 1 });
    journal.outbox.add(report('Một ô sai'), times('first'));
    journal.outbox.add(report('<b>Hai</b>'), times('second'));
    journal.outbox.settle({ key: 'first-first', outcome: 'rejected', reason: 'seen', at: AT + 5 });
    const kept = { ...report('Ba người'), what: 'note' } as const;
    journal.decide(kept, times('third'), () => ({ outcome: 'applied', reason: '' }));
    journal.decide({ what: 'of-another-release', board: 7 }, times('fourth'), () => ({
      ...{ outcome: 'applied', reason: '' },
    }));
    const reports = [
      { what: 'report', board: 'b', panel: 'p', state: 'queued', settledAt: null },
      { what: 'report', state: 'rejected', reason: 'seen', settledAt: AT + 5 },
    ];
    const told = ask(context(), 'commands', { what: ['report'], limit: 5 });
    expect(told).toMatchObject({ waiting: 1, total: 2, rows: reports });
    expect(ask(context(), 'commands')).toMatchObject({
      ...{ waiting: 1, total: 3 },
      rows: [{ what: 'note', state: 'applied', settledAt: AT }, ...reports],
    });
    expect(ask(context(), 'commands', { what: ['report', 'note'], limit: 1 })).toMatchObject({
      ...{ total: 3, rows: [{ what: 'note' }] },
    });
    for (const [what, request] of [
      ['ask', 'ask-00001'],
      ['answer', 'ask-00001'],
      ['answer', 'ask-00002'],
      ['report', 'ask-00001'],
    ] as const)
      journal.outbox.add(
        what === 'ask' ? { what } : { what, request },
        times(what === 'ask' ? 'ask' : `${what}-${request}`),
      );
    const about = (request: string) => ask(context(), 'commands', { what: ['ask', 'answer'], request });
    expect(about('ask-00001')).toMatchObject({ total: 1, rows: [{ what: 'answer', request: 'ask-00001' }] });
    expect(about('ask-ask')).toMatchObject({ total: 1, rows: [{ what: 'ask', request: 'ask-ask' }] });
    expect(about('ask-00003')).toMatchObject({ total: 0, rows: [] });
    // What was typed is in no answer: whoever asks a question may be anybody.
    expect(JSON.stringify(ask(context(), 'commands'))).not.toMatch(/Một|Hai|Ba/);
    const reader = openJournalReader(journalFile);
    endings.push(() => reader?.close());
    expect(reader?.said(['second-second', 'third-third', 'fourth-fourth', 'nobody'])).toEqual({
      'second-second': '<b>Hai</b>',
      'third-third': 'Ba người',
    });
  });
});
