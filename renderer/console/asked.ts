import { inject, onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';
import type { Answer } from '../../sync/contract/answers.ts';
import type { Subscription } from '../../sync/contract/link.ts';
import type { Data, ParamsIn, QuestionName } from '../../sync/contract/questions/index.ts';
import { aged, answerOf, AT, newSlot, useFrames, useReach, useSession, useWall } from '../stores/index.ts';

/** A list or a case is asked again when the city's now has moved on so far, milliseconds. */
const AGAIN_AFTER = 5_000;
/** So long after a command was given here it is asked with every step of now: what came of it is looked for, milliseconds. */
const LOOKED_FOR = 20_000;

/** Parameters as they cross the socket: absent ones are left out. */
export function plainParams(params: object): Subscription['params'] {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined));
}

/** Asks one question apart from the frames, so that it delays no wall; of one `slot` the newest alone. Never throws. */
export function useAsk(
  slot?: string,
): <Q extends QuestionName>(name: Q, params: ParamsIn<Q>) => Promise<Answer<Data<Q>>> {
  const wall = useWall();
  const at = inject(AT, null);
  return async (name, params) => {
    const instant = at?.value ?? null;
    const reply = await wall.ask(name, plainParams(params), instant, slot === undefined ? {} : { slot });
    return answerOf(name, reply, instant ?? 0);
  };
}

/**
 * The answer to a question while a component lives, null until the first: asked again whenever `params` gives
 * something else, a command was given here and, at the city's now, as its figures move on. It is no fresher than the host, and than the
 * line to the city. A reply that was overtaken is dropped.
 */
export function useAsked<Q extends QuestionName>(
  name: Q,
  params: () => ParamsIn<Q>,
): ShallowRef<Answer<Data<Q>> | null> {
  const ask = useAsk(newSlot());
  const at = inject(AT, null);
  const frames = useFrames();
  const reach = useReach();
  const session = useSession();
  const came = shallowRef<Answer<Data<Q>> | null>(null);
  const answer = shallowRef<Answer<Data<Q>> | null>(null);
  let turn = 0;
  let told = 0;
  let lookedFor = 0;
  const again = async (): Promise<void> => {
    const mine = ++turn;
    told = frames.frame?.asOf ?? 0;
    const got = await ask(name, params());
    if (mine === turn) came.value = got;
  };
  watch(
    () => [JSON.stringify(params()), at?.value ?? null],
    () => {
      came.value = null;
      void again();
    },
    { immediate: true },
  );
  watch(
    () => frames.frame?.asOf ?? 0,
    (now) => {
      const after = now < lookedFor ? 0 : AGAIN_AFTER;
      if ((at?.value ?? null) === null && now - told >= after && !document.hidden) void again();
    },
  );
  watch(
    () => session.given,
    () => {
      lookedFor = (frames.frame?.asOf ?? 0) + LOOKED_FOR;
      void again();
    },
  );
  watch(
    [came, reach, () => at?.value ?? null] as const,
    ([got, state, past]) => (answer.value = got === null || past !== null ? got : aged(got, state)),
    { immediate: true },
  );
  onScopeDispose(() => (turn += 1));
  return answer;
}
