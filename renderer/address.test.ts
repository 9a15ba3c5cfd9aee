import { expect, it, test } from 'vitest';
import { boardAt, casesOf } from '../sync/contract/place.ts';
import { consoleAddress, readAddress } from './address.ts';

test.each([
  ['', { page: 'wall', screen: 1 }, boardAt()],
  ['?screen=3', { page: 'wall', screen: 3 }, boardAt()],
  ['?screen=x', { page: 'wall', screen: 1 }, boardAt()],
  ['?board=map&lang=en&theme=light', { page: 'wall', language: 'en', theme: 'light' }, boardAt('map')],
  ['?board=map&screen=2', { page: 'wall', screen: 2 }, boardAt('map')],
  ['?console&lang=en', { page: 'console', language: 'en' }, boardAt()],
  ['?console&view=cases&unit=u1', { page: 'console' }, casesOf({ unit: 'u1' })],
  ['?gallery&lang=fr&kind=map&marks', { page: 'gallery', kind: 'map', marks: true }, boardAt()],
])('the address %s', (search, manner, place) => {
  expect(readAddress(search)).toEqual({ manner, place, unread: [] });
});

it('what cannot be read of it is named, whatever page it is of', () => {
  expect(readAddress('?board=map&at=yesterday&lang=en').unread).toEqual(['at=yesterday']);
  expect(readAddress('?console&view=cases&state=banana&theme=light').unread).toEqual(['state=banana']);
});

it('a console keeps language and theme from place to place, and is short where there is little to say', () => {
  const address = consoleAddress(boardAt('map'), { page: 'console', language: 'en', theme: 'light' });
  expect(address).toBe('?console&board=map&lang=en&theme=light');
  expect(readAddress(address)).toEqual({
    manner: { page: 'console', language: 'en', theme: 'light' },
    place: boardAt('map'),
    unread: [],
  });
  expect(consoleAddress(boardAt(), { page: 'console' })).toBe('?console');
});
