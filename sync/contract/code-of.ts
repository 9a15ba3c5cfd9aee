import { z } from 'zod';
import { code } from './records.ts';

/** The sums a service may keep beside its total. `categoryArea` is what hot spots are found in; `quality` is ratings and returns, by unit. */
export const keptSum = z.enum(['category', 'unit', 'area', 'categoryArea', 'quality']);
export type KeptSum = z.infer<typeof keptSum>;

/** What of a city's profile a code can name, with how a message says it. */
export const THINGS = {
  service: 'a service',
  category: 'a category',
  unit: 'a unit',
  area: 'an area',
  place: 'a unit or an area, or city',
  field: 'a field',
  indicator: 'an indicator',
  daily: 'an indicator that comes every day',
  indexSet: 'an index set',
  unitType: 'a kind of unit',
  inset: "an inset of the city's map",
} as const;
export type Thing = keyof typeof THINGS;

/** What else must hold of the service that is named, or of the one named beside. */
export interface Keeps {
  /** Sums it must keep for a question to be answered. */
  sums?: KeptSum;
  heat?: boolean;
}

/** What a text names. */
export interface Naming extends Keeps {
  of: Thing;
  /** As cases are looked for: `?` for those without one, and an area may be a group of areas. */
  loosely?: boolean;
}

/** What a value asks for beside itself. */
export interface Needing extends Keeps {
  /** A parameter of this name that must be given with it. */
  beside?: Thing;
  /** The profile must have some of these. */
  some?: Thing;
}

/** What the texts of a schema name. `sync/profile` holds boards against it. */
export const naming = z.registry<Naming>();
/** What the single values of a schema need. */
export const needing = z.registry<Readonly<Record<string, Needing>>>();

/** A code that names a thing of the profile. A category is one of the service named beside it. */
export const codeOf = (of: Thing, keeps: Keeps = {}): typeof code =>
  code.describe(`the id of ${THINGS[of]}`).register(naming, { of, ...keeps });

/** A code as cases are looked for by: `?` is those that have none, or one that the profile does not know. */
export const keyOf = (of: 'category' | 'unit' | 'area'): z.ZodString =>
  z.string().max(80).describe(`the id of ${THINGS[of]}`).register(naming, { of, loosely: true });
