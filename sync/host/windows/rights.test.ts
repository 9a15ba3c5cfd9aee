import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ASKERS, type Asker } from '../../contract/people.ts';
import { mayAsk } from '../../contract/rights.ts';
import { linkStage, type LinkStage } from './link.fixture.ts';

let stage: LinkStage;
beforeAll(async () => {
  stage = await linkStage();
});
afterAll(() => stage.close());

describe.each(ASKERS)('a window of %s', (asker: Asker) => {
  it('is answered those questions that the table has for it, once and live, and no others', async () => {
    const socket = stage.connect();
    // The stage's desk knows a session by the role that it is named after.
    await socket.emitWithAck('open', { build: '', console: true, session: asker });
    const taken: Record<'ask' | 'subscribe', string[]> = { ask: [], subscribe: [] };
    for (const name of Object.keys(mayAsk)) {
      const subscriptions = [
        { id: 'h', name: 'heat', params: {} },
        { id: 'q', name, params: {} },
      ];
      for (const [event, request, where] of [
        ['ask', { name, params: {} }, name],
        ['subscribe', { subscriptions }, 'subscriptions.1.name'],
      ] as const) {
        const reply = await socket.emitWithAck(event, request);
        if (reply.ok) taken[event].push(name);
        else expect(reply.error).toMatchObject({ code: 'role-needed', where });
      }
    }
    const may = Object.entries(mayAsk).flatMap(([name, who]) => (who.includes(asker) ? [name] : []));
    expect(taken).toEqual({ ask: may, subscribe: may });
  });
});
