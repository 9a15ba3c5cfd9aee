import { computed, inject, type ComputedRef, type InjectionKey, type Ref } from 'vue';
import { createI18n, useI18n } from 'vue-i18n';
import { en } from './en.ts';
import type { Language } from '../../sync/contract/languages.ts';
import { formats, type Format } from './format.ts';
import type { Say } from './messages.ts';
import { spoken, type Pairs } from './pairs.ts';
import { vi } from './vi.ts';

/** The city's time zone, provided by the page. */
export const TIME_ZONE: InjectionKey<Ref<string>> = Symbol('time zone');

/** The i18n plugin, Vietnamese first, with what kinds of panel say beside what all say. */
export function languages(language: Language, more: Pairs) {
  const messages = { vi: { ...vi, ...spoken(more, 'vi') }, en: { ...en, ...spoken(more, 'en') } };
  return createI18n({ legacy: false, locale: language, fallbackLocale: 'vi', messages });
}

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
  return { say: (key, said = {}) => t(key, said), format, language };
}
