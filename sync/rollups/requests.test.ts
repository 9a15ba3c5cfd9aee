import { expect, it } from 'vitest';
import type { CityRecord, RequestRecord } from '../contract/records.ts';
import type { Scope } from '../contract/scope.ts';
import { everything, follow, take } from './log.fixture.ts';
import { batch, Folders, MORNING } from './writer.fixture.ts';

const folders = new Folders();
const by = { name: 'Lê Thị A', office: 'Văn phòng' };
const asked = (id: string, unit: string): RequestRecord => ({
  ...{ kind: 'request', id, rev: 1, asks: 'explain', about: { what: 'unit' }, unit, state: 'asked' },
  dueAt: MORNING + 1,
  history: [{ at: MORNING, what: 'ask', by, text: 'Vì sao?', dueAt: MORNING + 1 }],
});
const answered = (of: RequestRecord): RequestRecord => ({
  ...of,
  rev: of.rev + 1,
  state: 'answered',
  history: [...of.history, { at: MORNING, what: 'answer', by, text: 'Vì mưa.' }],
});
const held = (writer: ReturnType<Folders['writer']>): unknown[] =>
  writer.folder
    .current()
    .db.select<{ body: string }>("SELECT body FROM things WHERE kind = 'request' ORDER BY id")
    .all()
    .map(({ body }) => JSON.parse(body));

it('travels by deltas and by snapshots, the newest of each, until it is deleted', async () => {
  const [folder, one, two] = [folders.next(), asked('r-1', 'u1'), asked('r-2', 'u2')];
  const origin = folders.writer(folder, { role: 'origin', serve: true });
  const replica = folders.writer(folders.next());
  await take(origin, [one, two]);
  await follow(folders, folder, replica);
  expect(held(replica)).toEqual([one, two]);
  await take(origin, [answered(one), one]);
  await follow(folders, folder, replica);
  expect(held(replica)).toEqual([answered(one), two]);
  const chunk = await folders.reader(folder).chunk(null, everything, { personal: false });
  expect(JSON.parse(chunk.records)).toEqual(expect.arrayContaining([answered(one), two]));
  await take(origin, [{ kind: 'tombstone', of: 'request', id: 'r-1', rev: 2 }]);
  await follow(folders, folder, replica);
  expect(held(replica)).toEqual([two]);
});

it('goes to quarantine where its history is none, and nothing else with it', async () => {
  const writer = folders.writer(folders.next());
  const bad = { ...answered(asked('r-1', 'u1')), state: 'accepted' };
  expect(await writer.apply(batch(0, 2, [bad, asked('r-2', 'u1')]))).toMatchObject({
    changed: 1,
    quarantined: 1,
  });
  expect(held(writer)).toEqual([asked('r-2', 'u1')]);
});

it('is held by the wall of the unit that is asked, and no longer where another is', async () => {
  const scope: Scope = { unit: 'u1', units: ['u1'], areas: [], indicators: [] };
  const writer = folders.writer(folders.next(), { scope });
  const [ours, theirs] = [asked('r-1', 'u1'), asked('r-2', 'u2')];
  await writer.apply(batch(0, 1, [ours, theirs] satisfies CityRecord[]));
  expect(held(writer)).toEqual([ours]);
  await writer.apply(batch(1, 2, [{ ...ours, rev: 2, unit: 'u2' }]));
  expect(held(writer)).toEqual([]);
});
