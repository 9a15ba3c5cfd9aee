import { board as boardSchema, panel as panelSchema, type Board, type Panel } from '../contract/boards.ts';
import type { Profile } from '../contract/profile.ts';
import { boardProblems } from './board-references.ts';
import { schemaProblems, type Problem } from './problems.ts';

/** A board file as it was read: its JSON, or why it is none. */
export interface BoardFile {
  /** Below the profile's folder: `boards/overview.json`. */
  file: string;
  value: unknown;
  unreadable: Problem | undefined;
}

/** How many problems of a file stand on a screen. */
const SHOWN = 8;

/**
 * Boards as far as they can be shown, one for each file. What is wrong with a panel stands in that panel's place; what is wrong
 * with more than one panel, in the place of the whole board: every other panel and board goes on.
 */
export function readBoards(
  files: readonly BoardFile[],
  profile: Profile,
): { boards: Board[]; faults: Problem[] } {
  const taken = new Set<string>();
  const faults: Problem[] = [];
  const boards = files.map(({ file, value, unreadable }): Board => {
    const read =
      unreadable === undefined ? readBoard(file, value, profile) : broken(file, value, [unreadable]);
    faults.push(...read.faults);
    if (!taken.has(read.board.id)) {
      taken.add(read.board.id);
      return read.board;
    }
    const again = {
      file,
      path: 'id',
      expected: 'an id no other file has',
      found: JSON.stringify(read.board.id),
    };
    faults.push(again);
    const id = freeId(file, taken);
    taken.add(id);
    return { ...standIn(file, value, [again]), id };
  });
  return { boards, faults };
}

/** A board that no file is of, for a screen that names it. */
export function missingBoard(id: string, problem: Problem): Board {
  return { ...standIn(problem.file, undefined, [problem]), id, title: { vi: id, en: id } };
}

interface Read {
  board: Board;
  faults: Problem[];
}

function readBoard(file: string, value: unknown, profile: Profile): Read {
  const faults: Problem[] = [];
  let mended = value;
  // Panels that break the schema are seen before those that ask for what is not there.
  for (let round = 0; round < 3; round += 1) {
    const parsed = boardSchema.safeParse(mended);
    const found = parsed.success
      ? boardProblems(profile, parsed.data, file)
      : schemaProblems(file, '', mended, parsed.error);
    if (found.length === 0 && parsed.success) return { board: parsed.data, faults };
    faults.push(...found);
    const next = withFaults(file, mended, found);
    if (next === undefined) break;
    mended = next;
  }
  return broken(file, value, faults);
}

const broken = (file: string, value: unknown, faults: Problem[]): Read => ({
  board: standIn(file, value, faults),
  faults,
});

/** The board with what is wrong in the place of each panel at fault; undefined where more than panels is. */
function withFaults(file: string, board: unknown, problems: readonly Problem[]): unknown {
  const listed = fieldOf(board, 'panels');
  if (!Array.isArray(listed)) return undefined;
  const panels: unknown[] = [...listed];
  for (const [place, found] of Map.groupBy(problems, ({ path }) => panelOf(path))) {
    if (place === undefined || panels[place] === undefined) return undefined;
    panels[place] = faultPanel(file, panels[place], place, found);
  }
  return { ...Object(board), panels };
}

/** Which panel a path is in; undefined where it is in none, or about where the panel stands. */
function panelOf(path: string): number | undefined {
  const [, place, field] = /^panels\[(\d+)\](?:\.(\w+))?/.exec(path) ?? [];
  return place === undefined || field === 'at' ? undefined : Number(place);
}

function faultPanel(file: string, raw: unknown, place: number, problems: readonly Problem[]): Panel {
  const id = panelSchema.shape.id.safeParse(fieldOf(raw, 'id'));
  const at = panelSchema.shape.at.safeParse(fieldOf(raw, 'at'));
  const title = panelSchema.shape.title.safeParse(fieldOf(raw, 'title'));
  const named = id.success && !problems.some(({ path }) => path.endsWith('].id'));
  return {
    ...{ id: named ? id.data : `panel-${place + 1}`, kind: 'fault' },
    ...(at.success && at.data !== undefined ? { at: at.data } : {}),
    ...(title.success && title.data !== undefined ? { title: title.data } : {}),
    ...asks(file, problems),
  };
}

const asks = (file: string, problems: readonly Problem[]): Pick<Panel, 'question' | 'options'> => ({
  question: { name: 'nothing', params: {} },
  options: {
    file,
    problems: problems.slice(0, SHOWN).map(({ path, expected, found }) => ({ path, expected, found })),
  },
});

/** A board that is one fault. */
function standIn(file: string, raw: unknown, problems: readonly Problem[]): Board {
  const id = boardSchema.shape.id.safeParse(fieldOf(raw, 'id'));
  const title = boardSchema.shape.title.safeParse(fieldOf(raw, 'title'));
  const own = id.success ? id.data : stemOf(file);
  return {
    id: own,
    title: title.success ? title.data : { vi: own, en: own },
    grid: { columns: 1, rows: 1 },
    panels: [{ id: 'fault', kind: 'fault', at: [0, 0, 1, 1], ...asks(file, problems) }],
  };
}

/** An id of a file's own name that no other board has. */
function freeId(file: string, taken: ReadonlySet<string>): string {
  const stem = stemOf(file);
  for (let n = 1; ; n += 1) {
    const id = n === 1 ? stem : `${stem}-${n}`;
    if (!taken.has(id)) return id;
  }
}

/** A file's name as an id. */
const stemOf = (file: string): string =>
  file
    .replace(/^boards\//, '')
    .replace(/\.json$/, '')
    .replace(/[^A-Za-z0-9_-]/g, '-') || 'board';

const fieldOf = (value: unknown, field: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, field)
    ? Reflect.get(value, field)
    : undefined;
