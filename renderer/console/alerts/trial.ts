import { computed, onBeforeUnmount, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { AlertRule } from '../../../sync/contract/alert-rules.ts';
import { asked } from '../../../sync/contract/questions/index.ts';
import { useWords } from '../../locales/index.ts';
import { useWall } from '../../stores/index.ts';
import { answerOf } from '../../stores/question.ts';
import { failureWords } from '../../ui/told-words.ts';
import type { TriedDay } from './trial-sums.ts';

export interface Trial {
  /** Days that were tried, the oldest first. */
  days: ShallowRef<readonly TriedDay[]>;
  /** How many are to be tried; 0 where nothing is. */
  planned: Ref<number>;
  running: ComputedRef<boolean>;
  failed: Ref<string>;
  /** Tries a rule on days, one after the other, the newest first. A trial that goes on is stopped. */
  start: (rule: AlertRule, days: readonly string[]) => Promise<void>;
  /** Stops; what was tried so far stands. */
  stop: () => void;
}

/** A day may take so long, milliseconds: others are answered meanwhile. It is asked for so many times before it is given up. */
const WITHIN = 60_000;
const TIMES = 2;

/** A rule tried on the past day by day: always at the city's now, since it is of days that are over. */
export function useTrial(): Trial {
  const wall = useWall();
  const { say } = useWords();
  const days = shallowRef<readonly TriedDay[]>([]);
  const planned = ref(0);
  const failed = ref('');
  const turn = ref(0);
  const going = ref(0);
  const stop = (): void => {
    if (going.value !== 0) wall.enough();
    turn.value += 1;
    going.value = 0;
  };
  onBeforeUnmount(stop);
  return {
    ...{ days, planned, failed, stop },
    running: computed(() => going.value !== 0),
    async start(rule, wanted) {
      stop();
      const mine = turn.value;
      going.value = mine;
      days.value = [];
      failed.value = '';
      planned.value = wanted.length;
      for (const day of wanted.toReversed()) {
        const { name, params } = asked('trial', { rule, day });
        let reply = await wall.ask(name, params, null, { within: WITHIN });
        // A host that has much to do answers late: it is asked again some times.
        for (let n = 1; n < TIMES && !reply.ok && reply.error.code === 'no-reply' && mine === turn.value; n++)
          reply = await wall.ask(name, params, null, { within: WITHIN });
        if (mine !== turn.value) return;
        const answer = answerOf('trial', reply, 0);
        if (answer.content === 'error') {
          failed.value = failureWords(answer.error, say);
          break;
        }
        if (answer.content === 'data') days.value = [answer.data, ...days.value];
      }
      going.value = 0;
    },
  };
}
