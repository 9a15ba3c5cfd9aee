import type { AlertRule } from '../../contract/alert-rules.ts';
import type { Subject } from '../../contract/alerts.ts';
import { sourceOf, ruleOf, type Rulebook } from './rulebook.ts';
import { partsOf, type Life } from './state.ts';

/** The rules above one, the nearest first; one that is above itself by any way ends the way. */
export function above(book: Rulebook, code: string): AlertRule[] {
  const found: AlertRule[] = [];
  for (let rule = ruleOf(book, code); rule?.parent !== undefined;) {
    const parent = ruleOf(book, rule.parent);
    if (parent === undefined || parent.id === code || found.includes(parent)) break;
    found.push(parent);
    rule = parent;
  }
  return found;
}

/** What a child must share with a parent: every part but the service, or the service where the parent names nothing else. */
const own = (subject: Subject): [part: keyof Subject, value: string][] => {
  const parts = partsOf(subject);
  const own = parts.filter(([part]) => part !== 'service');
  return own.length > 0 ? own : parts;
};

/**
 * Whether what a parent is about reaches what a child is about: they name at least one place, field, unit, source or indicator alike,
 * and nothing otherwise. A parent of a whole service reaches all of it; one of a source, all that comes from it.
 */
export function kin(book: Rulebook, parent: Subject, child: Subject): boolean {
  const of = (part: keyof Subject): string | undefined =>
    part === 'source' ? sourceOf(book, child) : child[part];
  if (partsOf(parent).some(([part, value]) => (of(part) ?? value) !== value)) return false;
  return own(parent).some(([part, value]) => of(part) === value);
}

/** Whether an alert mutes another, of a rule below its own: they are kin, and it was there when the other was raised. */
export function mutes(book: Rulebook, parent: Life, child: Life): boolean {
  // What began when it was over already is not of it.
  if (parent.clearedAt !== null && child.raisedAt > parent.clearedAt) return false;
  return kin(book, parent.figures.subject, child.figures.subject);
}

/** Finds who mutes whom among many. */
export interface Parents {
  add(life: Life): void;
  /** The alert that mutes one: of the nearest rule above it, the one that is there longest. Null where none does. */
  of(child: Life): Life | null;
}

/** Alerts of one rule that name the same parts, and an index of them for each set of parts that a child shared with them. */
interface Shape {
  readonly parts: readonly (keyof Subject)[];
  readonly lives: Life[];
  readonly indexes: Map<string, Map<string, Life[]>>;
}

/** An empty register of parents; to be filled before it is asked about the rules below. */
export function parentsIn(book: Rulebook): Parents {
  const shapes = new Map<string, Map<string, Shape>>();
  /** Those of a shape that agree with a child in what both name, the oldest first. */
  const alike = ({ parts, lives, indexes }: Shape, child: Map<keyof Subject, string>): readonly Life[] => {
    const common = parts.filter((part) => child.has(part));
    const values = (of: ReadonlyMap<keyof Subject, string>): string =>
      common.map((part) => of.get(part)).join('\n');
    const name = common.join(' ');
    let index = indexes.get(name);
    if (index === undefined) {
      index = new Map();
      for (const life of [...lives].sort((a, b) => (isOlder(a, b) ? -1 : 1))) {
        const at = values(new Map(partsOf(life.figures.subject)));
        const there = index.get(at);
        if (there === undefined) index.set(at, [life]);
        else there.push(life);
      }
      indexes.set(name, index);
    }
    return index.get(values(child)) ?? [];
  };
  return {
    add(life) {
      const parts = partsOf(life.figures.subject).map(([part]) => part);
      const ofRule = shapes.get(life.rule) ?? new Map<string, Shape>();
      shapes.set(life.rule, ofRule);
      const shape: Shape = ofRule.get(parts.join(' ')) ?? { parts, lives: [], indexes: new Map() };
      ofRule.set(parts.join(' '), shape);
      shape.lives.push(life);
    },
    of(child) {
      const { subject } = child.figures;
      const source = sourceOf(book, subject);
      const parts = new Map(partsOf(source === undefined ? subject : { ...subject, source }));
      for (const rule of above(book, child.rule)) {
        let oldest: Life | null = null;
        for (const shape of shapes.get(rule.id)?.values() ?? []) {
          const one = alike(shape, parts).find((parent) => mutes(book, parent, child));
          if (one !== undefined && (oldest === null || isOlder(one, oldest))) oldest = one;
        }
        if (oldest !== null) return oldest;
      }
      return null;
    },
  };
}

/** In the order they were raised; of one instant, by their names. */
export const isOlder = (a: Life, b: Life): boolean =>
  a.raisedAt < b.raisedAt || (a.raisedAt === b.raisedAt && a.alert < b.alert);
