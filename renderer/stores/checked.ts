import type { z } from 'zod';
import type { Answer } from '../../sync/contract/answers.ts';
import { isQuestion, questions, type Data, type QuestionName } from '../../sync/contract/questions/index.ts';

/** The socket brings bytes as ArrayBuffer; the contract says Uint8Array. */
function withViews(data: unknown): unknown {
  if (typeof data !== 'object' || data === null || !('cells' in data)) return data;
  return data.cells instanceof ArrayBuffer ? { ...data, cells: new Uint8Array(data.cells) } : data;
}

/** Each question's answer schema by name, so that the compiler ties a name to its data. */
const ANSWERS: { readonly [Q in QuestionName]: z.ZodType<Data<Q>> } = {
  today: questions.today.answer,
  backlog: questions.backlog.answer,
  categories: questions.categories.answer,
  units: questions.units.answer,
  areas: questions.areas.answer,
  heat: questions.heat.answer,
  hotspots: questions.hotspots.answer,
  strip: questions.strip.answer,
  indicators: questions.indicators.answer,
  fields: questions.fields.answer,
  indicator: questions.indicator.answer,
  daily: questions.daily.answer,
  indexes: questions.indexes.answer,
  indexSet: questions.indexSet.answer,
  headline: questions.headline.answer,
  sources: questions.sources.answer,
  days: questions.days.answer,
  flow: questions.flow.answer,
  ages: questions.ages.answer,
  quality: questions.quality.answer,
  cases: questions.cases.answer,
  case: questions.case.answer,
  search: questions.search.answer,
  rejected: questions.rejected.answer,
  commands: questions.commands.answer,
  asset: questions.asset.answer,
  nothing: questions.nothing.answer,
};

function parsed<T>(schema: z.ZodType<T>, answer: Answer): Answer<T> {
  if (answer.content !== 'data') return answer;
  const result = schema.safeParse(withViews(answer.data));
  const { asOf, freshness } = answer;
  if (result.success) return { asOf, freshness, content: 'data', data: result.data };
  const [issue] = result.error.issues;
  const what = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`;
  return { asOf, freshness, content: 'error', error: { code: 'answer-not-understood', what } };
}

/** An answer as its question's contract has it; one that does not fit becomes content `error`, never a crash. */
export function checked<Q extends QuestionName>(name: Q, answer: Answer): Answer<Data<Q>> {
  return parsed<Data<Q>>(ANSWERS[name], answer);
}

/** {@link checked} for a question whose name a board wrote. */
export function checkedByName(name: string, answer: Answer): Answer {
  if (isQuestion(name)) return checked(name, answer);
  const { asOf, freshness } = answer;
  return { asOf, freshness, content: 'error', error: { code: 'question-unknown', what: name } };
}
