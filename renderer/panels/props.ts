import type { z } from 'zod';
import type { Answer } from '../../sync/contract/answers.ts';
import type { Panel } from '../../sync/contract/boards.ts';
import { range, type Range } from '../../sync/contract/calendar.ts';
import type { Besides, PanelKind } from '../../sync/contract/panels.ts';
import type { Asked, Data, QuestionName } from '../../sync/contract/questions/index.ts';
import type { Say, Format } from '../locales/index.ts';
import type { Lookups } from '../stores/index.ts';

/** What every panel is given: its place on the board, the answer to its question, and names for codes. */
export interface PanelProps<Q extends QuestionName> {
  panel: Panel;
  /** Null until first answered. */
  answer: Answer<Data<Q>> | null;
  names: Lookups;
}

type Told<A> = A extends Asked<infer Q> ? Answer<Data<Q>> : never;

/** What a kind is given that asks more than its board's question: answers by the names it asks them under. */
export interface BesidesProps<K extends PanelKind> {
  /** Null until first answered, and for what this panel does not ask. */
  besides: { readonly [N in keyof Besides<K>]: Told<Besides<K>[N]> | null };
}

/** The service a panel's question is about; the profile's first where it names none. */
export function serviceOf(panel: Panel, names: Lookups): string {
  const { service } = panel.question.params;
  return typeof service === 'string' ? service : (names.profile.services[0]?.id ?? '');
}

/** A panel's options by its kind's schema; the kind's own where a board wrote others, which its check named already. */
export function optionsOf<T>(schema: z.ZodType<T>, panel: Panel): T {
  const read = schema.safeParse(panel.options);
  return read.success ? read.data : schema.parse({});
}

/** The range a panel's question is about, or null where it has none. */
export function rangeOf(panel: Panel): Range | null {
  const parsed = range.safeParse(panel.question.params['range']);
  return parsed.success ? parsed.data : null;
}

/** The period of a panel's figures in words: "từ 0 giờ", "từ 12:00 25/10"; nothing where its title says it already. */
export function periodOf(
  panel: Panel,
  since: number,
  by: { say: Say; format: Format; names: Lookups },
): string {
  const asked = rangeOf(panel);
  if (asked === null) return '';
  const words = by.say(`range.${asked}`, { since: by.format.begins(since) });
  const title = panel.title === undefined ? '' : by.names.text(panel.title);
  return title.toLocaleLowerCase().includes(words.toLocaleLowerCase()) ? '' : words;
}

/** An area as a sentence names it: "phường Bình Hưng Hòa". */
export function placeOf(area: string, names: Lookups, say: Say): string {
  const type = names.find.area(area)?.type;
  return type === undefined ? names.area(area) : say(`place.${type}`, { name: names.area(area) });
}
