import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { Answer } from '../../sync/contract/answers.ts';
import type { Frame, Subscription } from '../../sync/contract/link.ts';
import type { Asked } from '../../sync/contract/questions/index.ts';
import { checked } from './checked.ts';
import { useClock } from './clock.ts';
import { Ledger, merged, type Answers } from './merge.ts';

type Head = Omit<Frame, 'answers'>;

/** The newest answer to each question this window asks, and the frame they came with. */
export const useFrames = defineStore('frames', () => {
  const clock = useClock();
  const ledger = new Ledger();
  const answers = shallowRef<Answers>(new Map());
  const frame = shallowRef<Head | null>(null);
  let send: (subscriptions: Subscription[]) => void = () => undefined;
  let due = false;

  /** Tells the host once for all changes of one turn, so that a board's twelve panels are one request. */
  function announce(): void {
    if (due) return;
    due = true;
    queueMicrotask(() => {
      due = false;
      send(ledger.subscriptions());
    });
  }

  /** Where requests go; called once, when the link is made. */
  function connect(to: (subscriptions: Subscription[]) => void): void {
    send = to;
    announce();
  }

  function hold(asked: Asked): string {
    const id = ledger.hold(asked);
    announce();
    return id;
  }

  function release(id: string): void {
    ledger.release(id);
    announce();
  }

  function take(incoming: Frame): void {
    const { answers: news, ...head } = incoming;
    clock.hear(head.hostTime);
    frame.value = head;
    const asked = ledger.subscriptions();
    const understood = asked.flatMap(({ id, name }): [string, Answer][] => {
      const answer = news[id];
      return answer === undefined ? [] : [[id, checked(name, answer)]];
    });
    if (understood.length === 0) return;
    const ids = new Set(asked.map(({ id }) => id));
    answers.value = merged(answers.value, Object.fromEntries(understood), ids);
  }

  return { answers, frame, connect, hold, release, take };
});
