import type { AlertState } from '../../contract/alerts.ts';
import { above, parentsIn } from './parents.ts';
import { inService, type Rulebook } from './rulebook.ts';
import type { Known, Life } from './state.ts';

/** An alert as it stands: its state, and who mutes it or is muted by it. */
export interface Standing {
  readonly life: Life;
  readonly state: AlertState;
  /** The alert that mutes it; null where none does. */
  readonly parent: string | null;
  /** How many it mutes itself. */
  readonly children: number;
}

/** The state of an alert by itself, its parents and its rule left aside. */
export function ownState(life: Life): Exclude<AlertState, 'muted' | 'off'> {
  if (life.closedAt !== null) return 'closed';
  if (life.shelved !== null) return 'shelved';
  if (life.clearedAt !== null) return 'returned';
  return life.acknowledged === null ? 'new' : 'acknowledged';
}

/** Those whose state is one of its own, neither put aside nor counted with another. */
export const isActive = (state: AlertState): boolean =>
  state === 'new' || state === 'acknowledged' || state === 'returned';

/**
 * How every open alert stands, by its name. A rule that is out of service takes its alerts with it; an open alert mutes its kin of the
 * rules below, unless it is muted itself, put aside, or its rule is out of service. What stands as it did `before` is the same object.
 */
export function standings(
  known: Known,
  book: Rulebook,
  before: ReadonlyMap<string, Standing> = new Map(),
): Map<string, Standing> {
  const depths = new Map<string, number>();
  const depth = (rule: string): number => {
    const found = depths.get(rule) ?? above(book, rule).length;
    depths.set(rule, found);
    return found;
  };
  const serves = new Map<string, boolean>();
  const off = (rule: string): boolean => {
    const found = serves.get(rule) ?? inService(known, book, rule);
    serves.set(rule, found);
    return !found;
  };
  const byDepth = [...known.open.values()].sort((a, b) => depth(a.rule) - depth(b.rule));
  const parents = parentsIn(book);
  const decided: { life: Life; state: AlertState; parent: string | null }[] = [];
  const children = new Map<string, number>();
  let level: Life[] = [];
  let at = -1;
  for (const life of byDepth) {
    if (depth(life.rule) !== at) {
      // Rules of one depth are not above each other.
      level.forEach((one) => parents.add(one));
      level = [];
      at = depth(life.rule);
    }
    const state = ownState(life);
    if (off(life.rule)) decided.push({ life, state: 'off', parent: null });
    else if (!isActive(state)) decided.push({ life, state, parent: null });
    else {
      const parent = at === 0 ? null : parents.of(life);
      if (parent === null) level.push(life);
      else children.set(parent.alert, (children.get(parent.alert) ?? 0) + 1);
      decided.push(
        parent === null ? { life, state, parent: null } : { life, state: 'muted', parent: parent.alert },
      );
    }
  }
  return new Map(
    decided.map((one) => {
      const { alert } = one.life;
      const next = { ...one, children: children.get(alert) ?? 0 };
      const last = before.get(alert);
      return [alert, last !== undefined && isSame(last, next) ? last : next];
    }),
  );
}

const isSame = (a: Standing, b: Standing): boolean =>
  a.life === b.life && a.state === b.state && a.parent === b.parent && a.children === b.children;
