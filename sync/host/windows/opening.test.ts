import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadProfile, type LoadedProfile } from '../../profile/index.ts';
import { openedFrom } from './opening.ts';

let loaded: LoadedProfile;
beforeAll(async () => {
  loaded = await loadProfile(path.join(import.meta.dirname, '../../../assets/cities/hcmc'));
});
const facts = () => ({
  profile: loaded.profile,
  shapes: loaded.shapes,
  base: null,
  scope: null,
  demo: true,
  who: null,
  accounts: { any: false, offered: [], city: null },
  build: 'b1',
});

describe('what a window opens', () => {
  test('the board of the screen it names, on that screen', () => {
    for (const screen of loaded.profile.walls[0]?.screens ?? []) {
      const opened = openedFrom(facts(), { screen: screen.id, build: '' });
      expect([opened.screen.id, opened.board.id]).toEqual([screen.id, screen.board]);
    }
  });

  test('the first screen where it names none', () => {
    expect(openedFrom(facts(), { build: '' }).screen).toBe(loaded.profile.walls[0]?.screens[0]);
  });

  test('any board by its name', () => {
    for (const { id } of loaded.profile.boards)
      expect(openedFrom(facts(), { board: id, build: '' }).board.id).toBe(id);
  });

  test('nothing that is not there, and is told what is', () => {
    expect(() => openedFrom(facts(), { screen: 99, build: '' })).toThrow(
      expect.objectContaining({ code: 'screen-unknown', hint: expect.stringContaining('1') }),
    );
    expect(() => openedFrom(facts(), { board: 'nothing', build: '' })).toThrow(
      expect.objectContaining({
        code: 'board-unknown',
        hint: expect.stringContaining(loaded.profile.boards[0]?.id ?? '?'),
      }),
    );
  });

  test('only what every window may know of the profile', () => {
    const names = Object.keys(openedFrom(facts(), { build: '' }).names).sort();
    expect(names).toEqual([
      'alerts',
      'areas',
      'city',
      'indexes',
      'indicators',
      'rules',
      'services',
      'sources',
      'units',
    ]);
  });
});
