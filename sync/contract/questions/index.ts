import type { z } from 'zod';
import { alarmFigures, alert, alerts, lastHour, signs, trial } from './alerts.ts';
import { calls } from './calls.ts';
import { handover, oneHandover } from './handover.ts';
import { areas, backlog, categories, heat, hotspots, strip, today, units } from './cases.ts';
import { caseRows, cases, oneCase, search } from './drill.ts';
import { ages, days, flow, quality } from './flows.ts';
import { commands, rejected } from './health.ts';
import { fields, indicators } from './indicators.ts';
import { request, requests } from './requests.ts';
import { asset, nothing } from './things.ts';
import { daily, indexes, indexSet, indicator } from './measures.ts';
import { headline, sources } from './wall.ts';

/** Every question there is: the schema of its parameters and of its answer's data. `sync/queries` answers each in a file of its own. */
export const questions = {
  today,
  backlog,
  categories,
  units,
  areas,
  heat,
  hotspots,
  strip,
  indicators,
  fields,
  indicator,
  daily,
  indexes,
  indexSet,
  headline,
  sources,
  days,
  flow,
  ages,
  quality,
  cases,
  caseRows,
  case: oneCase,
  search,
  rejected,
  commands,
  requests,
  request,
  calls,
  handover,
  oneHandover,
  signs,
  alerts,
  alert,
  alarmFigures,
  lastHour,
  trial,
  asset,
  nothing,
} as const;

export type QuestionName = keyof typeof questions;
/** Parameters as a question reads them, defaults filled in. */
export type Params<Q extends QuestionName> = z.output<(typeof questions)[Q]['params']>;
/** Parameters as a board writes them. */
export type ParamsIn<Q extends QuestionName> = z.input<(typeof questions)[Q]['params']>;
export type Data<Q extends QuestionName> = z.output<(typeof questions)[Q]['answer']>;

/** A question as it is asked: its name, and its parameters as a board writes them and they cross a socket. */
export interface Asked<Q extends QuestionName = QuestionName> {
  name: Q;
  params: Record<string, z.core.util.JSONType>;
}
/** Asks a question with parameters that it takes. */
export const asked = <Q extends QuestionName>(name: Q, params: ParamsIn<Q>): Asked<Q> => ({
  name,
  params: Object.fromEntries(Object.entries(params)),
});

type Schemas = {
  readonly [Q in QuestionName]: { params: z.ZodType<Params<Q>>; answer: z.ZodType<Data<Q>> };
};
const schemas: Schemas = questions;
/** The schemas of a question whose name is a type parameter: it stays tied to its parameters and its data. */
export const schemasOf = <Q extends QuestionName>(name: Q): Schemas[Q] => schemas[name];

export function isQuestion(name: string): name is QuestionName {
  return Object.hasOwn(questions, name);
}
