import type { CommandName, Payload } from '../contract/commands.ts';
import { DAY } from '../contract/instants.ts';
import { NOW } from './door.fixture.ts';

/** What is asked about there. */
export const ABOUT = {
  what: 'indicator',
  indicator: 'spent',
  subject: 'city',
  period: '2026-10',
  value: 4,
} as const;
const tile = { board: 'overview', panel: 'headline', asOf: NOW - 1 };
const shown = { request: 'ask-00001', rev: 3 };
/** Each command as it may be given at the door of tests, with all that may be said with it: a new one does not compile without. */
export const SOUND: { readonly [N in CommandName]: Required<Payload<N>> } = {
  report: { ...tile, note: 'x' },
  note: { ...tile, note: 'x' },
  ask: {
    ...{ asks: 'explain', about: ABOUT, unit: 'works', wants: 'speed', text: 'x' },
    ...{ links: ['https://a.example/'], dueAt: NOW + DAY },
  },
  remind: { ...shown, text: 'x' },
  withdraw: { ...shown, text: 'x' },
  accept: { ...shown, text: 'x' },
  sendBack: { ...shown, text: 'x', dueAt: NOW + DAY },
  receive: { ...shown, unit: 'works', text: 'x' },
  answer: { ...shown, unit: 'works', text: 'x', links: ['https://a.example/'] },
  acknowledge: { alerts: ['a-1'], reason: 'x', until: NOW + DAY },
  unacknowledge: { alerts: ['a-1'], own: true },
  shelve: { alerts: ['a-1'], reason: 'x', until: NOW + DAY },
  unshelve: { alerts: ['a-1'], own: true },
  own: { alerts: ['a-1'], owner: 'me', own: true },
  comment: { alerts: ['a-1'], note: 'x' },
  ruleOff: { rule: 'rule-1', reason: 'x' },
  ruleOn: { rule: 'rule-1', own: true },
  scenario: { indicator: 'spent', year: 2026, value: 4.5, note: 'x' },
  handOver: { seen: 'a'.repeat(64), text: 'x' },
  takeOver: { handover: 'handover-1', remark: 'x' },
};
