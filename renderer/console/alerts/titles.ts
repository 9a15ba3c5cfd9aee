import type { Board } from '../../../sync/contract/boards.ts';
import type { Sign, Subject } from '../../../sync/contract/alerts.ts';
import { boardAt, casesOf, type Place } from '../../../sync/contract/place.ts';
import type { AlertFilter, AlertGroup, AlertRow } from '../../../sync/contract/questions/alerts.ts';
import type { Format, Say } from '../../locales/index.ts';
import type { Lookups } from '../../stores/index.ts';
import { againstWords, subjectWords, valueWords } from '../../ui/alert-words.ts';

interface By {
  names: Lookups;
  say: Say;
  format: Format;
}

/** A rule's name; its code where the profile no longer has it. */
export function ruleName(rule: string, names: Lookups): string {
  const found = names.profile.alerts.rules.find(({ id }) => id === rule);
  return found === undefined ? rule : names.text(found.name);
}

/** What an alert or a group is called: what it is about, and by which rule. */
export const titleOf = (of: { rule: string; subject: Subject }, by: By): string =>
  `${subjectWords(of.subject, by)} · ${ruleName(of.rule, by.names)}`;

/** The figures of an alert in one line. */
export const figuresOf = (sign: Omit<Sign, 'series' | 'areas'>, by: By): string =>
  [valueWords(sign, by), ...againstWords(sign, by)].join(' · ');

/** The list of the very cases that a sign counts, as they stood at the last instant of its figures; null where it counts none. */
export function casesAt(sign: Pick<Sign, 'cases' | 'until'>, now: number): Place | null {
  if (sign.cases === null) return null;
  const place = casesOf(sign.cases);
  return sign.until < now ? { ...place, at: sign.until } : place;
}

/** The board that shows what an alert is about: one that is of such things, else the first that asks about its service, else the first of all. */
export function boardFor({ service, indicator, unit }: Subject, boards: readonly Board[]): Place {
  for (const [of, id] of [['indicator', indicator] as const, ['unit', unit] as const]) {
    const own = boards.find(({ subject }) => subject?.of === of);
    if (id !== undefined && own !== undefined) return boardAt(own.id, { subject: id });
  }
  const asks = boards.find(({ panels }) =>
    panels.some(({ question }) => service !== undefined && question.params['service'] === service),
  );
  return boardAt((asks ?? boards[0])?.id);
}

/** The filter that finds a group, as far as a filter can say it. */
export function filterOf({
  rule,
  subject,
  unit,
}: Pick<AlertGroup | AlertRow, 'rule' | 'subject' | 'unit'>): AlertFilter {
  const { category, area, indicator } = subject;
  return {
    rule,
    ...(unit === null ? {} : { unit }),
    ...(category === undefined ? {} : { category }),
    ...(area === undefined ? {} : { area }),
    ...(indicator === undefined ? {} : { indicator }),
  };
}
