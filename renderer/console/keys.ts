import type { Place } from '../../sync/contract/place.ts';

/** Where a key is of use: on any view, or on one. */
type Where = 'all' | Place['view'];

interface Row {
  where: readonly Where[];
  /** Keys that do it, each pressed by itself, or one after the other: `g a`. As `KeyboardEvent.key` names them. */
  keys: readonly string[];
  /** An element that has the focus does it by itself, as fields and links do; here it is only told. */
  itself?: true;
}

/**
 * Every key of a console: what it does, where, and by which keys. The dialog of `?` is drawn from this, and keys are heard by
 * it; a view that is asked for something it does not do lets the key be.
 */
export const KEYS = {
  help: { where: ['all'], keys: ['?'] },
  search: { where: ['all'], keys: ['/'], itself: true },
  back: { where: ['all'], keys: ['Escape'], itself: true },
  toQueue: { where: ['all'], keys: ['g a'] },
  toRules: { where: ['all'], keys: ['g r'] },
  toRequests: { where: ['all'], keys: ['g q'] },
  toHandover: { where: ['all'], keys: ['g h'] },
  toCases: { where: ['all'], keys: ['g c'] },
  toBoard: { where: ['all'], keys: ['g b'] },
  bell: { where: ['all'], keys: ['m'] },
  undo: { where: ['all'], keys: ['u'] },
  down: { where: ['alerts', 'cases', 'rules'], keys: ['j', 'ArrowDown'] },
  up: { where: ['alerts', 'cases', 'rules'], keys: ['k', 'ArrowUp'] },
  first: { where: ['alerts', 'cases', 'rules'], keys: ['Home'] },
  last: { where: ['alerts', 'cases', 'rules'], keys: ['End'] },
  open: { where: ['alerts', 'cases'], keys: ['Enter'], itself: true },
  unfold: { where: ['alerts'], keys: ['ArrowRight', 'e'] },
  fold: { where: ['alerts'], keys: ['ArrowLeft'] },
  choose: { where: ['alerts', 'cases'], keys: ['x', ' '] },
  chooseTo: { where: ['alerts', 'cases'], keys: ['X'] },
  chooseAll: { where: ['alerts', 'cases'], keys: ['A'] },
  chooseNone: { where: ['alerts', 'cases'], keys: ['N'] },
  acknowledge: { where: ['alerts', 'alert'], keys: ['a'] },
  unacknowledge: { where: ['alerts', 'alert'], keys: ['z'] },
  shelve: { where: ['alerts', 'alert'], keys: ['s'] },
  unshelve: { where: ['alerts', 'alert'], keys: ['w'] },
  take: { where: ['alerts', 'alert'], keys: ['o'] },
  release: { where: ['alerts', 'alert'], keys: ['O'] },
  comment: { where: ['alerts', 'alert'], keys: ['c'] },
  cases: { where: ['alerts', 'alert'], keys: ['l'] },
  board: { where: ['alert'], keys: ['b'] },
  filter: { where: ['alerts', 'cases'], keys: ['f'] },
  mine: { where: ['alerts'], keys: ['1'] },
  unowned: { where: ['alerts'], keys: ['2'] },
  atRisk: { where: ['alerts'], keys: ['3'] },
  clear: { where: ['alerts', 'cases'], keys: ['0'] },
  copyCodes: { where: ['cases'], keys: ['y'] },
  copyLink: { where: ['all'], keys: ['Y'] },
  newest: { where: ['alerts', 'cases', 'requests'], keys: ['r'] },
  nextAlert: { where: ['alert'], keys: ['j'] },
  previousAlert: { where: ['alert'], keys: ['k'] },
  tryRule: { where: ['rules'], keys: ['t'] },
  switchRule: { where: ['rules'], keys: ['d'] },
  ruleAlerts: { where: ['rules'], keys: ['l'] },
} as const satisfies Readonly<Record<string, Row>>;
export type KeyName = keyof typeof KEYS;
const rows: Readonly<Record<KeyName, Row>> = KEYS;

const isName = (name: string): name is KeyName => Object.hasOwn(KEYS, name);
export const keyNames: readonly KeyName[] = Object.keys(KEYS).filter(isName);

/** What is told of the keys of one view: those of all views apart. */
export const toldOf = (where: Where): readonly KeyName[] =>
  keyNames.filter((name) => rows[name].where.includes(where));

/** Views that have keys of their own, in the order of their first. */
export const places: readonly Where[] = [...new Set(keyNames.flatMap((name) => rows[name].where))];

export const keysOf = (name: KeyName): readonly string[] => rows[name].keys;

/** What a key means after the one before it, which is empty where it is not the second of two. */
export interface Heard {
  name: KeyName | null;
  /** It may be the first of two. */
  begun: string;
}

/** Reads a key on a view. A second key that means nothing after the first is read by itself. */
export function heard(view: Place['view'], key: string, begun: string): Heard {
  const here = keyNames.filter((name) => {
    const { where, itself } = rows[name];
    return itself !== true && (where.includes('all') || where.includes(view));
  });
  const find = (pressed: string): KeyName | null =>
    here.find((name) => rows[name].keys.includes(pressed)) ?? null;
  const both = begun === '' ? null : find(`${begun} ${key}`);
  if (both !== null) return { name: both, begun: '' };
  const one = find(key);
  if (one !== null) return { name: one, begun: '' };
  const begins = here.some((name) => rows[name].keys.some((keys) => keys.startsWith(`${key} `)));
  return { name: null, begun: begins ? key : '' };
}
