import type { Answer } from '../contract/answers.ts';
import { reportOf } from '../contract/errors.ts';
import { isQuestion, type QuestionName } from '../contract/questions/index.ts';
import { ages } from './flows/ages.ts';
import { areas } from './flows/areas.ts';
import { asset, nothing } from './data/asset.ts';
import { backlog } from './flows/backlog.ts';
import { cases } from './lists/case-list.ts';
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
import { oneCase } from './lists/one-case.ts';
import { quality } from './flows/quality.ts';
import type { Question, QuestionContext } from './question.ts';
import { rejected } from './data/rejected.ts';
import { search } from './search/search.ts';
import { sources } from './data/sources.ts';
import { strip } from './flows/strip.ts';
import { today } from './flows/today.ts';
import { units } from './flows/units.ts';

export type { QuestionContext } from './question.ts';

type Ask = (context: QuestionContext, params: unknown) => Answer;

function failed(context: QuestionContext, code: string, what: string): Answer {
  const error = { code, what };
  return { asOf: context.at, freshness: freshnessOf([], context), content: 'error', error };
}

/** A question as something that takes any parameters and always answers. */
function asked<Q extends QuestionName>(question: Question<Q>): Ask {
  return (context, raw) => {
    const params = question.params.safeParse(raw);
    if (!params.success) {
      const [first] = params.error.issues;
      const path = first?.path.join('.') ?? '';
      return failed(
        context,
        'question-params',
        `${path || question.name}: ${first?.message ?? 'not readable'}`,
      );
    }
    try {
      const codes = question.sources(context, params.data);
      const drawn = codes.flatMap((code) => context.index.source(code) ?? []);
      const freshness = freshnessOf(drawn, context);
      const data = context.cache.view(() => question.answer(context, params.data));
      const base = { asOf: context.at, freshness };
      return data === null ? { ...base, content: 'empty' } : { ...base, content: 'data', data };
    } catch (error) {
      const report = reportOf(error, 'question-failed');
      return failed(context, report.code, report.what);
    }
  };
}

const TABLE: Record<QuestionName, Ask> = {
  today: asked(today),
  backlog: asked(backlog),
  categories: asked(categories),
  units: asked(units),
  areas: asked(areas),
  heat: asked(heat),
  hotspots: asked(hotspots),
  strip: asked(strip),
  indicators: asked(indicators),
  fields: asked(fields),
  indicator: asked(indicator),
  daily: asked(daily),
  indexes: asked(indexes),
  indexSet: asked(indexSet),
  headline: asked(headline),
  sources: asked(sources),
  days: asked(days),
  flow: asked(flow),
  ages: asked(ages),
  quality: asked(quality),
  cases: asked(cases),
  case: asked(oneCase),
  search: asked(search),
  rejected: asked(rejected),
  commands: asked(commands),
  asset: asked(asset),
  nothing: asked(nothing),
};

/**
 * Answers a question by its name. Never throws: a name or parameters that cannot be, and anything that
 * fails on the way, come back as content `error` with a code (`question-unknown`, `question-params`,
 * `question-failed`, or that of the fault) and a text that names the parameter's path.
 */
export function answer(context: QuestionContext, name: string, params: unknown): Answer {
  if (!isQuestion(name))
    return failed(context, 'question-unknown', `There is no question "${name.slice(0, 60)}".`);
  return TABLE[name](context, params);
}
