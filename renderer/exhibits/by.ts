import type { PanelKind } from '../../sync/contract/panels.ts';
import { formats, languages, sayer, type Language } from '../locales/index.ts';
import { panelWords } from '../panels/words.ts';
import { lookups } from '../stores/names.ts';
import { names, NOW } from './city.ts';
import type { Exhibit } from './exhibit.ts';

/** What an adapter of the made-up city is given for a question, for tests. */
export function byFor(
  kind: PanelKind,
  name: string,
  params: Exhibit['question']['params'] = {},
  options: Exhibit['options'] = {},
  language: Language = 'vi',
) {
  const { global } = languages(language, panelWords);
  return {
    panel: { id: 'tested', kind, question: { name, params }, options },
    names: lookups(names, language, 'Không rõ'),
    say: sayer(global.t),
    format: formats(language, names.city.timeZone),
    asOf: NOW,
  };
}
