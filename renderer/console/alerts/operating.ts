import { inject, shallowRef, type InjectionKey, type ShallowRef } from 'vue';
import type { AlertState } from '../../../sync/contract/alerts.ts';
import type { AlertFilter, AlertGroup, AlertRow } from '../../../sync/contract/questions/alerts.ts';
import { useWords } from '../../locales/index.ts';
import { useSession } from '../../stores/index.ts';
import { failureWords, reasonWords } from '../../ui/told-words.ts';
import { useAsk } from '../asked.ts';
import {
  BEFORE,
  canDo,
  commandOf,
  giveDeed,
  isWordy,
  portions,
  undoOf,
  type Deed,
  type Said,
} from './deeds.ts';
import { only } from './filters.ts';
import { filterOf } from './titles.ts';

/** What something is done to: whole groups, and single alerts. */
export interface Target {
  groups: readonly AlertGroup[];
  rows: readonly AlertRow[];
  /** What the groups were found by: alerts that it does not find are left alone. */
  filter?: AlertFilter;
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
  /** What is asked about in the dialog: a reason, a time; null where there is no dialog. */
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

/** What became of some commands. */
interface Outcome {
  /** What went wrong; empty where nothing did. */
  wrong: string;
  /** What the host says of those that it found otherwise. */
  remarks: readonly string[];
}

/** As many alerts of a group as an answer holds, and so many times that is asked for more. */
const MOST_ROWS = 500;
const MOST_ROUNDS = 40;

/** States that alerts are asked for in: those that a filter has, of those in which a deed changes something. Absent: in any. */
function statesOf(filter: AlertFilter | undefined, deed: Deed): AlertState[] | undefined {
  const [asked, before] = [filter?.states, BEFORE[deed]];
  return before === null ? asked : before.filter((state) => asked?.includes(state) ?? true);
}

const NO_WORDS: Said = { words: '', until: null };
/** What was done here is taken back; what somebody else did with it since stays. */
const BACK: Said = { ...NO_WORDS, own: true };

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

  /**
   * Alerts that are meant, of which a deed changes something as far as their state says: those of a group that were not told of
   * are asked for, as many as an answer holds. In words what went wrong.
   */
  async function rowsOf({ groups, rows, filter }: Target, deed: Deed): Promise<AlertRow[] | string> {
    const found = [...rows];
    for (const group of groups) {
      if (group.rows.length >= group.count) {
        found.push(...group.rows);
        continue;
      }
      const states = statesOf(filter, deed);
      if (states?.length === 0) continue;
      const within = only({ ...filter, ...filterOf(group), states });
      const answer = await ask('alerts', { filter: within, limit: MOST_ROWS, rows: MOST_ROWS });
      if (answer.content === 'error') return failureWords(answer.error, say);
      const own =
        answer.content === 'data' ? answer.data.groups.find((one) => one.group === group.group) : undefined;
      found.push(...(own?.rows ?? []));
    }
    return [...new Map(found.map((row) => [row.alert, row])).values()];
  }

  /** Gives a deed's commands. What the host says of some of them; or what went wrong. */
  async function give(deed: Deed, alerts: readonly string[], said: Said, key: string): Promise<Outcome> {
    const remarks: string[] = [];
    for (const [n, some] of portions(alerts).entries()) {
      const reply = await giveDeed(session.give, deed, { alerts: some, said, key: `${key}.${n}` });
      if (reply === null) return { wrong: say('operate.noEnd'), remarks };
      if (!reply.ok) return { wrong: failureWords(reply.error, say), remarks };
      const { result } = reply.value;
      const why = result === null ? [] : reasonWords(result, { say, format: format.value });
      if (result?.outcome === 'rejected') return { wrong: why.join(' · '), remarks };
      remarks.push(...why);
    }
    return { wrong: '', remarks };
  }

  const tell = (text: string, undo: Undo | null): void => {
    if (undo !== null) undone = [...undone, undo].slice(-STEPS);
    told.value = { text, failed: false, undo };
  };

  async function toAlerts(deed: Deed, target: Target, said: Said, key: string): Promise<string> {
    const done: AlertRow[] = [];
    const remarks: string[] = [];
    // Of a group that is larger than an answer, what is done falls out of the next one.
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const rows = await rowsOf(target, deed);
      if (typeof rows === 'string') return rows;
      const known = new Set(done.map(({ alert }) => alert));
      const meant = rows.filter((row) => !known.has(row.alert) && canDo(deed, row, session.name));
      if (meant.length === 0) break;
      const outcome = await give(
        ...([deed, meant.map(({ alert }) => alert), said, `${key}.${round}`] as const),
      );
      if (outcome.wrong !== '') return outcome.wrong;
      done.push(...meant);
      remarks.push(...outcome.remarks);
      if (target.groups.every((group) => group.rows.length >= group.count)) break;
    }
    if (done.length === 0) return say('operate.nothing');
    // Where the host found some as they were to be, somebody else was there before: that is not ours to take back.
    const back = remarks.length > 0 ? null : undoOf(deed, done, session.name);
    const text = say(`operate.done.${deed}`, { n: format.value.count(done.length) });
    tell(
      [text, ...remarks].join(' · '),
      back === null ? null : { deed: back, alerts: done.map(({ alert }) => alert) },
    );
    return '';
  }

  async function toRule(
    deed: 'ruleOff' | 'ruleOn',
    rule: string,
    words: string,
    key: string,
    back = false,
  ): Promise<string> {
    const reply =
      deed === 'ruleOff'
        ? await session.give(deed, { rule, reason: words }, key)
        : await session.give(deed, back ? { rule, own: true } : { rule }, key);
    if (!reply.ok) return failureWords(reply.error, say);
    const { result } = reply.value;
    const why = result === null ? [] : reasonWords(result, { say, format: format.value });
    if (result?.outcome === 'rejected') return why.join(' · ');
    // What somebody else did before is told, and is not ours to take back.
    if (why.length > 0) tell(why.join(' · '), null);
    else if (back) tell(say('operate.undone'), null);
    else tell(say(`commands.${deed}.given`), deed === 'ruleOff' ? { rule } : null);
    return '';
  }

  async function carryOut(what: Wish, said: Said, key: string): Promise<string> {
    return 'rule' in what
      ? toRule(what.deed, what.rule, said.words, key)
      : toAlerts(what.deed, what.target, said, key);
  }

  async function atOnce(what: Wish): Promise<void> {
    const wrong = await carryOut(what, NO_WORDS, crypto.randomUUID());
    if (wrong !== '') told.value = { text: say('operate.failed', { what: wrong }), failed: true, undo: null };
  }
  /** Why whoever is signed in may not do it; empty where they may. */
  function forbidden({ deed }: Wish): string {
    const { who } = session;
    if (who === null || session.mayGive(commandOf(deed))) return '';
    return say('people.notYours', { role: say(`people.role.${who.role}`) });
  }

  return {
    wish,
    told,
    carryOut,
    want(what) {
      const not = past() ? say('operate.past') : forbidden(what);
      if (not !== '') {
        told.value = { text: not, failed: true, undo: null };
        return;
      }
      const words = what.deed === 'ruleOff' || (what.deed !== 'ruleOn' && isWordy(what.deed));
      if (words) wish.value = what;
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
    if ('rule' in last) {
      const wrong = await toRule('ruleOn', last.rule, '', key, true);
      if (wrong !== '') failed(last, wrong);
      return;
    }
    const { wrong, remarks } = await give(last.deed, last.alerts, BACK, key);
    if (wrong !== '') failed(last, wrong);
    else {
      // Of one alert that somebody else has by now nothing was taken back.
      const none = last.alerts.length === 1 && remarks.length > 0;
      const text = [...(none ? [] : [say('operate.undone')]), ...remarks].join(' · ');
      told.value = { text, failed: none, undo: null };
    }
  }

  function failed(last: Undo, wrong: string): void {
    undone = [...undone, last];
    told.value = { text: say('operate.failed', { what: wrong }), failed: true, undo: last };
  }
}
