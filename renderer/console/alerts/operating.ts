import { inject, shallowRef, type InjectionKey, type ShallowRef } from 'vue';
import type { AlertGroup, AlertRow } from '../../../sync/contract/questions/alerts.ts';
import { useWords } from '../../locales/index.ts';
import { useSession } from '../../stores/index.ts';
import { useAsk } from '../asked.ts';
import { canDo, giveDeed, isWordy, portions, undoOf, type Deed, type Said } from './deeds.ts';

/** What something is done to: whole groups, and single alerts. */
export interface Target {
  groups: readonly AlertGroup[];
  rows: readonly AlertRow[];
}

/** What an operator wants done: something to alerts, or a rule switched off or on. */
export type Wish = { deed: Deed; target: Target } | { deed: 'ruleOff' | 'ruleOn'; rule: string };

/** What was done, or why not; and what takes it back. */
export interface Told {
  text: string;
  failed: boolean;
  undo: Undo | null;
}
/** `rule`: it is switched on again. */
type Undo = { deed: Deed; alerts: readonly string[] } | { rule: string };

export interface Operating {
  /** What is asked about in the dialog: a reason, a time, the key; null where there is no dialog. */
  wish: ShallowRef<Wish | null>;
  told: ShallowRef<Told | null>;
  /** Does something at once, or asks first for what it needs. */
  want: (wish: Wish) => void;
  /** Does what is asked about. Resolves with what went wrong, empty where nothing did. A key of its own for each wish, so that twice is once. */
  carryOut: (wish: Wish, said: Said, key: string) => Promise<string>;
  /** Takes back what was done last; false where nothing can be. */
  undo: () => boolean;
}

export const OPERATING: InjectionKey<Operating> = Symbol('operating');

/** What an operator does to alerts and rules; provided by the console's page. */
export function useOperating(): Operating {
  const operating = inject(OPERATING, null);
  if (operating === null) throw new Error('no page provided OPERATING');
  return operating;
}

const NO_WORDS: Said = { words: '', until: null };

/** How many may be taken back, one after the other. */
const STEPS = 50;

/** Makes it for a page; `past` tells whether that looks back, where nothing can be done. */
export function createOperating(past: () => boolean): Operating {
  const session = useSession();
  const ask = useAsk();
  const { say, format } = useWords();
  const wish = shallowRef<Wish | null>(null);
  const told = shallowRef<Told | null>(null);
  let undone: Undo[] = [];

  /** Every alert that is meant: those of a group that were not told of are asked for. In words what went wrong. */
  async function rowsOf({ groups, rows }: Target): Promise<AlertRow[] | string> {
    const found = [...rows];
    for (const group of groups) {
      const [first] = group.rows;
      if (first === undefined || group.rows.length >= group.count) {
        found.push(...group.rows);
        continue;
      }
      const answer = await ask('alert', { alert: first.alert });
      if (answer.content === 'error') return answer.error.what;
      if (answer.content === 'data') found.push(answer.data.row, ...answer.data.group);
    }
    return [...new Map(found.map((row) => [row.alert, row])).values()];
  }

  async function give(deed: Deed, alerts: readonly string[], said: Said, key: string): Promise<string> {
    for (const [n, some] of portions(alerts).entries()) {
      const reply = await giveDeed(session.give, deed, { alerts: some, said, key: `${key}.${n}` });
      if (reply === null) return say('operate.noEnd');
      if (!reply.ok) return reply.error.what;
      if (reply.value.result?.outcome === 'rejected') return reply.value.result.reason;
    }
    return '';
  }

  const tell = (text: string, undo: Undo | null): void => {
    if (undo !== null) undone = [...undone, undo].slice(-STEPS);
    told.value = { text, failed: false, undo };
  };

  async function toAlerts(deed: Deed, target: Target, said: Said, key: string): Promise<string> {
    const rows = await rowsOf(target);
    if (typeof rows === 'string') return rows;
    const meant = rows.filter((row) => canDo(deed, row, session.name));
    if (meant.length === 0) return say('operate.nothing');
    const alerts = meant.map(({ alert }) => alert);
    const wrong = await give(deed, alerts, said, key);
    if (wrong !== '') return wrong;
    const back = undoOf(deed, meant, session.name);
    tell(
      say(`operate.done.${deed}`, { n: format.value.count(alerts.length) }),
      back === null ? null : { deed: back, alerts },
    );
    return '';
  }

  async function toRule(
    deed: 'ruleOff' | 'ruleOn',
    rule: string,
    words: string,
    key: string,
  ): Promise<string> {
    const reply =
      deed === 'ruleOff'
        ? await session.give(deed, { rule, reason: words }, key)
        : await session.give(deed, { rule }, key);
    if (!reply.ok) return reply.error.what;
    if (reply.value.result?.outcome === 'rejected') return reply.value.result.reason;
    tell(say(`commands.${deed}.given`), deed === 'ruleOff' ? { rule } : null);
    return '';
  }

  async function carryOut(what: Wish, said: Said, key: string): Promise<string> {
    return 'rule' in what
      ? toRule(what.deed, what.rule, said.words, key)
      : toAlerts(what.deed, what.target, said, key);
  }

  async function atOnce(what: Wish): Promise<void> {
    const wrong = await carryOut(what, NO_WORDS, crypto.randomUUID());
    if (wrong === '') return;
    // A session that is over is asked for, and the wish with it is not lost.
    if (!session.may) wish.value = what;
    else told.value = { text: say('operate.failed', { what: wrong }), failed: true, undo: null };
  }

  return {
    wish,
    told,
    carryOut,
    want(what) {
      if (past()) {
        told.value = { text: say('operate.past'), failed: true, undo: null };
        return;
      }
      const words = what.deed === 'ruleOff' || (what.deed !== 'ruleOn' && isWordy(what.deed));
      if (words || !session.may) wish.value = what;
      else void atOnce(what);
    },
    undo() {
      const last = undone.at(-1);
      if (last === undefined) return false;
      undone = undone.slice(0, -1);
      void takeBack(last);
      return true;
    },
  };

  async function takeBack(last: Undo): Promise<void> {
    const key = crypto.randomUUID();
    const wrong =
      'rule' in last
        ? await toRule('ruleOn', last.rule, '', key)
        : await give(last.deed, last.alerts, NO_WORDS, key);
    if (wrong !== '') {
      undone = [...undone, last];
      told.value = { text: say('operate.failed', { what: wrong }), failed: true, undo: last };
    } else told.value = { text: say('operate.undone'), failed: false, undo: null };
  }
}
