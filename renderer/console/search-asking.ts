import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { Data } from '../../sync/contract/questions/index.ts';
import { useWords } from '../locales/index.ts';
import { failureWords } from '../ui/told-words.ts';
import { useAsk } from './asked.ts';

export interface SearchAsking {
  /** What is typed. */
  text: Ref<string>;
  found: ShallowRef<Data<'search'> | null>;
  /** The words it was found by: more may be typed by now. */
  foundBy: Ref<string>;
  failed: Ref<string>;
  /** Whether the answer that is held is to what is typed, and all of it. */
  isAnswered: () => boolean;
  /** Asks again what failed. */
  again: () => void;
}

/** Cases of an answer. */
const LISTED = 8;

/** Asks as one types. `answered` is called when what is typed has its answer. */
export function useSearchAsking(answered: () => void): SearchAsking {
  const { say } = useWords();
  const ask = useAsk();
  const text = ref('');
  const found = shallowRef<Data<'search'> | null>(null);
  const foundBy = ref('');
  const failed = ref('');
  let turn = 0;
  let asking = false;

  /** Asks on until all numbers were looked through, or more is typed. */
  async function lookFor(words: string, isLast: () => boolean): Promise<void> {
    let after: string | undefined;
    do {
      const got = await ask('search', { text: words, limit: LISTED, after });
      failed.value = got.content === 'error' ? failureWords(got.error, say) : '';
      found.value = got.content === 'data' ? got.data : null;
      after = found.value?.looking ?? undefined;
    } while (after !== undefined && isLast());
    foundBy.value = words;
  }
  /** What was typed meanwhile is asked once an answer is there, and nothing in between. */
  async function look(): Promise<void> {
    if (asking) return;
    asking = true;
    for (let asked = -1; asked !== turn;) {
      asked = turn;
      if (text.value.trim() === '') found.value = null;
      else await lookFor(text.value, () => asked === turn);
    }
    asking = false;
    answered();
  }
  watch(text, () => {
    turn += 1;
    failed.value = '';
    void look();
  });
  return {
    ...{ text, found, foundBy, failed },
    isAnswered: () => foundBy.value === text.value && !asking && failed.value === '',
    again: () => void look(),
  };
}
