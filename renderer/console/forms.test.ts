import { describe, expect, it } from 'vitest';
import { commands, type CommandName, type Payload } from '../../sync/contract/commands.ts';
import { byFor } from '../exhibits/by.ts';
import { linksIn, wrongLinks, wrongWords } from './typed.ts';

/**
 * What people type with each command, and whether it may be none: what a form calls wrong is just what the command's row refuses, so that
 * it is said at the field before anything is sent. A new command does not compile without its line.
 */
const TYPED: {
  readonly [N in CommandName]: Partial<Record<keyof Payload<N>, 'needed' | 'or none' | 'links'>>;
} = {
  report: { note: 'needed' },
  note: { note: 'needed' },
  ask: { text: 'needed', links: 'links' },
  remind: { text: 'or none' },
  withdraw: { text: 'or none' },
  accept: { text: 'or none' },
  sendBack: { text: 'needed' },
  receive: { text: 'or none' },
  answer: { text: 'needed', links: 'links' },
  acknowledge: { reason: 'needed' },
  unacknowledge: {},
  shelve: { reason: 'needed' },
  unshelve: {},
  own: {},
  comment: { note: 'needed' },
  ruleOff: { reason: 'needed' },
  ruleOn: {},
  scenario: { note: 'or none' },
  handOver: { text: 'or none' },
  takeOver: { remark: 'or none' },
};

const BY = (['vi', 'en'] as const).map((language) => byFor('table', 'requests', {}, {}, language));
const WORDS = [
  ...['', ' \n\t', '\u0000\u0007', '\u202e\u2066', '\u200b', 'x', ' x\n', '<script>alert(1)</script>', '"\\'],
  ...[
    'ự'.repeat(2000),
    ` ${'x'.repeat(2000)} `,
    'x'.repeat(2001),
    '🏙️'.repeat(1000),
    '🏙️'.repeat(1001),
    'x'.repeat(100_000),
  ],
];
const LINKS = [
  ...[
    '',
    'https://a.vn',
    'http://a.vn/x?y=1#z\nhttps://b.vn',
    'a.vn',
    'javascript:alert(1)',
    'ftp://a.vn/',
    'https://',
  ],
  ...['data:text/html,<b>', `https://a.vn/${'x'.repeat(1000)}`, '<b>https://a.vn</b>'],
  ...[10, 11].map((n) => Array.from({ length: n }, (_, i) => `https://a.vn/${i}`).join('\n')),
];
const FIELDS = Object.entries(TYPED).flatMap(([name, fields]) =>
  Object.entries(fields).map(([field, how]) => [name as CommandName, field, how] as const),
);
const rowOf = (
  name: CommandName,
): Readonly<Record<string, { safeParse: (raw: unknown) => { success: boolean } }>> =>
  commands[name].payload.shape;

describe.each(FIELDS)('%s.%s, %s', (name, field, how) => {
  it('is called wrong by its form, in both languages, where its row would refuse it, and nowhere else', () => {
    const row = rowOf(name)[field];
    for (const typed of how === 'links' ? LINKS : WORDS) {
      const told = BY.map((by) =>
        how === 'links' ? wrongLinks(typed, by) : wrongWords(typed, how === 'needed', by),
      );
      const isTaken = row?.safeParse(how === 'links' ? linksIn(typed) : typed).success;
      expect([JSON.stringify(typed.slice(0, 60)), ...told.map((words) => words === '')]).toEqual([
        JSON.stringify(typed.slice(0, 60)),
        ...[isTaken, isTaken],
      ]);
      // A sentence of the reader's language: no code, no name of a field.
      for (const words of told) expect(words).not.toMatch(/[{}]|undefined|NaN|requests\.|invalid/i);
      if (isTaken !== true) expect(new Set(told).size).toBe(2);
    }
  });
});

it('every word that a command takes is typed in a form', () => {
  const typed = FIELDS.map(([name, field]) => `${name}.${field}`);
  const taken = Object.entries(commands).flatMap(([name, { payload }]) =>
    Object.keys(payload.shape)
      .filter((field) => ['note', 'text', 'reason', 'remark', 'links'].includes(field))
      .map((field) => `${name}.${field}`),
  );
  expect([...typed].sort()).toEqual([...taken].sort());
});
