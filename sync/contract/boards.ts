import { z } from 'zod';
import { besidesOf, panelKind } from './panels.ts';
import { language, text } from './languages.ts';
import type { Inset } from './map-panel.ts';
import { asked } from './questions/index.ts';
import { code } from './records.ts';

/** An area of a grid: [column, row, width, height], from 0. */
const gridArea = z.tuple([z.int().min(0), z.int().min(0), z.int().min(1), z.int().min(1)]);
export type GridArea = z.infer<typeof gridArea>;

/** Another arrangement of a board's panels, by id; panels it does not name are left out. */
const arrangement = z.strictObject({
  grid: z.strictObject({ columns: z.int().min(1), rows: z.int().min(1) }),
  at: z.record(code, gridArea),
});

/**
 * A panel: one question shown one way. `at` is its place in the board's own grid; a panel without one is
 * only in the arrangements that name it. `question.params` is checked against the question's own schema when the board is loaded.
 */
export const panel = z.strictObject({
  id: code,
  kind: panelKind,
  title: text.optional(),
  at: gridArea.optional(),
  question: z
    .strictObject({ name: z.string(), params: z.record(z.string(), z.json()).default({}) })
    .default({ name: 'nothing', params: {} })
    .describe('what it asks; kinds that show what the board itself says ask nothing'),
  /** How it looks, not what it asks: each kind's own. */
  options: z.record(z.string(), z.json()).default({}),
  when: z
    .strictObject({
      empty: z
        .array(code)
        .min(1)
        .describe(
          'panels that may take its room while its answer has nothing to say: the first that stands beside it and makes up a ' +
            'rectangle with it',
        ),
    })
    .optional(),
});

/** The least area that holds two, where they make it up without a rest; null where they do not stand side by side. */
function together(a: GridArea, b: GridArea): GridArea | null {
  const [left, top] = [Math.min(a[0], b[0]), Math.min(a[1], b[1])];
  const wide = Math.max(a[0] + a[2], b[0] + b[2]) - left;
  const high = Math.max(a[1] + a[3], b[1] + b[3]) - top;
  return wide * high === a[2] * a[3] + b[2] * b[3] ? [left, top, wide, high] : null;
}

/**
 * The areas of panels after those with nothing to say have given theirs away, one after the other, until none can: what gives to a
 * panel that gives itself goes on with it. One beside whom none of its takers stands keeps its own.
 */
export function givenAway(
  panels: readonly Pick<Panel, 'id' | 'when'>[],
  at: Readonly<Record<string, GridArea>>,
  empty: ReadonlySet<string>,
): Record<string, GridArea> {
  const left = new Map(Object.entries(at));
  const give = ({ id, when }: Pick<Panel, 'id' | 'when'>): boolean => {
    const own = left.get(id);
    if (own === undefined || !empty.has(id)) return false;
    for (const to of when?.empty ?? []) {
      const other = to === id ? undefined : left.get(to);
      const both = other === undefined ? null : together(own, other);
      if (both === null) continue;
      left.set(to, both);
      left.delete(id);
      return true;
    }
    return false;
  };
  // Each gift leaves one fewer, so this ends, circles or not.
  while (panels.some(give));
  return Object.fromEntries(left);
}

/** A board: panels on a grid that fills one screen, and how else they stand on a screen of another shape. */
export const board = z.strictObject({
  $schema: z.string().optional().describe('for editors that complete what they know the schema of'),
  id: code,
  title: text,
  grid: z.strictObject({ columns: z.int().min(1).max(24), rows: z.int().min(1).max(24) }).default({
    columns: 12,
    rows: 8,
  }),
  subject: z
    .strictObject({ of: z.enum(['indicator', 'indexSet', 'unit', 'service']), default: code })
    .optional()
    .describe(
      'what the board is about, where its address does not say; "$subject" in a parameter stands for it, ' +
        '"$from" and "$to" for two periods that a console has chosen',
    ),
  panels: z.array(panel).min(1),
  portrait: arrangement.optional().describe('on a screen taller than wide'),
  wide: arrangement
    .optional()
    .describe('on a window more than 2.5 times as wide as tall: several screens as one'),
  sparse: arrangement
    .optional()
    .describe(
      'on a screen of a wall so small or far that it holds fewer than `GRID_LINES` lines of running text',
    ),
});

/** A screen: its glass, and who looks at it from where; type sizes follow from these. */
export const screen = z.strictObject({
  id: z.int().min(1),
  board: code,
  diagonalInches: z.number().positive().default(165),
  resolution: z.tuple([z.int().positive(), z.int().positive()]).default([1920, 1080]),
  viewingDistanceM: z.number().positive().default(5),
  display: z
    .strictObject({
      name: z.string().optional(),
      serial: z.string().optional(),
      position: z.tuple([z.int(), z.int()]).optional(),
    })
    .optional()
    .describe('which display it is; without it, displays are taken from left to right'),
});

/** A wall: which board on which screen. */
export const wall = z.strictObject({
  $schema: z.string().optional().describe('for editors that complete what they know the schema of'),
  id: code,
  language: language.default('vi'),
  theme: z.enum(['dark', 'light']).default('dark'),
  screens: z.array(screen).min(1),
});

/** What a board's questions are about beside what the board says: chosen by its address, or by its viewer. */
export interface About {
  /** Stands for "$subject" in a parameter. */
  subject?: string | undefined;
  /** Stand for "$from" and "$to"; a parameter that names them is left out where none are chosen. */
  periods?: readonly [from: string, to: string] | undefined;
}

type Param = Panel['question']['params'][string];

/** A question with what it is about in its parameters; "$subject" stays where the board has none. */
export function filledIn({ name, params }: Panel['question'], about: About): Panel['question'] {
  const [from, to] = about.periods ?? [];
  const known: Readonly<Record<string, string | undefined>> = {
    ...(about.subject === undefined ? {} : { $subject: about.subject }),
    ...{ $from: from, $to: to },
  };
  const fill = (value: Param): Param | undefined => {
    if (Array.isArray(value)) {
      const parts = value.flatMap((part) => fill(part) ?? []);
      return parts.length < value.length ? undefined : parts;
    }
    return typeof value === 'string' && Object.hasOwn(known, value) ? known[value] : value;
  };
  const filled = Object.entries(params).flatMap(([key, value]): [string, Param][] => {
    const by = fill(value);
    return by === undefined ? [] : [[key, by]];
  });
  return { name, params: Object.fromEntries(filled) };
}

/** What the head above every board asks: the city's own level, and no group. */
export const CITY_LEVEL = asked('alerts', { limit: 1, rows: 0 });

/** All that a board by itself asks, whatever the shape of its screen: its panels, what these ask besides, and its head. */
export function questionsOf(
  { panels, subject }: Pick<Board, 'panels' | 'subject'>,
  insets: readonly Inset[],
): Panel['question'][] {
  const own = panels.flatMap((panel) => {
    const question = filledIn(panel.question, { subject: subject?.default });
    const besides = Object.values(besidesOf({ ...panel, question }, insets));
    return [question, ...besides.filter((one) => one !== null)];
  });
  return [...own, CITY_LEVEL];
}

export type Panel = z.infer<typeof panel>;
export type Board = z.infer<typeof board>;
export type Screen = z.infer<typeof screen>;
export type Wall = z.infer<typeof wall>;
