import { describe, expect, it } from 'vitest';
import { cityAddress, unopened } from './address.ts';

describe('the address of a city', () => {
  it.each([
    ['http://10.0.0.5:7023', { address: 'http://10.0.0.5:7023/', login: null }],
    ['https://host/path/', { address: 'https://host/path/', login: null }],
    ['https://wall:s%40fe@host/path', { address: 'https://host/path', login: 'wall:s@fe' }],
    ['http://:only@host/', { address: 'http://host/', login: ':only' }],
  ])('%s is one, and its password no part of what is shown', (text, read) => {
    expect(cityAddress(text)).toEqual(read);
  });

  it.each([
    'data centre',
    'ftp://wall:secret@host/',
    'wall:secret@host/',
    'https://wall:secret@ho st/',
    'https://wall:secret@host/?at=1',
    'https://wall:secret@host/#here',
    'https://wall:secret%@host/',
    'https://wall:secret@host:99999/',
  ])('%s is none, which is said without its password', (text) => {
    let said = '';
    try {
      cityAddress(text);
    } catch (error) {
      said = String(error) + JSON.stringify(error);
    }
    expect(said).toContain('city-not-a-city');
    expect(said).not.toContain('secret');
  });

  it('whose guard lets nobody in is told from one where nothing is', () => {
    const { code, hint } = unopened('http://host/', {
      message: 'websocket error',
      description: { error: { message: 'Unexpected server response: 401' } },
    });
    expect(code).toBe('city-refused');
    expect(hint).toContain('NAME:PASSWORD');
  });
});
