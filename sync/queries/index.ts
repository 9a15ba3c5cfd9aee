import type { Answer } from '../contract/answers.ts';
import { reportOf } from '../contract/errors.ts';
import { isQuestion, schemasOf, type QuestionName } from '../contract/questions/index.ts';
import { alarmFigures } from './alerts/alarm-figures.ts';
import { alert } from './alerts/alert.ts';
import { alerts } from './alerts/alerts.ts';
import { ages } from './flows/ages.ts';
import { areas } from './flows/areas.ts';
import { asset, nothing } from './data/asset.ts';
import { backlog } from './flows/backlog.ts';
import { caseRows, cases } from './lists/case-list.ts';
import { categories } from './flows/categories.ts';
import { commands } from './data/commands.ts';
import { daily } from './measures/daily.ts';
import { days } from './flows/days.ts';
import { fields } from './measures/fields.ts';
import { flow } from './flows/flow.ts';
import { freshnessOf } from './freshness.ts';
import { headline } from './headline/headline.ts';
import { heat } from './flows/heat.ts';
import { hotspots } from './flows/hotspots.ts';
import { indexes } from './measures/indexes.ts';
import { indexSet } from './measures/index-set.ts';
import { indicator } from './measures/indicator.ts';
import { indicators } from './measures/indicators.ts';
import { lastHour } from './alerts/last-hour.ts';
import { oneCase } from './lists/one-case.ts';
import { quality } from './flows/quality.ts';
import { atOnce, type Question, type QuestionContext, type Steps } from './question.ts';
import { rejected } from './data/rejected.ts';
import { request } from './lists/one-request.ts';
import { handover, oneHandover } from './lists/handover.ts';
import { requests } from './lists/requests.ts';
import { calls } from './alerts/calls.ts';
import { search } from './search/search.ts';
import { signs } from './alerts/signs.ts';
import { sources } from './data/sources.ts';
import { strip } from './flows/strip.ts';
import { today } from './flows/today.ts';
import { trial } from './alerts/trial.ts';
import { units } from './flows/units.ts';

export type { QuestionContext } from './question.ts';

function failed(context: QuestionContext, code: string, what: string): Answer {
  const error = { code, what };
  return { asOf: context.at, freshness: freshnessOf([], context), content: 'error', error };
}

/** How each question is answered; one without an answer does not compile. */
const QUESTIONS: { readonly [Q in QuestionName]: Question<Q> } = {
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
  calls,
  handover,
  oneHandover,
  request,
  signs,
  alerts,
  alert,
  alarmFigures,
  lastHour,
  trial,
  asset,
  nothing,
};

/** Any parameters, and always an answer. `inSteps` where whoever asks lets others go between. */
function* asking<Q extends QuestionName>(
  fresh: () => QuestionContext,
  name: Q,
  raw: unknown,
  inSteps: boolean,
): Steps<Answer> {
  const context = fresh();
  const params = schemasOf(name).params.safeParse(raw);
  if (!params.success) {
    const [first] = params.error.issues;
    const path = first?.path.join('.') ?? '';
    return failed(context, 'question-params', `${path || name}: ${first?.message ?? 'not readable'}`);
  }
  const question = QUESTIONS[name];
  try {
    const codes = question.sources(context, params.data);
    const drawn = codes.flatMap((code) => context.lookup.source(code) ?? []);
    const base = {
      asOf: context.at,
      freshness: freshnessOf(drawn, context),
      ...(context.partial === true ? ({ partial: true } as const) : {}),
    };
    if (context.partial === true && question.ofNow?.(params.data) !== true)
      return { ...base, content: 'empty' };
    const data =
      inSteps && question.inSteps !== undefined
        ? yield* question.inSteps(fresh, params.data)
        : context.cache.view(() => question.answer(context, params.data));
    return data === null ? { ...base, content: 'empty' } : { ...base, content: 'data', data };
  } catch (error) {
    const report = reportOf(error, 'question-failed');
    return failed(context, report.code, report.what);
  }
}

/**
 * Answers a question by its name. Never throws: a name or parameters that cannot be, and anything that
 * fails on the way, come back as content `error` with a code (`question-unknown`, `question-params`,
 * `question-failed`, or that of the fault) and a text that names the parameter's path.
 */
export function answer(context: QuestionContext, name: string, params: unknown): Answer {
  if (!isQuestion(name))
    return failed(context, 'question-unknown', `There is no question "${name.slice(0, 60)}".`);
  return atOnce(asking(() => context, name, params, false));
}

/** Whether a question takes long, and is answered in steps. */
export const isLong = (name: string): boolean => isQuestion(name) && QUESTIONS[name].inSteps !== undefined;

/**
 * Answers a question in steps, as {@link answer} does at once. `fresh` gives the context of each step; one that cannot any more is an answer
 * of content `error`. `stopped` is asked after each: then nothing more is done, and the answer is `question-stopped`.
 */
export function* answerInSteps(
  fresh: () => QuestionContext,
  name: string,
  params: unknown,
  stopped: () => boolean,
): Steps<Answer> {
  const context = fresh();
  if (!isQuestion(name)) return answer(context, name, params);
  const steps = asking(fresh, name, params, true);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (stopped()) return failed(context, 'question-stopped', 'It was stopped by whoever asked.');
    yield;
  }
}
