import { expect, test } from 'vitest';
import { readAddress } from './address.ts';

test.each([
  ['', { gallery: false, screen: 1 }],
  ['?screen=3', { gallery: false, screen: 3 }],
  ['?screen=x', { gallery: false, screen: 1 }],
  ['?board=map&lang=en&theme=light', { gallery: false, board: 'map', language: 'en', theme: 'light' }],
  ['?gallery&lang=fr', { gallery: true, screen: 1 }],
])('the address %s', (search, wanted) => expect(readAddress(search)).toEqual(wanted));
