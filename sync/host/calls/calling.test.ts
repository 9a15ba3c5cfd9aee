import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MOST_TRIES } from './deliveries.ts';
import { Desk, line, ringing, roster, SECRET, taken } from './calling.fixture.ts';
import type { SaidMessage } from './message.ts';
import { OUTBOX } from './ways.ts';

/** What a receiver was sent. */
interface Got {
  to: string;
  key: string;
  signature: string;
  body: string;
}

const got: Got[] = [];
let answer = 200;
let location: string | null = null;
let port = 0;
let server: Server;
let desk: Desk;

/** Whether a receiver that knows the secret takes it. */
function isSigned({ signature, body }: Pick<Got, 'signature' | 'body'>, secret = SECRET): boolean {
  const [, t = '', v1 = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
  return v1 === createHmac('sha256', secret).update(`${t}.${body}`).digest('hex');
}
const said = (n: number): SaidMessage => JSON.parse(got[n]?.body ?? '');

beforeEach(async () => {
  vi.stubEnv('CITYWALL_TEST_HOOK', SECRET);
  [answer, location] = [200, null];
  got.length = 0;
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { 'idempotency-key': key, 'citywall-signature': signature } = request.headers;
      got.push({
        ...{ to: request.url ?? '', key: String(key), signature: String(signature) },
        body: Buffer.concat(parts).toString(),
      });
      response.writeHead(answer, location === null ? {} : { location }).end('{"ok":true}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
  desk = await Desk.open(roster(port));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await desk.end();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('a call', () => {
  it('goes to who is on duty, signed, climbs where nobody answers, and ends with the answer', async () => {
    desk.groups = [ringing('g1')];
    await desk.turn();
    expect(desk.called).toEqual(['lan 1']);
    expect(got.map(({ to }) => to)).toEqual(['/lan']);
    expect(isSigned(got[0] ?? { signature: '', body: '' })).toBe(true);
    expect(said(0)).toMatchObject({ version: 1, demo: false, to: { account: 'lan', name: 'Lan Nguyễn' } });
    expect(said(0).calls).toMatchObject([{ kind: 'alert', severity: 'Nghiêm trọng', level: 1 }]);
    expect(said(0).calls[0]?.link).toBe('https://wall.city.example/?console&view=alert&alert=g1');
    desk.pass(4.9);
    await desk.turn();
    expect(desk.called).toEqual(['lan 1']);
    desk.pass(0.2);
    await desk.turn();
    expect(desk.called).toEqual(['lan 1', 'ha 2']);
    desk.pass(2);
    desk.groups = [taken('g1', 'ha', desk.now)];
    await desk.turn();
    expect(desk.of('ended')).toMatchObject([{ how: 'acknowledged', by: 'ha' }]);
    desk.pass(60);
    await desk.turn();
    expect(desk.called).toEqual(['lan 1', 'ha 2']);
    expect(desk.of('delivered')).toHaveLength(2);
    expect(desk.deeds.map(({ outcome }) => outcome)).toEqual([
      ...['opened', 'called', 'delivered', 'called', 'delivered', 'acknowledged'],
    ]);
  });

  it('is not the receiver’s whose bytes, time or secret are other ones', async () => {
    desk.groups = [ringing('g1')];
    await desk.turn();
    const { body, signature } = got[0] ?? { body: '', signature: '' };
    expect(isSigned({ signature, body: body.replace('"level":1', '"level":2') })).toBe(false);
    expect(isSigned({ signature: signature.replace(/t=(\d)/, 't=9$1'), body })).toBe(false);
    expect(isSigned({ signature, body }, 'another-secret-altogether')).toBe(false);
  });

  it('is one for one thing, also of what somebody owns; what one person is to be told of at once is one message', async () => {
    desk.groups = [
      ringing('g1'),
      ringing('g2'),
      ringing('g3', { owner: 'ha' }),
      ringing('g4', { severity: 'high' }),
    ];
    desk.lines = [line('r1'), line('r2', { state: 'received' })];
    await desk.turn();
    await desk.turn();
    expect(
      desk.of('opened').map(({ about }) => (about.what === 'alerts' ? about.group : about.request)),
    ).toEqual([...['g1', 'g2', 'r1']]);
    expect(got).toHaveLength(1);
    expect(said(0).calls.map(({ kind }) => kind)).toEqual(['alert', 'alert', 'asked']);
    desk.groups = [ringing('g1', { owner: 'lan' }), ringing('g2', { state: 'shelved', rings: false })];
    desk.lines = [line('r1', { state: 'received' })];
    await desk.turn();
    expect(desk.of('ended').map(({ how, by }) => `${how} ${by}`)).toEqual([
      'owned lan',
      'aside null',
      'received u1',
    ]);
  });

  it('says when nobody of any level answers, and calls the next shift', async () => {
    desk.groups = [ringing('g1')];
    for (let n = 0; n < 4; n++) {
      await desk.turn();
      desk.pass(5.1);
    }
    expect(desk.called).toEqual(['lan 1', 'ha 2', 'minh 3']);
    expect(desk.of('unanswered')).toHaveLength(1);
    expect(desk.faults.sentences.join()).toContain('call-unanswered');
    expect(desk.faults.codes).toEqual([]);
    desk.pass(8 * 60);
    await desk.turn();
    expect(desk.called.at(-1)).toBe('tu 1');
    desk.groups = [];
    await desk.turn();
    expect(desk.faults.sentences).toEqual([]);
  });

  it('names that nobody is on duty, and is made when somebody is', async () => {
    desk.groups = [ringing('g1')];
    desk.duty = roster(port, { shifts: roster(port).shifts.slice(0, 1) });
    desk.now = Date.UTC(2026, 11, 3, 22, 59);
    await desk.turn();
    await desk.turn();
    expect(desk.of('nobody')).toMatchObject([{ why: 'noShift' }]);
    expect(desk.faults.sentences.join()).toContain('call-nobody');
    desk.pass(1);
    await desk.turn();
    expect(desk.called).toEqual(['lan 1']);
    expect(desk.faults.sentences).toEqual([]);
  });

  it('waits without a word for the shift that has it, where whoever is on duty now has other things', async () => {
    desk.groups = [ringing('g1')];
    const [day] = roster(port).shifts;
    if (day === undefined) throw new Error('no shift');
    const night = { ...day, id: 'other', from: '18:00', to: '06:00', calls: ['late'] };
    desk.duty = roster(port, { shifts: [day, night] });
    desk.now = Date.UTC(2026, 11, 3, 22, 59);
    await desk.turn();
    await desk.turn();
    expect(desk.of('opened')).toHaveLength(1);
    expect(desk.of('nobody')).toEqual([]);
    expect(desk.faults.sentences).toEqual([]);
    desk.pass(1);
    await desk.turn();
    expect(desk.called).toEqual(['lan 1']);
  });

  it('climbs past a level that cannot be reached', async () => {
    const { people, ...others } = roster(port);
    desk.duty = {
      ...others,
      people: people.map((one) => (one.account === 'lan' ? { ...one, webhook: undefined } : one)),
    };
    desk.groups = [ringing('g1')];
    await desk.turn();
    expect(desk.of('nobody')).toMatchObject([{ why: 'noWay', level: 0 }]);
    expect(desk.called).toEqual(['ha 2']);
  });

  it('goes by time that really passed: a clock that is set hurries nobody', async () => {
    desk.groups = [ringing('g1')];
    await desk.turn();
    desk.now += 3_600_000;
    await desk.turn();
    expect(desk.called).toEqual(['lan 1']);
    desk.now -= 2 * 3_600_000;
    desk.pass(5.1, 'steady');
    await desk.turn();
    expect(desk.called).toEqual(['lan 1', 'ha 2']);
  });

  it('does not go out from a demonstration, nor before it is known whether it is one', async () => {
    desk.demo = null;
    desk.groups = [ringing('g1')];
    await desk.turn();
    expect(desk.events).toEqual([]);
    desk.demo = true;
    await desk.turn();
    expect(desk.of('called')).toMatchObject([{ ways: ['outbox'] }]);
    expect(got).toEqual([]);
    const sent: SaidMessage = JSON.parse(readFileSync(path.join(desk.folder, OUTBOX), 'utf8'));
    expect(sent).toMatchObject({ demo: true, to: { account: 'lan' } });
    expect(sent.text).toContain('minh họa');
  });

  it('does not go out where the city says meanwhile that it is one', async () => {
    answer = 500;
    desk.groups = [ringing('g1')];
    await desk.turn();
    desk.demo = true;
    desk.pass(1);
    await desk.turn();
    expect(got).toHaveLength(1);
    expect(desk.of('failed').at(-1)?.why).toContain('invented');
  });
});

describe('a receiver', () => {
  it('that is down for a while is tried again under the same name, and named meanwhile', async () => {
    answer = 503;
    desk.groups = [ringing('g1')];
    await desk.turn();
    expect(desk.of('failed')).toMatchObject([{ tries: 1, why: 'it answered 503', last: false }]);
    await desk.turn();
    expect(desk.faults.sentences.join()).toContain('lan by webhook: it answered 503');
    expect(got).toHaveLength(1);
    answer = 204;
    desk.pass(0.1);
    await desk.turn();
    expect(desk.of('delivered')).toMatchObject([{ tries: 2 }]);
    expect(new Set(got.map(({ key }) => key)).size).toBe(1);
    await desk.turn();
    expect(desk.faults.sentences).toEqual([]);
  });

  it('that never answers is given up after a number of tries, while the call climbs', async () => {
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
    desk.duty = roster(port, { shifts: roster(port).shifts.map((one) => ({ ...one, levels: [['lan']] })) });
    desk.groups = [ringing('g1')];
    for (let n = 0; n < MOST_TRIES + 5; n++) {
      await desk.turn();
      desk.pass(1.1);
    }
    expect(desk.of('failed').filter(({ last }) => last)).toMatchObject([{ tries: MOST_TRIES }]);
    expect(desk.of('failed')).toHaveLength(MOST_TRIES);
  });

  it('cannot lead it elsewhere', async () => {
    [answer, location] = [307, `http://127.0.0.1:${port}/elsewhere`];
    desk.groups = [ringing('g1')];
    await desk.turn();
    expect(got.map(({ to }) => to)).toEqual(['/lan']);
    expect(desk.of('failed')).toHaveLength(1);
  });

  it('is sent nothing unsigned: a secret that is not there is named before it is needed', async () => {
    vi.stubEnv('CITYWALL_TEST_HOOK', '');
    await desk.turn();
    expect(desk.faults.sentences.join()).toContain('the webhook of lan: no secret in CITYWALL_TEST_HOOK');
    desk.groups = [ringing('g1')];
    await desk.turn();
    expect(got).toEqual([]);
    expect(desk.of('failed')).toMatchObject([{ why: 'no secret in CITYWALL_TEST_HOOK' }]);
  });
});

describe('a host that dies', () => {
  it('between disk and call makes the call when it is back, under the name that is on disk', async () => {
    desk.groups = [ringing('g1')];
    answer = 500;
    await desk.turn();
    const [first] = desk.of('called');
    answer = 200;
    desk.again();
    await desk.turn();
    expect(desk.called).toEqual(['lan 1']);
    expect(got.map(({ key }) => key)).toEqual([first?.message, first?.message]);
    desk.again();
    await desk.turn();
    expect(got).toHaveLength(2);
  });

  it('goes on waiting where it was, and climbs where the time is over', async () => {
    desk.groups = [ringing('g1')];
    await desk.turn();
    desk.again(3);
    await desk.turn();
    expect(desk.called).toEqual(['lan 1']);
    desk.pass(2.1);
    await desk.turn();
    expect(desk.called).toEqual(['lan 1', 'ha 2']);
    desk.again(6);
    await desk.turn();
    expect(desk.called).toEqual(['lan 1', 'ha 2', 'minh 3']);
  });

  it('tells nobody of what is not on disk', async () => {
    desk.groups = [ringing('g1')];
    desk.full = true;
    await expect(desk.turn()).rejects.toThrow('ENOSPC');
    expect(got).toEqual([]);
    desk.full = false;
    await desk.turn();
    expect(desk.called).toEqual(['lan 1']);
    expect(got).toHaveLength(1);
  });
});
