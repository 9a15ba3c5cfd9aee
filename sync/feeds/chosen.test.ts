import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadProfile, type LoadedProfile } from '../profile/index.ts';
import { chosenOf } from './chosen.ts';
import { CONNECTORS } from './connectors.ts';

const kinds = CONNECTORS.map(({ name }) => name).join(', ');
let loaded: LoadedProfile;
beforeAll(async () => {
  loaded = await loadProfile(path.resolve(import.meta.dirname, '../../assets/cities/san-francisco'));
});

const otherwise = { connector: 'replay', file: '/r.json', speed: 60 };
const choose = (files: Record<string, unknown>) =>
  chosenOf({ ...loaded, connectors: new Map(Object.entries(files)) }, otherwise);

it('every kind has a name of its own', () => {
  const names = CONNECTORS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

describe('what brings records in', () => {
  it('is what the command line says where the profile says nothing', () => {
    const chosen = choose({});
    expect([chosen.byProfile, chosen.invented]).toEqual([false, false]);
    expect([...chosen.open().keys()]).toEqual(['replay']);
    expect(chosenOf(loaded, { connector: 'demo' }).invented).toBe(true);
  });

  it('is what the profile’s files say, each by its file’s name', () => {
    const chosen = choose({
      'connectors/311.json': { $schema: 'x', connector: 'replay', file: 'a.csv' },
    });
    expect([chosen.byProfile, chosen.invented]).toEqual([true, false]);
    const inflows = chosen.open();
    expect([...inflows.keys()]).toEqual(['311']);
    expect(inflows.get('311')?.sources).toEqual(['311']);
  });

  it.each([
    ['no object', { 'connectors/a.json': 5 }, 'connectors/a.json: : expected an object in braces, found 5'],
    [
      'no connector',
      { 'connectors/a.json': {} },
      `connectors/a.json: connector: expected one of ${kinds}, found nothing`,
    ],
    [
      'an unknown connector',
      { 'connectors/a.json': { connector: 'sql' } },
      `connectors/a.json: connector: expected one of ${kinds}, found "sql"`,
    ],
    [
      'an unknown setting',
      { 'connectors/a.json': { connector: 'demo', hours: 3 } },
      'connectors/a.json: hours: expected no field of this name, found 3',
    ],
    [
      'a wrong setting, and another file wrong too',
      {
        'connectors/a.json': { connector: 'demo', cases: 'many' },
        'connectors/b.json': { connector: 'replay' },
      },
      'connectors/b.json: file: expected a text, found nothing',
    ],
    [
      'two that bring the same source',
      {
        'connectors/a.json': { connector: 'replay', file: 'a.csv' },
        'connectors/b.json': { connector: 'replay', file: 'b.csv' },
      },
      'connectors/b.json: the sources it brings: expected none of those that connectors/a.json brings, found "311"',
    ],
  ])('with %s is refused, naming file, path and what there is instead', (_, files, what) => {
    expect(() => choose(files).open()).toThrow(
      expect.objectContaining({
        code: 'profile-invalid',
        message: expect.stringContaining(what),
        where: expect.stringContaining(`${loaded.folder}/connectors/`),
      }),
    );
  });
});
