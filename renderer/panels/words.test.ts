import { expect, it } from 'vitest';
import { panelKind } from '../../sync/contract/panels.ts';
import { en } from '../locales/en.ts';
import { spoken } from '../locales/pairs.ts';
import { vi } from '../locales/vi.ts';
import { panelWords } from './words.ts';

const gaps = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g))].sort();
const flat = (messages: object, at = ''): [string, string][] =>
  Object.entries(messages).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[at + key, value]] : flat(value, `${at}${key}.`),
  );

it('every kind has words, under a name that nothing else has', () => {
  expect(Object.keys(panelWords).sort()).toEqual([...panelKind.options].sort());
  expect(panelKind.options.filter((kind) => kind in vi)).toEqual([]);
});

it('a message written in one language fills no other gaps in the other', () => {
  const english = new Map(flat({ ...en, ...spoken(panelWords, 'en') }));
  for (const [key, text] of flat({ ...vi, ...spoken(panelWords, 'vi') })) {
    if (key.startsWith('period.')) continue; // Quarters in Roman numerals or Arabic, months by number or name.
    for (const gap of gaps(english.get(key) ?? '')) expect(gaps(text), key).toContain(gap);
  }
});
