import { isValidOn, type Lasting } from '../contract/validity.ts';

/** What succession is read from: units, or areas. */
export interface Successive extends Lasting {
  id: string;
  succeeds?: readonly string[] | undefined;
}

/** A unit or area that another one came from, or became. */
export interface Kin extends Lasting {
  id: string;
  /** How many successions lie between: 1 for what was succeeded directly. */
  steps: number;
}

/** Who came from whom. A code that the list does not have has no kin. */
export interface Succession {
  /** All that a unit or area came from, the nearest first, then in the list's order; each once. */
  predecessors(id: string): readonly Kin[];
  /** All that it became, likewise. */
  successors(id: string): readonly Kin[];
  /** Those of itself, its predecessors and its successors that exist on a local day, `YYYY-MM-DD`; the nearest first. */
  on(id: string, day: string): readonly string[];
}

/** Reads succession from a list of units or areas, once. A list that bites its own tail is read like any other. */
export function succession(items: readonly Successive[]): Succession {
  const byId = new Map(items.map((item) => [item.id, item]));
  const heirs = items.flatMap(({ id, succeeds = [] }) => succeeds.map((old) => ({ old, id })));
  const after = Map.groupBy(heirs, ({ old }) => old);
  const kin = (id: string, next: (id: string) => readonly string[]): Kin[] => {
    const found = new Map<string, Kin>();
    let level = next(id);
    for (let steps = 1; level.length > 0; steps += 1) {
      const fresh = [...new Set(level)].filter((one) => one !== id && !found.has(one));
      for (const one of fresh) {
        const item = byId.get(one);
        if (item) found.set(one, { id: one, steps, validFrom: item.validFrom, validTo: item.validTo });
      }
      level = fresh.flatMap(next);
    }
    return [...found.values()];
  };
  const predecessors = (id: string): Kin[] => kin(id, (one) => byId.get(one)?.succeeds ?? []);
  const successors = (id: string): Kin[] => kin(id, (one) => after.get(one)?.map(({ id }) => id) ?? []);
  return {
    predecessors,
    successors,
    on(id, day) {
      const own = byId.get(id);
      if (own === undefined) return [];
      const line = [...predecessors(id), ...successors(id)].toSorted((a, b) => a.steps - b.steps);
      return [own, ...line].filter((one) => isValidOn(one, day)).map((one) => one.id);
    },
  };
}

/** A unit or area as a tree has it; areas have nothing below them. */
interface Node {
  id: string;
  parent?: string | undefined;
  succeeds?: readonly string[] | undefined;
}

/** Units or areas, all below them and all that any of these took over from. */
export function familyOf(nodes: readonly Node[], ids: readonly string[]): Set<string> {
  const family = new Set(ids);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  for (const id of family) {
    for (const node of nodes) if (node.parent === id) family.add(node.id);
    for (const before of byId.get(id)?.succeeds ?? []) family.add(before);
  }
  return family;
}
