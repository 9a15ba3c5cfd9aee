import { computed, type ComputedRef } from 'vue';
import type { Answer } from '../../sync/contract/answers.ts';
import type { Panel } from '../../sync/contract/boards.ts';
import { useWords, type Format, type MessageKey, type Say } from '../locales/index.ts';
import type { Lookups } from '../stores/index.ts';
import { usePicture } from '../ui/index.ts';
import { serviceOf } from './props.ts';

/** What an adapter makes a kind's model by, beside the answer: the panel, names for codes, words, and when it was true. */
export interface By {
  panel: Panel;
  names: Lookups;
  say: Say;
  format: Format;
  /** The instant of the figures, epoch milliseconds. */
  asOf: number;
}

/** A kind's own model of the last good answer; null before there is one. */
export function useModel<D, M>(
  props: { readonly panel: Panel; readonly answer: Answer<D> | null; readonly names: Lookups },
  make: (data: D, by: By) => M,
): ComputedRef<M | null> {
  const { say, format } = useWords();
  const picture = usePicture(() => props.answer);
  return computed(() => {
    const held = picture.value;
    if (held === null) return null;
    const { panel, names } = props;
    return make(held.data, { panel, names, say, format: format.value, asOf: held.asOf });
  });
}

/** The title of a panel whose board gives it none: by its question, in words of the panel's own kind. */
export function titleIn(
  titles: Readonly<Record<string, MessageKey>>,
  { panel, names }: { panel: Panel; names: Lookups },
  say: Say,
): string {
  const key = titles[panel.question.name];
  const { indicator, set } = panel.question.params;
  return key === undefined
    ? say(`title.${panel.kind}`)
    : say(key, {
        service: names.serviceShort(serviceOf(panel, names)),
        indicator: typeof indicator === 'string' ? names.indicator(indicator) : '',
        set: typeof set === 'string' ? names.index(set) : '',
      });
}
