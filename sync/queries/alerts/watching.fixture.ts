import { expect } from 'vitest';
import { alertSettings, NO_ALERTS, type AlertSettingsIn } from '../../contract/alert-rules.ts';
import { sign, type Sign } from '../../contract/alerts.ts';
import { DAY, HOUR, MINUTE } from '../../contract/instants.ts';
import type { Profile } from '../../contract/profile.ts';
import { questions, type Data, type Params } from '../../contract/questions/index.ts';
import type { CaseRecord, CityRecord } from '../../contract/records.ts';
import { answer, type QuestionContext } from '../index.ts';
import { filledCache, type Filled } from '../oracle/filled.ts';
import { both } from '../oracle/fixture.ts';
import { aCase, at, midnight } from '../oracle/flood-morning.ts';
import { measuresProfile } from '../oracle/measures-fixture.ts';

type RuleIn = AlertSettingsIn['rules'][number];
type Watch = RuleIn['watch'];

/** The small city with one rule. */
export function watching(watch: Watch, more: Partial<RuleIn> = {}): Profile {
  const rule = { id: 'r', name: both('Rule'), watch, severity: 'medium' as const, ...more };
  return { ...measuresProfile(), alerts: alertSettings.parse({ ...NO_ALERTS, rules: [rule] }) };
}

/** One cache after the other, each with what a test put into it. */
export class Wall {
  #filled: Filled | undefined;

  /** What a rule sees of some records, and of nothing that was there before. */
  seeing(
    watch: Watch,
    records: readonly CityRecord[],
    { rule = {}, ...more }: Partial<QuestionContext> & { rule?: Partial<RuleIn> } = {},
  ): Data<'signs'> {
    this.close();
    this.#filled = filledCache(watching(watch, rule), [records]);
    return this.asked(more);
  }

  get filled(): Filled {
    if (this.#filled === undefined) throw new Error('nothing held');
    return this.#filled;
  }

  /** What it sees of the same. */
  asked(more: Partial<QuestionContext> = {}): Data<'signs'> {
    const found = answer(this.filled.at(more.at ?? at, more), 'signs', { rule: 'r' });
    if (found.content !== 'data') throw new Error(JSON.stringify(found));
    return questions.signs.answer.parse(found.data);
  }

  /** How many cases the list has that a sign leads to. */
  listed({ cases }: Sign): number {
    if (cases === null) throw new Error('no list');
    const params: Params<'cases'> = questions.cases.params.parse({ filter: cases, limit: 200 });
    const found = answer(this.filled.at(at), 'cases', params);
    if (found.content !== 'data') throw new Error(JSON.stringify(found));
    const { total, rows } = questions.cases.answer.parse(found.data);
    return total ?? rows.length;
  }

  close(): void {
    this.#filled?.close();
    this.#filled = undefined;
  }
}

/** The one sign there is, which is what the contract says. */
export function only({ signs, blind }: Data<'signs'>): Sign {
  const [one, ...others] = signs;
  if (one === undefined || others.length > 0) throw new Error(`${blind}: ${signs.map((s) => s.key).join()}`);
  expect(sign.strict().parse(one)).toEqual(one);
  return one;
}

/** Ten weeks of some cases a day, spread over areas, fields, units and the hours of the day, each closed after five hours. */
export function calm(days = 70, perDay = 24): CaseRecord[] {
  return Array.from({ length: days * perDay }, (_, n) => {
    const day = Math.floor(n / perDay);
    const openedAt = midnight - day * DAY + ((n * 37) % 1440) * MINUTE;
    return aCase(`c${n}`, openedAt, {
      ...{ category: ['flood', 'noise', 'light'][n % 3] ?? 'flood', area: `a${1 + ((n * 7) % 5)}` },
      ...{ unit: `u${1 + ((n * 11) % 6)}`, dueAt: openedAt + DAY },
      ...(openedAt + 5 * HOUR > at ? {} : { closedAt: openedAt + 5 * HOUR, status: 'resolved' as const }),
    });
  }).filter(({ openedAt }) => openedAt <= at);
}

/** So many cases a minute apart, the last just now. */
export const burst = (n: number, more: Partial<CaseRecord> = {}): CaseRecord[] =>
  Array.from({ length: n }, (_, i) =>
    aCase(`b${i}`, at - i * MINUTE, { category: 'flood', area: 'a2', ...more }),
  );
