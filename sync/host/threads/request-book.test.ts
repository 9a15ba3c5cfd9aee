import { expect, it } from 'vitest';
import type { Giver } from '../../contract/commands.ts';
import type { RequestCommand } from '../../commands/request-desk.ts';
import { follow, measure, take } from '../../rollups/log.fixture.ts';
import { aCase, Folders, MORNING } from '../../rollups/writer.fixture.ts';
import { requestHeld, requestsWaiting } from '../../store/requests.ts';
import { decideRequest } from './request-book.ts';

const folders = new Folders();
const by: Giver = { name: 'lan.nguyen', role: 'leader', units: [] };
const indicator = { what: 'indicator', indicator: 'grdp', subject: 'city', period: '2026-Q1' } as const;
const ask = (about: Extract<RequestCommand, { what: 'ask' }>['about']): RequestCommand => ({
  ...{ what: 'ask', asks: 'explain', about, unit: 'u1', text: 'Vì sao?', links: [], dueAt: MORNING + 1 },
});

it('is kept in the log of the city with its answer, and walls hold it; a repeat after a crash changes nothing', async () => {
  const folder = folders.next();
  const origin = folders.writer(folder, { role: 'origin', serve: true });
  await take(origin, [measure, aCase(1)]);
  const before = origin.reached();
  const given = { key: 'ask-00001', by };
  for (let time = 0; time < 3; time++)
    expect(await decideRequest(origin, ask({ ...indicator, value: 7.1 }), given)).toEqual({
      outcome: 'applied',
      reason: '',
    });
  expect(origin.reached()).toEqual(before);
  const wall = folders.writer(folders.next());
  await follow(folders, folder, wall);
  const cache = wall.folder.current().db;
  expect(requestsWaiting(cache)).toMatchObject([{ id: 'ask-00001', rev: 1, history: [{ at: MORNING }] }]);
  const withdraw: RequestCommand = { what: 'withdraw', request: 'ask-00001', rev: 1, text: '' };
  await decideRequest(origin, withdraw, { key: 'key-00002', by });
  await follow(folders, folder, wall);
  expect(requestHeld(cache, 'ask-00001')).toMatchObject({ rev: 2, state: 'withdrawn' });
  expect(requestsWaiting(cache)).toEqual([]);
});

it('says where the figure or the case is not as it was shown', async () => {
  const origin = folders.writer(folders.next(), { role: 'origin', serve: true });
  await take(origin, [measure, aCase(1)]);
  let n = 0;
  const changed = async (about: Parameters<typeof ask>[0]): Promise<boolean> => {
    const given = { key: `ask-0000${(n += 1)}`, by };
    return (await decideRequest(origin, ask(about), given)).remarks?.[0]?.code === 'changedSince';
  };
  const ofCase = { what: 'case', service: '1022', id: 'P-1' } as const;
  expect(await changed({ ...indicator, value: 7.1 })).toBe(false);
  expect(await changed({ ...indicator, value: 7 })).toBe(true);
  expect(await changed({ ...indicator, subject: 'cit', value: 7.1 })).toBe(true);
  expect(await changed({ ...ofCase, rev: 1 })).toBe(false);
  expect(await changed({ ...ofCase, rev: 2 })).toBe(true);
  expect(await changed({ ...ofCase, id: 'P-9', rev: 1 })).toBe(true);
  expect(await changed({ what: 'unit' })).toBe(false);
});
