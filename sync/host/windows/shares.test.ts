import { once } from 'node:events';
import { connect as tcp } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LINK_NAMESPACE } from '../../contract/link.ts';
import { linkStage, type LinkStage } from './link.fixture.ts';

let stage: LinkStage;
beforeAll(async () => {
  stage = await linkStage();
});
afterAll(() => stage.close());

describe('the link, to windows that want more than their share,', () => {
  test('refuses with a reason what comes on top of all that waits, serves another, and counts it', async () => {
    const [flood, other] = [stage.connect(), stage.connect()];
    const release = stage.holding();
    const before = stage.link.load.refused;
    const replies = Array.from({ length: 100 }, (_, n) =>
      flood.emitWithAck('ask', { name: 'x', params: { n } }),
    );
    await expect.poll(() => stage.link.load.refused - before).toBe(40);
    const served = other.emitWithAck('ask', { name: 'y', params: {} });
    release();
    expect(await served).toMatchObject({ ok: true });
    const refused = (await Promise.all(replies)).filter(({ ok }) => ok === false);
    expect(refused).toHaveLength(40);
    expect(refused[0]).toMatchObject({
      error: { code: 'window-busy', hint: expect.stringContaining('again') },
    });
    // Once it has been served it is as any other.
    expect(await flood.emitWithAck('ask', { name: 'x', params: {} })).toMatchObject({ ok: true });
  });

  test('answers equal questions once, however many ask them', async () => {
    const windows = [stage.connect(), stage.connect(), stage.connect()];
    for (const socket of windows) await socket.emitWithAck('open', {});
    const release = stage.holding();
    const count = stage.asked.length;
    const replies = windows.map((socket) => socket.emitWithAck('ask', { name: 'heat', params: { same: 1 } }));
    await expect.poll(() => stage.asked.length).toBe(count + 1);
    for (const socket of windows) await socket.emitWithAck('open', {});
    release();
    for (const reply of await Promise.all(replies)) expect(reply).toMatchObject({ ok: true });
    expect(stage.asked).toHaveLength(count + 1);
  });

  test('gives up what waits for a window that has gone, or that asks anew for the same place', async () => {
    const [gone, stays] = [stage.connect(), stage.connect()];
    const release = stage.holding();
    const count = stage.asked.length;
    for (let n = 0; n < 10; n += 1) gone.emit('ask', { name: 'g', params: { n } });
    const scrub = (n: number): Promise<{ ok: boolean; error: { code: string } }> =>
      stays.emitWithAck('ask', { name: 's', params: {}, at: 1_700_000_000_000 + n, slot: 'tile' });
    const first = scrub(0);
    await expect.poll(() => stage.asked.length).toBe(count + 2);
    const scrubbed = [1, 2, 3, 4].map(scrub);
    const { open } = stage.link.load;
    gone.close();
    await expect.poll(() => stage.link.load.open).toBe(open - 1);
    const given = (await Promise.all(scrubbed.slice(0, 3))).map(({ error }) => error.code);
    expect(given).toEqual(['given-up', 'given-up', 'given-up']);
    release();
    for (const reply of [await first, await scrubbed[3]]) expect(reply).toMatchObject({ ok: true });
    expect(stage.asked).toHaveLength(count + 3);
  });

  test('does no more for one that reads nothing, until it does', async () => {
    // A client of socket.io reads on by itself: this one is a bare line.
    const line = tcp(stage.host.port, '127.0.0.1');
    const upgrade = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'];
    const request = 'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1';
    const key = `Sec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}`;
    line.write([request, `Host: 127.0.0.1:${stage.host.port}`, ...upgrade, key, '', ''].join('\r\n'));
    let said = '';
    line.on('data', (data) => (said += data.toString('latin1')));
    await once(line, 'data');
    const send = (text: string): void => {
      const head = Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]);
      line.write(Buffer.concat([head, Buffer.from(text)]));
    };
    stage.fill('x'.repeat(500_000));
    const count = stage.asked.length;
    send(`40${LINK_NAMESPACE},`);
    await expect.poll(() => said).toContain(`40${LINK_NAMESPACE},{"sid"`);
    line.pause();
    for (let n = 0; n < 50; n += 1) send(`42${LINK_NAMESPACE},${n}["ask",{"name":"l","params":{"n":${n}}}]`);
    // As many as the line itself holds, and not the others, whatever else is done meanwhile.
    await expect.poll(() => stage.asked.length, { timeout: 20_000 }).toBeGreaterThan(count);
    const other = stage.connect();
    for (let n = 0; n < 5; n += 1) await other.emitWithAck('ask', { name: 'm', params: { n } });
    expect(stage.asked.length - count - 5).toBeLessThan(30);
    line.resume();
    await expect.poll(() => stage.asked.length, { timeout: 20_000 }).toBe(count + 5 + 50);
    stage.fill('');
    line.destroy();
  });

  test('closes and counts what joins anything but the link', async () => {
    const before = stage.link.load.turnedAway;
    const strays = Array.from({ length: 300 }, () => stage.connect({}, '/'));
    await expect
      .poll(() => stage.link.load.turnedAway - before, { timeout: 20_000 })
      .toBeGreaterThanOrEqual(300);
    await expect.poll(() => strays.filter(({ connected }) => connected)).toEqual([]);
    expect(await stage.connect().emitWithAck('ask', { name: 'x', params: {} })).toMatchObject({ ok: true });
  });
});
