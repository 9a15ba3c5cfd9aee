import { describe, expect, it } from 'vitest';
import { heard, keyNames, keysOf, places, toldOf } from './keys.ts';

const VIEWS = ['board', 'cases', 'case', 'alerts', 'alert', 'rules'] as const;

describe('the table of keys', () => {
  it.each(VIEWS)('no two of %s are the same, nor begin each other', (view) => {
    const here = [...new Set([...toldOf('all'), ...toldOf(view)])].flatMap((name) => keysOf(name));
    expect(here.filter((key, i) => here.indexOf(key) !== i)).toEqual([]);
    expect(here.filter((key) => here.some((other) => other.startsWith(`${key} `)))).toEqual([]);
  });

  it('every key is told of somewhere', () => {
    expect(new Set(places.flatMap(toldOf))).toEqual(new Set(keyNames));
  });
});

describe('a key that is heard', () => {
  it('means what its view says, and nothing where that has none', () => {
    expect(heard('alerts', 'a', '')).toEqual({ name: 'acknowledge', begun: '' });
    expect(heard('board', 'a', '')).toEqual({ name: null, begun: '' });
    expect(heard('rules', 'l', '').name).toBe('ruleAlerts');
    expect(heard('alert', 'l', '').name).toBe('cases');
  });

  it('may be the second of two; one that is not is read by itself', () => {
    expect(heard('alerts', 'g', '')).toEqual({ name: null, begun: 'g' });
    expect(heard('alerts', 'a', 'g')).toEqual({ name: 'toQueue', begun: '' });
    expect(heard('alerts', 's', 'g')).toEqual({ name: 'shelve', begun: '' });
    expect(heard('alerts', 'g', 'g')).toEqual({ name: null, begun: 'g' });
  });

  it('of what fields and links do by themselves is let be', () => {
    for (const key of ['/', 'Escape', 'Enter']) expect(heard('alerts', key, '').name).toBe(null);
  });
});
