import { expect, test } from 'vitest';
import { readAddress } from './address.ts';

test.each([
  ['', { gallery: false, console: false, screen: 1 }],
  ['?screen=3', { gallery: false, console: false, screen: 3 }],
  ['?screen=x', { gallery: false, console: false, screen: 1 }],
  [
    '?board=map&lang=en&theme=light',
    { gallery: false, console: false, board: 'map', language: 'en', theme: 'light' },
  ],
  ['?console&lang=en', { gallery: false, console: true, screen: 1, language: 'en' }],
  ['?gallery&lang=fr', { gallery: true, console: false, screen: 1 }],
])('the address %s', (search, wanted) => expect(readAddress(search)).toEqual(wanted));
