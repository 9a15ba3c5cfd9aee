import {
  computed,
  inject,
  onScopeDispose,
  shallowRef,
  watch,
  type ComputedRef,
  type InjectionKey,
  type Ref,
  type ShallowRef,
} from 'vue';
import type { Answer } from '../../sync/contract/answers.ts';
import type { Reply } from '../../sync/contract/link.ts';
import type { Asked, Data, QuestionName } from '../../sync/contract/questions/index.ts';
import { graver, type HostState } from '../link/silence.ts';
import { checked } from './checked.ts';
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

/** How fresh an answer can be that no frame brings: no fresher than the host is heard, and than the host hears the city. */
export function useReach(): ComputedRef<HostState> {
  const [clock, frames] = [useClock(), useFrames()];
  return computed(() => {
    const line = frames.frame?.line.state;
    return graver(
      clock.host,
      line === 'late' ? 'late' : line === 'stale' || line === 'error' ? 'stale' : 'live',
    );
  });
}

let slots = 0;
/** A name for where answers go of which only the newest counts; another each time. */
export const newSlot = (): string => `slot ${(slots += 1)}`;

/** A past instant that a page shows instead of the city's now; provided by a console. Null is now. */
export const AT: InjectionKey<Ref<number | null>> = Symbol('at');

/** The answer a reply brought, or an answer that says why there is none. */
export function answerOf<Q extends QuestionName>(name: Q, reply: Reply<Answer>, at: number): Answer<Data<Q>> {
  if (reply.ok) return checked(name, reply.value);
  const { code, what } = reply.error;
  const freshness = { state: 'stale', since: at, source: '' } as const;
  return { asOf: at, freshness, content: 'error', error: { code, what } };
}

/**
 * Holds a question while the caller's scope lives, another where `asked` gives another, none where it gives null. Null
 * until the first answer to the present one; afterwards the newest, aged by the host's silence. Several callers that ask
 * the same share one subscription.
 */
export function useAnswer(asked: () => Asked | null): ShallowRef<Answer | null> {
  const frames = useFrames();
  const clock = useClock();
  const wall = useWall();
  const at = inject(AT, null);
  const answer = shallowRef<Answer | null>(null);
  const id = shallowRef('');
  const slot = newSlot();
  const key = (): string => {
    const wanted = asked();
    return wanted === null ? '' : keyOf(wanted);
  };
  watch(
    () => [key(), at?.value ?? null] as const,
    async ([present, past]) => {
      const [before, wanted] = [id.value, asked()];
      id.value = wanted !== null && past === null ? frames.hold(wanted) : '';
      if (before !== '') frames.release(before);
      if (id.value !== '') return;
      // A past instant does not change from frame to frame: it is asked once, apart from them.
      answer.value = null;
      if (wanted === null || past === null) return;
      const { name, params } = wanted;
      const reply = await wall.ask(name, params, past, { slot });
      if (present === key() && at?.value === past) answer.value = answerOf(name, reply, past);
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
  onScopeDispose(() => {
    if (id.value !== '') frames.release(id.value);
  });
  return answer;
}

/** Several at once, under names that stay the same while the caller lives. */
export function useAnswers(
  asked: () => Readonly<Record<string, Asked | null>>,
): ComputedRef<Readonly<Record<string, Answer | null>>> {
  const held = Object.keys(asked()).map((name) => ({ name, answer: useAnswer(() => asked()[name] ?? null) }));
  return computed(() => Object.fromEntries(held.map(({ name, answer }) => [name, answer.value])));
}
