import { expect, it } from 'vitest';
import { languages, type Language } from '../locales/index.ts';
import { contrast, PALETTES, type Theme } from './palette.ts';
import {
  ALERTS,
  ARROW,
  colourOf,
  LEVELS,
  MARKS,
  pressing,
  STATES,
  type MarkOf,
  type Sign,
} from './states.ts';

const signs = Object.entries<Sign>(MARKS);
const drawn = (shape: Sign['shape']): string => shape.map(({ as, d }) => `${as} ${d}`).join();

it('no two signs have one shape: colour is never needed to tell them apart', () => {
  const shapes = [
    ...signs.map(([of, { shape }]) => [drawn(shape), of] as const),
    // An alert that is closed is done, and looks it.
    ...Object.entries(ALERTS).flatMap(([of, { shape }]) =>
      of === 'closed' ? [] : [[drawn(shape), `alert ${of}`] as const],
    ),
    [`line ${ARROW}`, 'arrow'] as const,
  ];
  expect(new Map(shapes).size, JSON.stringify(shapes.map(([, of]) => of))).toBe(shapes.length);
});

it.each(['vi', 'en'] as const)('%s: every sign has a word of its own', (language: Language) => {
  const { global } = languages(language, {});
  const words = signs.map(([, { word }]) => global.t(word).toLocaleLowerCase());
  expect(words.filter((word, i) => word === '' || words.indexOf(word) !== i)).toEqual([]);
});

it('each state has one colour, and nothing but a state and the level of the whole city has it', () => {
  const own = STATES.map((state) => MARKS[state].ink);
  expect(own).toEqual(['red', 'amber', 'green', 'grey']);
  const isState = (of: string): boolean => (STATES as readonly string[]).includes(of);
  for (const [of, { ink }] of signs)
    if (!isState(of)) expect(['text', 'quiet', 'faint'], `${of} takes a state's colour`).toContain(ink);
  for (const [of, { ink }] of Object.entries(ALERTS))
    expect(['text', 'quiet'], `an alert that is ${of} takes a state's colour`).toContain(ink);
  expect(LEVELS).toEqual(['red', 'amber', 'text', 'quiet']);
});

it('only what needs someone is told in its colour', () => {
  expect(STATES.map(pressing)).toEqual(['red', 'orange', undefined, undefined]);
  expect(colourOf('orange')).toBe('var(--c-amber)');
});

it.each(['dark', 'light'] as const)(
  '%s: a shape stands out from whatever it may stand on at 3 or more',
  (theme: Theme) => {
    const palette = PALETTES[theme];
    for (const [of, { ink }] of signs)
      for (const on of ['ground', 'surface', 'raised', 'track'] as const)
        expect(contrast(palette[ink], palette[on]), `${of} on ${on}`).toBeGreaterThanOrEqual(3);
  },
);

it.each(['dark', 'light'] as const)('%s: the word of a sign reads at 4.5 or more', (theme: Theme) => {
  const palette = PALETTES[theme];
  for (const [of, { ink }] of signs)
    for (const on of ['ground', 'surface', 'raised'] as const)
      expect(contrast(palette[ink], palette[on]), `${of} on ${on}`).toBeGreaterThanOrEqual(4.5);
});

/** All that is drawn or styled in a window, by its path from this folder. */
const sources = import.meta.glob<string>(['../**/*.vue', '../**/*.ts', '../**/*.css'], {
  eager: true,
  query: '?raw',
  import: 'default',
});

/** Who may name what: the table itself, the colours it names, and this test. */
const TABLE = ['./states.ts', './palette.ts', './palette.test.ts', './states.test.ts'];
const RULES: readonly { finds: RegExp; what: string; instead: string; allowed: readonly string[] }[] = [
  {
    finds: /--c-(red|amber|orange|green|grey)\b|palette(?:\.value)?\.(red|amber|green|grey)\b/,
    what: "a state's colour",
    instead: 'use Mark, colourOf, figureColour or fillColour of ui/states.ts',
    allowed: TABLE,
  },
  {
    finds: /[■□▢▣▤▥▦▧▨▩▪▫▲△▴▵▶▷▸▹►▻▼▽▾▿◀◁◂◃◄◅◆◇◈◉◊○◌◍◎●◐◑◒◓◔◕◯⚠⛔⬛⬜⬤✓✔✕✖✗✘❌❗‼]/u,
    what: 'a sign drawn as a letter',
    instead:
      'add it to MARKS of ui/states.ts and draw it with Mark: a letter is another shape in every typeface',
    allowed: TABLE,
  },
  {
    finds: /[←↑→↓↔↕⇐⇑⇒⇓⟵⟶]/u,
    what: 'an arrow drawn as a letter',
    instead: 'an arrow is direction and nothing else: draw it with ui/Arrow.vue',
    // How wide letters are; the keys of a keyboard, by the names they have; the way back.
    allowed: [...TABLE, './ruler.ts', '../console/KeysDialog.vue', '../console/ConsoleHead.vue'],
  },
];

/** What breaks the one visual code, each with its file, line and what to do. */
function broken(files: Readonly<Record<string, string>>): string[] {
  return Object.entries(files).flatMap(([file, text]) =>
    text.split('\n').flatMap((line, i) =>
      RULES.flatMap(({ finds, what, instead, allowed }) => {
        const [found] = finds.exec(line) ?? [];
        if (found === undefined || allowed.includes(file)) return [];
        const where = file.replace(/^\.\.\//, 'renderer/').replace(/^\.\//, 'renderer/ui/');
        return [`${where}:${i + 1}: "${found}" is ${what}; ${instead}`];
      }),
    ),
  );
}

it('names colours and signs of states in the one table alone', () => {
  expect(Object.keys(sources).length).toBeGreaterThan(200);
  expect(broken(sources)).toEqual([]);
});

it.each<[string, string]>([
  ['color: var(--c-red);', "a state's colour"],
  ['const ink = manner.value.palette.amber;', "a state's colour"],
  ["{{ up ? '▲' : '▼' }}", 'a sign drawn as a letter'],
  ['<b>⚠</b>', 'a sign drawn as a letter'],
  ["moved > 0 ? '↑' : '↓'", 'an arrow drawn as a letter'],
])('finds %s', (line, what) => {
  const [said] = broken({ '../panels/any/Any.vue': `first line\n${line}` });
  expect(said).toContain('renderer/panels/any/Any.vue:2: ');
  expect(said).toContain(what);
});

it('lets the table itself name them', () => {
  expect(broken({ './states.ts': 'var(--c-red) ▲' })).toEqual([]);
});

/** A mark is a name of the table; a wrong one would draw nothing. */
it('draws every mark with at least one stroke', () => {
  for (const of of Object.keys(MARKS) as MarkOf[]) expect(MARKS[of].shape.length, of).toBeGreaterThan(0);
});
