import { computed, inject, type ComputedRef, type InjectionKey, type Ref } from 'vue';
import { createI18n, useI18n } from 'vue-i18n';
import { en } from './en.ts';
import type { Language } from '../../sync/contract/languages.ts';
import { formats, TO, type Format } from './format.ts';
import type { Said, Say } from './messages.ts';
import { spoken, type Pairs } from './pairs.ts';
import { vi } from './vi.ts';

/** The city's time zone, provided by the page. */
export const TIME_ZONE: InjectionKey<Ref<string>> = Symbol('time zone');

/** The i18n plugin, Vietnamese first, with what kinds of panel say beside what all say. */
export function languages(language: Language, more: Pairs) {
  const messages = { vi: { ...vi, ...spoken(more, 'vi') }, en: { ...en, ...spoken(more, 'en') } };
  return createI18n({ legacy: false, locale: language, fallbackLocale: 'vi', messages });
}

/** A dash between two figures, where a line could be broken. */
const BARE_TO = /(?<=[^\s\u2060])–(?=[^\s\u2060])/gu;

/** Which form of a message the count in it asks for: 1 is one, 2 is several or none told. */
const formOf = ({ n, count }: Said): number => (String(n ?? count ?? '') === '1' ? 1 : 2);

/** As texts: the translator would put its own number for a bare 0. */
const written = (said: Said): Record<string, string> =>
  Object.fromEntries(Object.entries(said).map(([gap, value]) => [gap, String(value)]));

/** Says messages by a plugin's translator: in its form for one or for several (`one | several`), a range never broken over lines. */
export const sayer =
  (t: (key: string, said: Record<string, unknown>, plural: number) => string): Say =>
  (key, said = {}) =>
    t(key, written(said), formOf(said)).replace(BARE_TO, TO);

export interface Words {
  /** Says a message in the window's language. */
  say: Say;
  /** Numbers, dates and times in the window's language and the city's time zone. */
  format: ComputedRef<Format>;
  language: ComputedRef<Language>;
}

/** What a component says and how it writes numbers. Follows a change of language. */
export function useWords(): Words {
  const { t, locale } = useI18n();
  const zone = inject(TIME_ZONE, null);
  const language = computed<Language>(() => (locale.value === 'en' ? 'en' : 'vi'));
  const format = computed(() => formats(language.value, zone?.value ?? 'UTC'));
  return { say: sayer(t), format, language };
}
