import { computed, inject, ref, type ComputedRef } from 'vue';
import type { Panel } from '../../sync/contract/boards.ts';
import type { Data, QuestionName } from '../../sync/contract/questions/index.ts';
import { useWords, type Format, type MessageKey, type Say } from '../locales/index.ts';
import { AT, type Lookups } from '../stores/index.ts';
import { usePicture } from '../ui/index.ts';
import { useWhole } from '../ui/whole.ts';
import { serviceOf, type PanelProps } from './props.ts';

/** What an adapter makes a kind's model by, beside the answer: the panel, names for codes, words, and when it was true. */
export interface By {
  panel: Panel;
  names: Lookups;
  say: Say;
  format: Format;
  /** The instant of the figures, epoch milliseconds. */
  asOf: number;
  /** The day of the figures, "27/11", where it is not today (looked back at, or as old as what is called stale); null or absent where it is. */
  day?: string | null;
  /** The panel stands alone, and leaves out nothing for want of room. */
  alone?: boolean;
}

/** How a kind makes its model of the answer to each question it shows; one it lacks does not compile. */
export type Adapters<Q extends QuestionName, M> = { readonly [P in Q]: (data: Data<P>, by: By) => M };

/** The day of an answer's figures where it must not be called today, else null. */
export function useDay(answer: () => PanelProps<QuestionName>['answer']): ComputedRef<string | null> {
  const { format } = useWords();
  const at = inject(AT, ref(null));
  return computed(() => {
    const held = answer();
    const isToday = at.value === null && held?.freshness.state !== 'stale';
    return held === null || isToday ? null : format.value.dayMonth(held.asOf);
  });
}

/** A kind's own model of the last good answer, by its question's name; null before there is one. */
export function useModel<Q extends QuestionName, M>(
  props: Readonly<PanelProps<Q>>,
  adapters: Adapters<Q, M>,
): ComputedRef<M | null> {
  const { say, format } = useWords();
  const picture = usePicture(() => props.answer);
  const day = useDay(() => props.answer);
  const { alone } = useWhole();
  const isShown = (name: string): name is Q => Object.hasOwn(adapters, name);
  return computed(() => {
    const held = picture.value;
    const { panel, names } = props;
    const { name } = panel.question;
    if (held === null || !isShown(name)) return null;
    return adapters[name](held.data, {
      panel,
      names,
      say,
      format: format.value,
      asOf: held.asOf,
      day: day.value,
      alone,
    });
  });
}

/** The title of a panel whose board gives it none: by its question, in words of the panel's own kind. */
export function titleIn(
  titles: Readonly<Record<string, MessageKey>>,
  { panel, names }: { panel: Panel; names: Lookups },
  say: Say,
  day: string | null = null,
): string {
  const told = titles[panel.question.name];
  const key = told === 'title.today' && day !== null ? 'title.day' : told;
  const { indicator, set } = panel.question.params;
  return key === undefined
    ? say(`${panel.kind}.untitled`)
    : say(key, {
        day: day ?? '',
        service: names.serviceShort(serviceOf(panel, names)),
        indicator: typeof indicator === 'string' ? names.indicator(indicator) : '',
        set: typeof set === 'string' ? names.index(set) : '',
      });
}
