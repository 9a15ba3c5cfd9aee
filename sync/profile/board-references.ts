import { type Board, filledIn, type Panel } from '../contract/boards.ts';
import { PANELS, shows } from '../contract/panels.ts';
import type { Profile } from '../contract/profile.ts';
import { isQuestion, questions } from '../contract/questions/index.ts';
import { checkNames } from './naming.ts';
import { joinPath, schemaProblems, type Problem } from './problems.ts';
import { idsOf, Problems } from './references.ts';

/** How else than in its own grid a board's panels may stand. */
const ARRANGEMENTS = ['portrait', 'wide', 'sparse'] as const;

type Rectangle = readonly [column: number, row: number, width: number, height: number];

/** One board: its panels in their grid and clear of each other, and questions that can be asked. */
export function boardProblems(profile: Profile, board: Board, file: string): Problem[] {
  const problems = new Problems(file);
  problems.unique(board.panels, ['panels']);
  places(problems, board);
  const asked = board.panels.flatMap((panel, j) => [
    ...question(
      profile,
      { ...panel, question: filledIn(panel.question, { subject: board.subject?.default }) },
      problems,
      ['panels', j],
      file,
    ),
    ...looks(profile, panel, problems, ['panels', j, 'options'], file),
  ]);
  return [...problems.found, ...asked];
}

/** Walls: screens once each, and a language of the city's. A repeated id is noted in the later file. */
export function wallProblems({ walls, city }: Profile, files: readonly string[]): Problem[] {
  const seen = new Set<string>();
  return walls.flatMap((wall, i) => {
    const problems = new Problems(files[i] ?? 'walls');
    if (seen.has(wall.id)) problems.note(['id'], 'an id no other file has', wall.id);
    seen.add(wall.id);
    problems.unique(wall.screens, ['screens']);
    if (!city.languages.includes(wall.language))
      problems.note(['language'], `one of the city's: ${city.languages.join(', ')}`, wall.language);
    return problems.found;
  });
}

/** Boards that screens name and no file is of, each once. */
export function unknownBoards(
  { walls, boards }: Profile,
  files: readonly string[],
): { id: string; problem: Problem }[] {
  const ids = idsOf(boards);
  return walls.flatMap((wall, i) =>
    wall.screens.flatMap(({ board }, j) => {
      if (ids.has(board)) return [];
      ids.add(board);
      const problem = {
        path: `screens[${j}].board`,
        expected: 'the id of a board',
        found: JSON.stringify(board),
      };
      return [{ id: board, problem: { file: files[i] ?? 'walls', ...problem } }];
    }),
  );
}

/** A panel stands in the board's own grid or, by name, in one of its other arrangements. */
function places(problems: Problems, board: Board): void {
  const own = board.panels.flatMap(({ id, at }, i) =>
    at === undefined ? [] : [{ id, at, path: ['panels', i, 'at'] }],
  );
  layout(problems, board.grid, own);
  const ids = idsOf(board.panels);
  for (const name of ARRANGEMENTS) {
    const other = board[name];
    if (other === undefined) continue;
    const placed = Object.entries(other.at);
    for (const [id] of placed) problems.known(ids, 'a panel of this board', id, [name, 'at', id]);
    layout(
      problems,
      other.grid,
      placed.map(([id, at]) => ({ id, at, path: [name, 'at', id] })),
    );
  }
  const named = new Set(ARRANGEMENTS.flatMap((name) => Object.keys(board[name]?.at ?? {})));
  board.panels.forEach(({ id, at, when }, i) => {
    when?.empty.forEach((to, k) => {
      const path = ['panels', i, 'when', 'empty', k];
      if (to === id) problems.note(path, 'another panel than the one that gives its room away', to);
      else problems.known(ids, 'a panel of this board', to, path);
    });
    if (at === undefined && !named.has(id))
      problems.note(['panels', i, 'at'], `a place, or one in ${ARRANGEMENTS.join(', ')}`, 'none');
  });
}

function layout(
  problems: Problems,
  grid: Board['grid'],
  placed: readonly { id: string; at: Rectangle; path: readonly PropertyKey[] }[],
): void {
  placed.forEach(({ at, path }, i) => {
    const [column, row, width, height] = at;
    if (column + width > grid.columns || row + height > grid.rows)
      problems.note(path, `a place inside ${grid.columns} columns by ${grid.rows} rows`, at.join(', '));
    const under = placed.slice(0, i).find((other) => overlap(at, other.at));
    if (under)
      problems.note(path, `a place clear of panel ${under.id} at ${under.at.join(', ')}`, at.join(', '));
  });
}

function overlap(a: Rectangle, b: Rectangle): boolean {
  return a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && a[1] < b[1] + b[3] && b[1] < a[1] + a[3];
}

function question(
  profile: Profile,
  panel: Panel,
  problems: Problems,
  path: readonly PropertyKey[],
  file: string,
): Problem[] {
  const { name, params } = panel.question;
  const at = [...path, 'question', 'name'];
  if (!isQuestion(name)) {
    problems.note(at, `one of ${Object.keys(questions).join(', ')}`, name);
    return [];
  }
  if (!shows(panel.kind, name))
    problems.note(at, `what a ${panel.kind} panel shows: ${PANELS[panel.kind].shows.join(' or ')}`, name);
  const parsed = questions[name].params.safeParse(params);
  const inside = [...path, 'question', 'params'];
  if (!parsed.success) {
    return schemaProblems(file, joinPath('', inside), params, parsed.error);
  }
  checkNames(profile, { schema: questions[name].params, value: parsed.data, path: inside }, problems);
  return [];
}

/** How a panel looks is its kind's to say: an option that no kind of this name has is a slip of the pen. */
function looks(
  profile: Profile,
  panel: Panel,
  problems: Problems,
  path: readonly PropertyKey[],
  file: string,
): Problem[] {
  const { kind, options } = panel;
  const root = joinPath('', path);
  const schema = PANELS[kind].options;
  const parsed = schema.safeParse(options);
  if (!parsed.success) return schemaProblems(file, root, options, parsed.error);
  checkNames(profile, { schema, value: parsed.data, path }, problems);
  if (kind !== 'page') return [];
  const { embeds } = profile.city;
  const { url } = PANELS.page.options.parse(options);
  if (embeds.pages.some((allowed) => isBelow(url, allowed))) return [];
  const expected = `an address below one of city.json's embeds.pages: ${embeds.pages.join(', ') || 'there are none'}`;
  return [{ file, path: `${root}.url`, expected, found: JSON.stringify(url) }];
}

/** Whether an address is below another: the same origin, and a path that goes on from its. */
function isBelow(address: string, above: string): boolean {
  if (!URL.canParse(address)) return false;
  const [one, other] = [new URL(address), new URL(above)];
  const folder = other.pathname.endsWith('/') ? other.pathname : `${other.pathname}/`;
  return one.origin === other.origin && (one.pathname === other.pathname || one.pathname.startsWith(folder));
}
