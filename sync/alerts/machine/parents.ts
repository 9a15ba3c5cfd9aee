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
const own = (subject: Subject): ReturnType<typeof partsOf> => {
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

const mapped = new WeakMap<Subject, Parts>();
/** The parts of a subject by their names. Found once for each, as is what follows. */
function ownParts(subject: Subject): Parts {
  const parts = mapped.get(subject) ?? new Map(partsOf(subject));
  mapped.set(subject, parts);
  return parts;
}

const reached = new WeakMap<Rulebook, WeakMap<Subject, Parts>>();
/** What a parent may share with a child: the parts of its subject, and the source it comes from. */
function childParts(book: Rulebook, subject: Subject): Parts {
  const known = reached.get(book) ?? new WeakMap<Subject, Parts>();
  reached.set(book, known);
  let parts = known.get(subject);
  if (parts === undefined) {
    const source = sourceOf(book, subject);
    parts = source === undefined ? ownParts(subject) : new Map([...partsOf(subject), ['source', source]]);
    known.set(subject, parts);
  }
  return parts;
}

/** Finds who mutes whom among many. */
export interface Parents {
  add(life: Life): void;
  /** The alert that mutes one: of the nearest rule above it, the one that is there longest. Null where none does. */
  of(child: Life): Life | null;
}

/** Alerts of one rule that name the same parts. */
interface Shape {
  readonly parts: readonly (keyof Subject)[];
  readonly lives: Life[];
  /** What they share with children that name some parts, by those: the parts, and the alerts by the values of these, the oldest first. */
  readonly shared: Map<string, { parts: readonly (keyof Subject)[]; lives: Map<string, Life[]> }>;
}

type Parts = ReadonlyMap<keyof Subject, string>;
const texts = new WeakMap<Parts, Map<string, string>>();
/** The values of some parts as one text, and of all where none are given: what they are called. Made once for each. */
function textOf(of: Parts, parts: readonly (keyof Subject)[] | null): string {
  const known = texts.get(of) ?? new Map<string, string>();
  texts.set(of, known);
  const name = parts?.join(' ') ?? '';
  let text = known.get(name);
  if (text === undefined) {
    text = parts === null ? [...of.keys()].join(' ') : parts.map((part) => of.get(part)).join('\n');
    known.set(name, text);
  }
  return text;
}

/** An empty register of parents; to be filled before it is asked about the rules below. */
export function parentsIn(book: Rulebook): Parents {
  const shapes = new Map<string, Map<string, Shape>>();
  const ways = new Map<string, AlertRule[]>();
  const wayUp = (rule: string): AlertRule[] => {
    const found = ways.get(rule) ?? above(book, rule);
    ways.set(rule, found);
    return found;
  };
  /** Those of a shape that agree with a child in what both name, the oldest first. */
  const alike = ({ parts, lives, shared }: Shape, child: Parts): readonly Life[] => {
    const name = textOf(child, null);
    let found = shared.get(name);
    if (found === undefined) {
      found = { parts: parts.filter((part) => child.has(part)), lives: new Map() };
      for (const life of [...lives].sort((a, b) => (isOlder(a, b) ? -1 : 1))) {
        const at = textOf(ownParts(life.figures.subject), found.parts);
        const there = found.lives.get(at);
        if (there === undefined) found.lives.set(at, [life]);
        else there.push(life);
      }
      shared.set(name, found);
    }
    return found.lives.get(textOf(child, found.parts)) ?? [];
  };
  return {
    add(life) {
      const own = ownParts(life.figures.subject);
      const name = textOf(own, null);
      const ofRule = shapes.get(life.rule) ?? new Map<string, Shape>();
      shapes.set(life.rule, ofRule);
      const shape: Shape = ofRule.get(name) ?? { parts: [...own.keys()], lives: [], shared: new Map() };
      ofRule.set(name, shape);
      shape.lives.push(life);
    },
    of(child) {
      const parts = childParts(book, child.figures.subject);
      for (const rule of wayUp(child.rule)) {
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

/** In the order they were raised; of one instant, by the numbers in their names. */
export function isOlder(a: Life, b: Life): boolean {
  if (a.raisedAt !== b.raisedAt) return a.raisedAt < b.raisedAt;
  return a.alert.length === b.alert.length ? a.alert < b.alert : a.alert.length < b.alert.length;
}
