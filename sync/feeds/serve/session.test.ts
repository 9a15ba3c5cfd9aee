import { describe, expect, it } from 'vitest';
import type { Down } from '../../contract/feed.ts';
import { CREDIT, down, MAX_MESSAGE } from '../../contract/feed.ts';
import { PROTOCOL } from '../../contract/version.ts';
import { enrolledToo, publicOnly, SNAPSHOT_WORTH } from './greeting.ts';
import { MemoryCity } from './memory-city.fixture.ts';
import { Session } from './session.ts';
import type { SessionParts } from './session-parts.ts';

/** A session with everything it sent. */
class Talk {
  readonly sent: { event: keyof Down; message: unknown }[] = [];
  readonly faults: unknown[] = [];
  closed = false;
  readonly session: Session;

  constructor(city: MemoryCity, parts: Partial<SessionParts> = {}) {
    this.session = new Session({
      log: city,
      identity: { id: 'city', name: 'City', profile: 'p', demo: false },
      admit: publicOnly,
      commands: () => Promise.reject(new Error('the journal is gone')),
      clock: () => Date.UTC(2026, 0, 1),
      send: (event, message) => this.sent.push({ event, message }),
      drained: () => Promise.resolve(),
      close: () => {
        this.closed = true;
      },
      report: (fault) => this.faults.push(fault),
      ...parts,
    });
  }

  async say(event: string, message: unknown): Promise<void> {
    await this.session.receive(event, message);
    await this.session.idle();
  }

  async hello(cursor: unknown): Promise<Down['welcome']> {
    await this.say('hello', {
      protocol: PROTOCOL,
      client: 'w',
      version: '0',
      scope: { personal: false },
      cursor,
    });
    return down.welcome.parse(this.sent.find(({ event }) => event === 'welcome')?.message);
  }

  get deltas(): Down['delta'][] {
    return this.sent.filter(({ event }) => event === 'delta').map(({ message }) => down.delta.parse(message));
  }
}

function cityOf(batches: number, each: number): MemoryCity {
  const city = new MemoryCity();
  city.pace = 1_000_000;
  for (let i = 0; i < batches; i += 1)
    city.append(
      Array.from({ length: each }, (_, n) => ({ id: `${String(i)}-${String(n)}`, rev: 1, gone: false })),
    );
  return city;
}

const START = { epoch: 'first', seq: 1, chain: '' };
const startOf = (city: MemoryCity) => ({ ...START, chain: city.chains[1] ?? '' });

describe('a session', () => {
  it('runs no further ahead of the acks than the credit, and goes on with each', async () => {
    const city = cityOf(13, 2_000);
    city.pace = 2_000;
    const talk = new Talk(city);
    expect((await talk.hello(startOf(city))).mode).toBe('resume');
    const ahead = talk.deltas.reduce((sum, delta) => sum + delta.count, 0);
    expect(ahead).toBe(CREDIT.records);
    await talk.say('ack', { epoch: 'first', seq: talk.deltas[0]?.to ?? 0 });
    expect(talk.deltas.reduce((sum, delta) => sum + delta.count, 0)).toBe(CREDIT.records + 2_000);
    await talk.say('ack', { epoch: 'other', seq: 9_999 });
    expect(talk.deltas.length).toBe(11);
  });

  it('sends nothing large before what it sent has left', async () => {
    const city = cityOf(5, 1);
    city.pace = 1;
    const leave: (() => void)[] = [];
    const talk = new Talk(city, { drained: () => new Promise((resolve) => leave.push(resolve)) });
    const said = talk.hello(startOf(city));
    const turn = async (): Promise<void> => {
      for (let i = 0; i < 50; i += 1) await Promise.resolve();
    };
    await turn();
    expect(talk.deltas).toEqual([]);
    leave.shift()?.();
    await turn();
    expect(talk.deltas.length).toBe(1);
    while (talk.deltas.length < 4 || leave.length > 0) {
      leave.shift()?.();
      await turn();
    }
    await said;
  });

  it('offers a snapshot to who holds nothing of much, and to who is sent what no message holds', async () => {
    const empty = await new Talk(cityOf(0, 0)).hello({ epoch: 'first', seq: 0, chain: '' });
    const few = await new Talk(cityOf(2, 5)).hello({ epoch: 'first', seq: 0, chain: '' });
    const much = await new Talk(cityOf(2, SNAPSHOT_WORTH)).hello({ epoch: 'first', seq: 0, chain: '' });
    expect([empty.mode, few.mode, much.mode]).toEqual(['resume', 'resume', 'snapshot']);
    const city = cityOf(1, 1);
    city.append([{ id: 'x'.repeat(MAX_MESSAGE), rev: 1, gone: false }]);
    const talk = new Talk(city);
    await talk.hello(startOf(city));
    expect(talk.deltas).toEqual([]);
    expect(talk.sent.map(({ message }) => message)).toMatchObject([{ mode: 'resume' }, { mode: 'snapshot' }]);
  });

  it('turns away who asks faster than it is answered', async () => {
    const city = cityOf(1, 1);
    const talk = new Talk(city);
    await talk.hello(null);
    for (let i = 0; i < 65; i += 1) void talk.session.receive('chunk', { snapshot: 'x', after: null });
    await talk.session.idle();
    expect(talk.sent.at(-1)).toMatchObject({ event: 'refusal', message: { code: 'busy' } });
    expect(talk.closed).toBe(true);
  });

  it('outlives a log that cannot be read and a command that cannot be kept', async () => {
    const city = cityOf(1, 1);
    const talk = new Talk(city);
    await talk.hello(startOf(city));
    const at = Date.UTC(2026, 0, 1);
    const payload = { what: 'report', board: 'b', panel: 'p', asOf: at, note: 'n' };
    await talk.say('command', { client: 'w', n: 1, key: 'key-00001', payload, givenAt: at, expires: at });
    expect([talk.faults.length, talk.closed]).toEqual([1, false]);
    const sick = new Talk(city, {
      log: Object.assign(cityOf(1, 1), { head: () => Promise.reject(new Error('I/O')) }),
    });
    await sick.say('hello', {
      protocol: PROTOCOL,
      client: 'w',
      version: '0',
      scope: { personal: false },
      cursor: null,
    });
    expect(sick.sent).toMatchObject([{ event: 'refusal', message: { code: 'busy' } }]);
    expect(sick.faults.length).toBe(1);
  });
});

describe('personal parts', () => {
  const hello = (credential?: string) => ({
    ...{ protocol: PROTOCOL, client: 'w', version: '0', scope: { personal: true }, cursor: null },
    ...(credential === undefined ? {} : { credential }),
  });
  const refusals = (talk: Talk): unknown[] =>
    talk.sent.filter(({ event }) => event === 'refusal').map(({ message }) => message);

  it('are for whoever shows a credential that is good, and for no others, by a code of their own', async () => {
    for (const credential of [undefined, '', 'bad']) {
      const talk = new Talk(cityOf(1, 1), { admit: enrolledToo((shown) => shown === 'good') });
      await talk.say('hello', hello(credential));
      expect(refusals(talk)).toMatchObject([{ code: 'enrolment' }]);
      expect(talk.closed).toBe(true);
    }
    const talk = new Talk(cityOf(1, 1), { admit: enrolledToo((shown) => shown === 'good') });
    await talk.say('hello', hello('good'));
    expect(talk.sent.map(({ event }) => event)).toEqual(['welcome']);
    // Who asks for none needs no credential; a part of the city is nobody's.
    const plain = new Talk(cityOf(1, 1), { admit: enrolledToo(() => false) });
    expect(await plain.hello(null)).toMatchObject({ mode: 'snapshot' });
    const unit = new Talk(cityOf(1, 1), { admit: enrolledToo(() => true) });
    await unit.say('hello', { ...hello('good'), scope: { personal: true, unit: 'u1' } });
    expect(refusals(unit)).toMatchObject([{ code: 'scope' }]);
  });

  it('are over with the next beat where the credential is good no more', async () => {
    let isGood = true;
    const city = cityOf(1, 1);
    const talk = new Talk(city, { admit: enrolledToo(() => isGood) });
    await talk.say('hello', hello('good'));
    const plain = new Talk(city, { admit: enrolledToo(() => isGood) });
    await plain.hello(null);
    const head = await city.head();
    for (const one of [talk, plain]) one.session.beat(head);
    expect(refusals(talk)).toEqual([]);
    isGood = false;
    for (const one of [talk, plain]) one.session.beat(head);
    expect([refusals(talk), talk.closed]).toMatchObject([[{ code: 'enrolment' }], true]);
    expect([refusals(plain), plain.closed]).toEqual([[], false]);
  });
});
