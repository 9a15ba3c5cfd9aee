import { expect, it } from 'vitest';
import { readPlace } from '../../sync/contract/place.ts';
import { byFor } from '../exhibits/by.ts';
import { namelessIn } from './nameless.ts';

const { names } = byFor('table', 'requests');
const [service, other] = names.profile.services;
const category = service?.categories[0]?.id ?? '';
const unit = names.profile.units[0]?.id ?? '';
const area = names.profile.areas[0]?.id ?? '';
const indicator = names.profile.indicators.indicators[0]?.id ?? '';
const boards = [
  { id: 'one', subject: { of: 'indicator', default: indicator }, panels: [{ id: 'list' }] },
  { id: 'two', panels: [] },
] as unknown as Parameters<typeof namelessIn>[2];

const read = (query: string): string[] => {
  const { place, unread } = readPlace(new URLSearchParams(query));
  return [...unread, ...namelessIn(place, names, boards)];
};

it.each([
  `view=cases&service=${service?.id}&category=${category}&unit=${unit}&area=${area}`,
  'view=cases&category=?&unit=?&area=?',
  'board=one&panel=list',
  `view=cases&categories=${category}&areas=${area}`,
  'view=cases&state=rated&rating=3',
  'view=cases&part=0306',
  `view=requests&unit=${unit}`,
  `view=unit&unit=${unit}`,
  `board=one&subject=${indicator}`,
  '',
])('%s is what there is', (query) => expect(read(query)).toEqual([]));

it.each([
  ['view=cases&state=banana', 'state=banana'],
  ['view=cases&stat=late', 'stat=late'],
  ['view=cases&service=banana', 'service=banana'],
  ['view=cases&category=banana', 'category=banana'],
  ['view=cases&unit=banana', 'unit=banana'],
  ['view=cases&area=banana', 'area=banana'],
  [`view=cases&categories=${category},banana`, `categories=${category},banana`],
  ['view=cases&areas=banana', 'areas=banana'],
  ['view=cases&rating=3', 'rating=3'],
  ['view=cases&state=late&rating=3', 'rating=3'],
  ['view=cases&from=2026-01-01T00:00Z', 'from'],
  ['view=cases&order=banana', 'order=banana'],
  ['view=cases&since=banana', 'since=banana'],
  ['view=cases&at=nonsense', 'at=nonsense'],
  ['view=alerts&rule=banana', 'rule=banana'],
  ['view=alerts&unit=banana', 'unit=banana'],
  ['view=alerts&indicator=banana', 'indicator=banana'],
  ['view=alerts&states=banana', 'states=banana'],
  ['view=requests&unit=banana', 'unit=banana'],
  ['view=requests&state=banana', 'state=banana'],
  ['view=rules&rule=banana', 'rule=banana'],
  ['view=unit&unit=banana', 'unit=banana'],
  ['view=case&service=banana&id=1', 'service=banana'],
  ['view=banana', 'view=banana'],
  ['board=banana', 'board=banana'],
  ['board=one&subject=banana', 'subject=banana'],
  ['board=two&panel=list', 'panel=list'],
  ['panel=list', 'panel=list'],
  ['board=two&at=2030', 'at=2030'],
])('%s names %s', (query, part) => expect(read(query)).toEqual([part]));

it('a category of another service is none of this one', () => {
  const own = other?.categories.find(({ id }) => !service?.categories.some((c) => c.id === id))?.id;
  expect(read(`view=cases&service=${service?.id}&category=${own}`)).toEqual([`category=${own}`]);
});
