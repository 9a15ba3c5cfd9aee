import { shallowRef, watch, type ShallowRef } from 'vue';
import type { Answer } from '../../sync/contract/answers.ts';

/** What a tile draws: the last data it was given, and when they were true. */
export interface Picture<T> {
  data: T;
  asOf: number;
}

/** The picture after an answer: an error keeps the last good one; empty is a truth of its own and clears it. */
export function nextPicture<T>(held: Picture<T> | null, answer: Answer<T> | null): Picture<T> | null {
  if (answer === null || answer.content === 'error') return held;
  if (answer.content === 'empty') return null;
  return held?.data === answer.data && held.asOf === answer.asOf
    ? held
    : { data: answer.data, asOf: answer.asOf };
}

/** What a tile shows instead of, or over, its picture. */
export type Content = 'loading' | 'data' | 'empty' | 'error';
export function contentOf(answer: Answer | null): Content {
  return answer === null ? 'loading' : answer.content;
}

/** The last good picture of an answer. */
export function usePicture<T>(answer: () => Answer<T> | null): ShallowRef<Picture<T> | null> {
  const picture = shallowRef<Picture<T> | null>(null);
  watch(answer, (now) => (picture.value = nextPicture(picture.value, now)), { immediate: true });
  return picture;
}
