import { inject, onScopeDispose, shallowRef, watch, type InjectionKey, type Ref, type ShallowRef } from 'vue';
import type { Answer } from '../../sync/contract/answers.ts';
import type { Reply, Subscription } from '../../sync/contract/link.ts';
import type { Data, ParamsIn, QuestionName } from '../../sync/contract/questions/index.ts';
import { graver, type HostState } from '../link/silence.ts';
import { checked, checkedByName } from './checked.ts';
import { useClock } from './clock.ts';
import { useFrames } from './frames.ts';
import { keyOf } from './merge.ts';
import { useWall } from './wall.ts';

/** An answer no fresher than the host that brought it; the same object where that changes nothing. */
export function aged<T>(answer: Answer<T>, host: HostState): Answer<T> {
  const state = graver(answer.freshness.state, host);
  if (state === answer.freshness.state) return answer;
  return { ...answer, freshness: { ...answer.freshness, state } };
}

/** A past instant that a page shows instead of the city's now; provided by a console. Null is now. */
export const AT: InjectionKey<Ref<number | null>> = Symbol('at');

/** Parameters as they cross the socket: absent ones are left out. */
function plain(params: object): Subscription['params'] {
  const entries = Object.entries(params).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries);
}

/** The answer a reply brought, or an answer that says why there is none. */
export function answerOf(name: string, reply: Reply<Answer>, at: number): Answer {
  if (reply.ok) return checkedByName(name, reply.value);
  const { code, what } = reply.error;
  const freshness = { state: 'stale', since: at, source: '' } as const;
  return { asOf: at, freshness, content: 'error', error: { code, what } };
}

/**
 * Holds a question a board wrote while the caller's scope lives. Null until the first answer to the
 * present parameters; afterwards the newest, aged by the host's silence.
 */
export function useAnswer(name: () => string, params: () => object): ShallowRef<Answer | null> {
  const frames = useFrames();
  const clock = useClock();
  const wall = useWall();
  const at = inject(AT, null);
  const answer = shallowRef<Answer | null>(null);
  const id = shallowRef('');
  const letGo = (): void => {
    if (id.value !== '') frames.release(id.value);
  };
  watch(
    () => [keyOf(name(), plain(params())), at?.value ?? null] as const,
    async ([key, past]) => {
      const before = id.value;
      id.value = past === null ? frames.hold(name(), plain(params())) : '';
      if (before !== '') frames.release(before);
      if (past === null) return;
      // A past instant does not change from frame to frame: it is asked once, apart from them.
      answer.value = null;
      const reply = await wall.ask(name(), plain(params()), past);
      const still = key === keyOf(name(), plain(params())) && at?.value === past;
      if (still) answer.value = answerOf(name(), reply, past);
    },
    { immediate: true },
  );
  watch(
    [() => frames.answers.get(id.value) ?? null, () => clock.host],
    ([held, host]) => {
      if (id.value !== '') answer.value = held === null ? null : aged(held, host);
    },
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
