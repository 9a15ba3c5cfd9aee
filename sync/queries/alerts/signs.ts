import type { AlertRule } from '../../contract/alert-rules.ts';
import { severity, type Sign, type WhyBlind } from '../../contract/alerts.ts';
import { CitywallError } from '../../contract/errors.ts';
import type { Question, QuestionContext } from '../question.ts';
import { signOf } from './sign.ts';
import { watched } from './watch/index.ts';

/** The most signs that one look tells, the gravest first: a rule that sees more is wrong, and its `most` says so. */
const MOST = 20_000;

/** What one look at a rule brings. */
export function lookAt(context: QuestionContext, rule: AlertRule): { blind: WhyBlind | null; signs: Sign[] } {
  const { blind, findings } = context.cache.view(() => watched(context, rule));
  const signs = findings?.map((found) => signOf(rule, found)) ?? [];
  return { blind, signs: signs.sort(gravestFirst).slice(0, MOST) };
}

const gravity = ({ severity: one }: Sign): number => severity.options.indexOf(one);

function gravestFirst(a: Sign, b: Sign): number {
  return gravity(a) - gravity(b) || (a.p ?? 0) - (b.p ?? 0) || (a.key < b.key ? -1 : 1);
}

/** A rule's own sources; none where it watches what is no system's. */
export function sourcesOf({ profile, lookup }: QuestionContext, { watch }: AlertRule): string[] {
  if ('service' in watch) return [lookup.service(watch.service)?.source ?? ''];
  if (watch.detector === 'silence' || watch.detector === 'rejected' || watch.detector === 'host') return [];
  const own = profile.indicators.indicators.filter(
    ({ id, field, level, frequency }) =>
      (!('fields' in watch) || (watch.fields?.includes(field) ?? true)) &&
      (!('indicators' in watch) || (watch.indicators?.includes(id) ?? true)) &&
      (watch.detector === 'target' ? level === watch.level : frequency === 'day'),
  );
  return [...new Set(own.map(({ source }) => source))];
}

/** The rule a parameter names. Throws `question-params` where the profile has none of that code. */
export function ruleNamed({ profile }: QuestionContext, code: string): AlertRule {
  const rule = profile.alerts.rules.find(({ id }) => id === code);
  if (rule !== undefined) return rule;
  throw new CitywallError('question-params', {
    what: `rule: the city profile has no rule "${code}"`,
    where: 'rule',
    hint: 'Name one of the rules in alerts.json.',
  });
}

/** What one rule sees at the instant; how it is known that nothing is wrong, where it sees nothing. Judged by its sources. */
export const signs: Question<'signs'> = {
  sources: (context, { rule }) => sourcesOf(context, ruleNamed(context, rule)),
  answer: (context, { rule }) => ({ rule, ...lookAt(context, ruleNamed(context, rule)) }),
};
