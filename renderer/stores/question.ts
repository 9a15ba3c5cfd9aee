import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';
import type { Answer } from '../../sync/contract/answers.ts';
import type { Subscription } from '../../sync/contract/link.ts';
import type { Data, ParamsIn, QuestionName } from '../../sync/contract/questions/index.ts';
import { graver, type HostState } from '../link/silence.ts';
import { checked } from './checked.ts';
import { useClock } from './clock.ts';
import { useFrames } from './frames.ts';
import { keyOf } from './merge.ts';

/** An answer no fresher than the host that brought it; the same object where that changes nothing. */
export function aged<T>(answer: Answer<T>, host: HostState): Answer<T> {
  const state = graver(answer.freshness.state, host);
  if (state === answer.freshness.state) return answer;
  return { ...answer, freshness: { ...answer.freshness, state } };
}

/** Parameters as they cross the socket: absent ones are left out. */
function plain(params: object): Subscription['params'] {
  const entries = Object.entries(params).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries);
}

/**
 * Holds a question a board wrote while the caller's scope lives. Null until the first answer to the
 * present parameters; afterwards the newest, aged by the host's silence.
 */
export function useAnswer(name: () => string, params: () => object): ShallowRef<Answer | null> {
  const frames = useFrames();
  const clock = useClock();
  const answer = shallowRef<Answer | null>(null);
  const id = shallowRef('');
  const letGo = (): void => {
    if (id.value !== '') frames.release(id.value);
  };
  watch(
    () => keyOf(name(), plain(params())),
    () => {
      const before = id.value;
      id.value = frames.hold(name(), plain(params()));
      if (before !== '') frames.release(before);
    },
    { immediate: true },
  );
  watch(
    [() => frames.answers.get(id.value) ?? null, () => clock.host],
    ([held, host]) => (answer.value = held === null ? null : aged(held, host)),
    { immediate: true },
  );
  onScopeDispose(letGo);
  return answer;
}

/**
 * Subscribes to a question while the component is mounted, again whenever `params` gives something else.
 * Null until it is answered. Several callers with the same parameters share one subscription.
 */
export function useQuestion<Q extends QuestionName>(
  name: Q,
  params: () => ParamsIn<Q>,
): ShallowRef<Answer<Data<Q>> | null> {
  const raw = useAnswer(
    () => name,
    () => ({ ...params() }),
  );
  const answer = shallowRef<Answer<Data<Q>> | null>(null);
  watch(raw, (held) => (answer.value = held === null ? null : checked(name, held)), { immediate: true });
  return answer;
}
