import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { board as boardSchema, type Board } from '../contract/boards.ts';
import { line } from './problems.ts';
import { loadProfile, type LoadedProfile } from './profile.ts';

const town = new URL('fixtures/town/', import.meta.url).pathname;
const made: string[] = [];
afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true })));

/** The small town with a second board, `other`, after some texts in the first were replaced. */
async function townWith(...edits: [from: string, to: string][]): Promise<LoadedProfile> {
  const folder = mkdtempSync(join(tmpdir(), 'citywall-boards-'));
  made.push(folder);
  cpSync(town, folder, { recursive: true });
  const file = join(folder, 'boards/overview.json');
  const sound = readFileSync(file, 'utf8');
  writeFileSync(join(folder, 'boards/other.json'), sound.replace('"id": "overview"', '"id": "other"'));
  const broken = edits.reduce((text, [from, to]) => {
    expect(text.split(from), `${from} is there once`).toHaveLength(2);
    return text.replace(from, () => to);
  }, sound);
  writeFileSync(file, broken);
  return loadProfile(folder);
}

const boardOf = ({ profile }: LoadedProfile, id: string): Board => {
  const found = profile.boards.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no board ${id}`);
  return boardSchema.parse(found);
};
const kinds = (board: Board): string[] => board.panels.map(({ kind }) => kind);
const ALL = ['figure', 'shares', 'bars', 'hotspots'];

it.each([
  ['an unknown kind', '"kind": "shares"', '"kind": "clock"', 'panels[1].kind: expected one of headline'],
  ['no kind', '"kind": "shares",', '', 'panels[1].kind: expected one of headline'],
  [
    'an unknown field',
    '"kind": "shares"',
    '"kind": "shares", "colour": "red"',
    'panels[1].colour: expected no',
  ],
  ['an unknown option', '"kind": "shares"', '"kind": "shares", "options": { "x": 1 }', 'panels[1].options.x'],
  [
    'a question nobody knows',
    '"name": "backlog"',
    '"name": "weather"',
    'panels[1].question.name: expected one',
  ],
  [
    'a question of another kind',
    '"name": "backlog"',
    '"name": "today"',
    'panels[1].question.name: expected what a shares',
  ],
  [
    'room that is given to a panel that is not there',
    '"kind": "shares",',
    '"kind": "shares", "when": { "empty": ["nowhere"] },',
    'panels[1].when.empty[0]: expected the id of a panel of this board',
  ],
  [
    'an option that names what is not there',
    '"kind": "shares",',
    '"kind": "strip", "options": { "leads": { "mail": "open" } },',
    'panels[1].options.leads.mail: expected the id of a service (calls)',
  ],
])('%s stands in its panel’s place; other panels and boards go on', async (_, from, to, says) => {
  const loaded = await townWith([from, to]);
  expect(loaded.faults.map(line).join('\n')).toContain(says);
  const board = boardOf(loaded, 'overview');
  expect(kinds(board)).toEqual(ALL.with(1, 'fault'));
  expect(board.panels[1]).toMatchObject({ id: 'backlog', at: [6, 0, 6, 4] });
  expect(board.panels[1]?.options).toMatchObject({ file: 'boards/overview.json' });
  expect(JSON.stringify(board.panels[1]?.options)).toContain(says.split(':')[0]);
  expect(kinds(boardOf(loaded, 'other'))).toEqual(ALL);
});

it('wrong parameters, and panels at fault in two ways: each in its own place', async () => {
  const loaded = await townWith(['"limit": 5', '"limit": "five"'], ['"kind": "figure"', '"kind": "clock"']);
  const board = boardOf(loaded, 'overview');
  expect(kinds(board)).toEqual(['fault', 'shares', 'fault', 'hotspots']);
  expect(loaded.faults.map(({ path }) => path)).toEqual([
    'panels[0].kind',
    'panels[2].question.params.limit',
  ]);
  expect(board.portrait?.at).toHaveProperty('today');
});

it('an id twice in a board, or no id to speak of: the place has a name of its own', async () => {
  const twice = boardOf(await townWith(['"id": "backlog"', '"id": "today"']), 'overview');
  // The other arrangement names a panel that is no more: what the whole board is about.
  expect(kinds(twice)).toEqual(['fault']);
  const none = boardOf(await townWith(['"id": "categories"', '"id": 7']), 'overview');
  expect(none.panels.map(({ id }) => id)).toEqual(['today', 'backlog', 'panel-3', 'hotspots']);
});

it.each([
  ['text that is no JSON', '"panels": [', '"panels": [[,', 'line 4, column 15'],
  ['panels one over the other', '[6, 0, 6, 4]', '[5, 0, 6, 4]', 'clear of panel today'],
  ['a panel outside the grid', '[6, 0, 6, 4]', '[6, 0, 7, 4]', 'inside 12 columns'],
  ['a field that is none', '"panels": [', '"pannels": 1, "panels": [', 'pannels'],
  ['an arrangement of what is not there', '"backlog": [0', '"back": [0', 'a panel of this board'],
])('%s: the whole board is a fault, under its own name; other boards go on', async (_, from, to, says) => {
  const loaded = await townWith([from, to]);
  expect(loaded.faults.map(line).join('\n')).toContain(says);
  const board = boardOf(loaded, 'overview');
  expect(board.panels).toMatchObject([{ kind: 'fault', at: [0, 0, 1, 1] }]);
  expect(JSON.stringify(board.panels[0]?.options)).toContain(says);
  expect(kinds(boardOf(loaded, 'other'))).toEqual(ALL);
});

it('an id another file has: the later file is a fault under its file’s name', async () => {
  const loaded = await townWith(['"id": "overview"', '"id": "other"']);
  expect(loaded.profile.boards.map(({ id }) => id)).toEqual(['other', 'overview']);
  expect(kinds(boardOf(loaded, 'other'))).toEqual(ALL);
  expect(kinds(boardOf(loaded, 'overview'))).toEqual(['fault']);
  expect(loaded.faults.map(line)).toEqual([
    'boards/overview.json: id: expected an id no other file has, found "other"',
  ]);
});

it('a screen’s board that is in no file is a fault on that screen', async () => {
  const loaded = await townWith(['"id": "overview"', '"id": "under-another-name"']);
  expect(loaded.faults.map(line)).toEqual([
    'walls/default.json: screens[0].board: expected the id of a board, found "overview"',
  ]);
  expect(kinds(boardOf(loaded, 'overview'))).toEqual(['fault']);
  expect(kinds(boardOf(loaded, 'under-another-name'))).toEqual(ALL);
});
