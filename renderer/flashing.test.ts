import { expect, test } from 'vitest';
import { board, wall } from '../sync/contract/boards.ts';
import { flashingOf } from './flashing.ts';

const panelOf = (id: string, kind: string) => ({ id, kind, at: [0, 0, 1, 1] });
const boardOf = (id: string, ...panels: ReturnType<typeof panelOf>[]) =>
  board.parse({ id, title: { vi: id, en: id }, panels });
const map = boardOf('map', panelOf('map', 'map'));
const alerts = boardOf(
  'alerts',
  panelOf('about', 'text'),
  panelOf('one', 'alerts'),
  panelOf('two', 'alerts'),
);
const boards = [map, alerts];
const three = wall.parse({
  id: 'default',
  screens: [
    { id: 1, board: 'map' },
    { id: 2, board: 'alerts' },
    { id: 3, board: 'alerts' },
  ],
});
const on = (id: number, shown: { id: string; kind: string }[] = alerts.panels) => {
  const screen = three.screens.find((one) => one.id === id);
  if (screen === undefined) throw new Error(`there is no screen ${id}`);
  return flashingOf({ wall: three, screen, boards }, shown);
};

test('of a wall one panel may flash: the first of alerts on the first screen that has one', () => {
  expect([on(1, map.panels), on(2), on(3)]).toEqual([null, 'one', null]);
});

test('a panel that is not placed does not', () => {
  expect(on(2, map.panels)).toBeNull();
  expect(on(2, alerts.panels.slice(2))).toBe('two');
});
