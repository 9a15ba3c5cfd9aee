import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decision, Giver } from '../contract/commands.ts';
import { requestRecord, type RequestRecord } from '../contract/records.ts';
import { MOVES, requestMove } from '../contract/requests.ts';
import { playRequest, type RequestCommand } from './request-desk.ts';

const NOW = Date.UTC(2026, 10, 28);
const leader: Giver = { name: 'lan.nguyen', role: 'leader', units: [] };
const officer = (...units: string[]): Giver => ({ name: 'minh.tran', role: 'officer', units });
const ask: RequestCommand = {
  ...{ what: 'ask', asks: 'explain', unit: 'works', text: 'Vì sao?', links: [], dueAt: NOW + 1000 },
  about: { what: 'indicator', indicator: 'spent', subject: 'city', period: '2026-10', value: 4 },
};
const move = (
  what: Exclude<RequestCommand['what'], 'ask'>,
  rev: number,
  more: object = {},
): RequestCommand => ({
  ...{ what, request: 'ask-00001', rev, text: 'x' },
  ...more,
});

/** A city's book of requests. */
class Book {
  readonly records = new Map<string, RequestRecord>();
  so = true;

  give(asked: RequestCommand, key: string, by?: Giver, now = NOW): Decision {
    const book = { held: (id: string) => this.records.get(id) ?? null, stillSo: () => this.so };
    const { decision, record } = playRequest(asked, { key, by }, book, now);
    if (record !== undefined) this.records.set(record.id, requestRecord.parse(record));
    return decision;
  }
}
const asked = (): Book => {
  const book = new Book();
  book.give(ask, 'ask-00001', leader);
  return book;
};
const why = (code: string, name?: string) => ({
  outcome: 'rejected',
  remarks: [name === undefined ? { code } : { code, name }],
});

describe('a request', () => {
  it('goes from the question to its accepted answer, each step with who, when and what was said', () => {
    const book = asked();
    book.give(move('receive', 1), 'key-00002', officer('works'), NOW + 1);
    book.give(move('answer', 2, { links: ['https://a.example/'] }), 'key-00003', officer('works'), NOW + 2);
    book.give(move('sendBack', 3, { dueAt: NOW + 5000 }), 'key-00004', leader, NOW + 3);
    book.give(move('answer', 4), 'key-00005', officer(), NOW + 4);
    expect(book.give(move('accept', 5), 'key-00006', leader, NOW + 5)).toEqual({
      outcome: 'applied',
      reason: '',
    });
    const [record] = book.records.values();
    expect(record).toMatchObject({ id: 'ask-00001', rev: 6, state: 'accepted', dueAt: NOW + 5000 });
    expect(record?.history.map(({ what, at, by }) => [what, at - NOW, by.name, by.unit])).toEqual([
      ['ask', 0, 'lan.nguyen', undefined],
      ['receive', 1, 'minh.tran', 'works'],
      ['answer', 2, 'minh.tran', 'works'],
      ['sendBack', 3, 'lan.nguyen', undefined],
      ['answer', 4, 'minh.tran', 'works'],
      ['accept', 5, 'lan.nguyen', undefined],
    ]);
    expect(record?.history[2]?.links).toEqual(['https://a.example/']);
  });

  it('tells who did something by what they are called and their account, where that is another', () => {
    const book = asked();
    const by: Giver = { ...officer('works'), fullName: 'Trần Văn Minh' };
    book.give(move('receive', 1), 'key-00002', by);
    book.give(move('answer', 2), 'key-00003', { ...by, fullName: by.name });
    const [, ...entries] = book.records.get('ask-00001')?.history ?? [];
    expect(entries.map((entry) => entry.by)).toEqual([
      { name: 'Trần Văn Minh', account: 'minh.tran', office: '', unit: 'works' },
      { name: 'minh.tran', office: '', unit: 'works' },
    ]);
  });

  it('law: whatever is given, in whatever order and how often, each key takes effect once and no record breaks the law', () => {
    const step = fc.record({
      what: fc.constantFrom(...requestMove.options),
      key: fc.integer({ min: 1, max: 25 }),
      by: fc.constantFrom(leader, officer('works'), officer('parks'), officer(), undefined),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const book = asked();
        for (const [i, { what, key, by }] of steps.entries()) {
          const given = what === 'ask' ? ask : move(what, book.records.get('ask-00001')?.rev ?? 0);
          const before = book.records.get('ask-00001');
          const keyed = `key-${String(key).padStart(5, '0')}`;
          const known = before?.history.some((one) => one.key === keyed) === true;
          const { outcome } = book.give(given, keyed, by, NOW + i);
          const record = book.records.get('ask-00001');
          const grew = (record?.history.length ?? 0) - (before?.history.length ?? 0);
          if (what === 'ask') expect(grew).toBe(0);
          else expect(grew).toBe(outcome === 'applied' && !known ? 1 : 0);
          if (grew === 1) expect(MOVES[what].by).toContain(by?.role);
          const keys = record?.history.map((one) => one.key) ?? [];
          expect(new Set(keys).size).toBe(keys.length);
        }
      }),
      { numRuns: 100 },
    );
  });

  it.each<[string, RequestCommand, Giver | undefined, object]>([
    ['that there is not', move('remind', 1, { request: 'none' }), leader, why('noRequest')],
    ['that was not answered yet', move('accept', 1), leader, why('notInState', 'asked')],
    ['by nobody', move('remind', 1), undefined, why('notYourRole')],
    ['by an officer, for a leader', move('remind', 1), officer('works'), why('notYourRole')],
    ['of another unit', move('answer', 1), officer('parks'), why('notYourUnit', 'works')],
  ])('%s: is refused with the reason', (_, given, by, expected) => {
    const book = asked();
    const before = book.records.get('ask-00001');
    expect(book.give(given, 'key-00002', by)).toMatchObject(expected);
    expect(book.records.get('ask-00001')).toEqual(before);
  });

  it('whose deadline passed on the way is refused', () => {
    expect(new Book().give(ask, 'ask-00001', leader, NOW + 1000)).toMatchObject(why('deadlinePassed'));
  });

  it('asked of a picture that is no longer true is asked, and whoever asked is told', () => {
    const [book, changed] = [new Book(), { outcome: 'applied', remarks: [{ code: 'changedSince' }] }];
    book.so = false;
    expect(book.give(ask, 'ask-00001', leader)).toMatchObject(changed);
    expect(book.give(move('remind', 7), 'key-00002', leader)).toMatchObject(changed);
    expect(book.give(move('remind', 2), 'key-00003', leader)).not.toHaveProperty('remarks');
  });

  it('never goes back in time, though the city’s clock does', () => {
    const book = asked();
    book.give(move('remind', 1), 'key-00002', leader, NOW - 5000);
    expect(book.records.get('ask-00001')?.history.map(({ at }) => at)).toEqual([NOW, NOW]);
  });
});
