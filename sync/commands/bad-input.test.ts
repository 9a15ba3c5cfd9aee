import { describe, expect, it } from 'vitest';
import { commandNames, commands, type CommandName, type Payload } from '../contract/commands.ts';
import { CitywallError } from '../contract/errors.ts';
import { DAY } from '../contract/instants.ts';
import type { GiveRequest } from '../contract/link.ts';
import { door, NOW } from './door.fixture.ts';
import { ABOUT, SOUND } from './sound.fixture.ts';

/**
 * Bad input for every command there is: a new one, or a new field of one, does not compile without its cases. Whatever is wrong is refused by its
 * field, and nothing of it is queued or done; what is only nasty is text.
 */

type FieldOf<N extends CommandName> = N extends CommandName ? keyof Payload<N> : never;
type Field = FieldOf<CommandName>;

/** What no name is: markup, controls and directions, ways out of a folder, what is too long, what is no text. */
const CODES = [
  '',
  ' ',
  '<b>works</b>',
  'works\u0000',
  '\u202eworks',
  '../works\n',
  'x'.repeat(81),
  7,
  null,
  {},
];
const IDS = ['', 'x'.repeat(65), 7, null, {}];
const WORDS = ['x'.repeat(2001), '🏙️'.repeat(1001), 7, null, ['x'], { text: 'x' }];
/** Seconds for milliseconds, a day in words, years that no city has. */
const INSTANTS = ['tomorrow', '2026-11-28', 1_764_288_000, -1, 1.5, 1e15, NOW * 1000, true, {}];
const LINKS = [
  ...[
    ['javascript:alert(1)'],
    ['a.vn'],
    ['ftp://a.vn/'],
    ['data:text/html,x'],
    [' '],
    [`https://a.vn/${'x'.repeat(1000)}`],
  ],
  ...[Array.from({ length: 11 }, (_, i) => `https://a.vn/${i}`), 'https://a.vn/', [7], null],
];
const WRONG_ABOUT = [
  ...[null, 'spent', {}, { what: 'mood' }, { ...ABOUT, indicator: 'joy' }, { ...ABOUT, subject: 'south' }],
  ...[
    { ...ABOUT, period: 'October' },
    { ...ABOUT, value: '4 tỷ đồng' },
    { ...ABOUT, indicator: '<b>' },
  ],
  ...[
    { what: 'case', service: '911', id: 'P-1', rev: 1 },
    { what: 'case', service: '1022', id: 'P-1' },
  ],
  ...[
    { what: 'alert', alert: '', rule: 'rule-1' },
    { what: 'alert', alert: 'a-1', rule: 'no rule\u0007' },
  ],
];
const BAD: Readonly<Record<Field, readonly unknown[]>> = {
  board: [...CODES, 'nowhere'],
  panel: [...CODES, 'nowhere'],
  asOf: [...INSTANTS, null],
  note: WORDS,
  text: WORDS,
  reason: WORDS,
  remark: WORDS,
  asks: ['beg', '', null, 7],
  about: WRONG_ABOUT,
  unit: [...CODES, 'nowhere'],
  wants: ['beer', '', null, 7],
  links: LINKS,
  dueAt: [...INSTANTS, null, NOW, NOW - DAY],
  until: INSTANTS,
  request: CODES,
  rev: [0, -1, 1.5, '3', null, 2 ** 53],
  alerts: [[], [''], ['x'.repeat(65)], [7], 'a-1', null, Array.from({ length: 201 }, (_, i) => `a-${i}`)],
  own: ['yes', 1, null],
  owner: ['you', '', null],
  rule: CODES,
  indicator: [...CODES, 'joy'],
  year: [1899, 3000, 2026.5, '2026', null],
  value: ['4,5', '4 tỷ đồng', '', true, [4], 1e300],
  seen: ['', 'a'.repeat(63), 'z'.repeat(64), `${'a'.repeat(63)}\n`, 7, null],
  handover: [...IDS, 'short'],
};
/** Words that may also be none. */
const PERHAPS_NONE: readonly string[] = [
  ...['remind.text', 'withdraw.text', 'accept.text', 'receive.text'],
  ...['scenario.note', 'handOver.text', 'takeOver.remark'],
];
/** Fields that may be left out. */
const PERHAPS_ABSENT: readonly string[] = [
  ...['ask.wants', 'sendBack.dueAt', 'unacknowledge.own', 'unshelve.own', 'own.own', 'ruleOn.own'],
];
/** Nothing that could be read, though there are characters. */
const NO_WORDS = ['', ' \n\t', '\u0000\u0007\u001b', '\u202e\u2066\u2069', '\u200b\u200d'];
/** What would do harm if it were anything but text; and what of it cannot be said. */
const NASTY = `<script>alert(1)</script> '); DROP TABLE commands; -- {{7*7}} \${x} %00 ../../etc "\\`;
const UNSAID = '\u202e\u0000\u0008\u001b\u2066';
const isWords = (field: string): field is 'note' | 'text' | 'reason' | 'remark' =>
  ['note', 'text', 'reason', 'remark'].includes(field);
const FIELDS = commandNames.flatMap((name) =>
  Object.keys(SOUND[name]).map((field) => [name, field as Field] as const),
);

/** What becomes of a command at the door, given by somebody who may. */
async function given(name: CommandName, payload: object) {
  const { admission, queued, decided } = door(commands[name].roles[0]);
  const request: GiveRequest = {
    ...{ session: 'token', key: 'key-00001', name },
    payload: JSON.parse(JSON.stringify(payload)),
  };
  const refusal = await admission.give(request).then(
    () => null,
    (error: unknown) => error,
  );
  return { refusal, through: [...queued, ...decided].map(([taken]) => taken) };
}
async function isRefused(name: CommandName, field: string, payload: object): Promise<void> {
  const { refusal, through } = await given(name, payload);
  const told = `${name}.${field} = ${JSON.stringify(Object(payload)[field])?.slice(0, 80)}`;
  expect(through, told).toEqual([]);
  expect(refusal, told).toBeInstanceOf(CitywallError);
  const { code, where, message } = Object(refusal);
  expect(['command-invalid', 'board-unknown'], told).toContain(code);
  expect(`${where}.`, told).toContain(`${name}.${field}.`);
  expect(message, told).toMatch(/\w{3,}/);
}

it.each(commandNames)('%s is taken as it should be said, and as its row reads it', async (name) => {
  const { refusal, through } = await given(name, { ...SOUND[name], what: 'ask', more: 1, constructor: 'x' });
  expect(refusal).toBeNull();
  expect(through).toEqual([{ what: name, ...SOUND[name] }]);
  expect(Object.keys(SOUND[name]).sort()).toEqual(Object.keys(commands[name].payload.shape).sort());
});

describe.each(FIELDS)('%s.%s', (name, field) => {
  it('is refused by the field where it is bad', async () => {
    expect(BAD[field].length).toBeGreaterThan(2);
    for (const bad of BAD[field]) await isRefused(name, field, { ...SOUND[name], [field]: bad });
  });

  it('is needed, or need not be said', async () => {
    const rest = Object.fromEntries(Object.entries(SOUND[name]).filter(([one]) => one !== field));
    if (!PERHAPS_ABSENT.includes(`${name}.${field}`)) return isRefused(name, field, rest);
    expect((await given(name, rest)).through).toEqual([{ what: name, ...rest }]);
  });
});

describe.each(FIELDS.filter(([, field]) => isWords(field)))('%s.%s', (name, field) => {
  it('is text, whatever is in it, without what turns or hides other words', async () => {
    const nasty = { ...SOUND[name], [field]: `${UNSAID}${NASTY}${UNSAID}` };
    expect((await given(name, nasty)).through).toEqual([{ what: name, ...nasty, [field]: NASTY }]);
    const longest = { ...SOUND[name], [field]: 'ự'.repeat(2000) };
    expect((await given(name, longest)).through).toEqual([{ what: name, ...longest }]);
    for (const none of NO_WORDS) {
      const said = { ...SOUND[name], [field]: none };
      if (!PERHAPS_NONE.includes(`${name}.${field}`)) await isRefused(name, field, said);
      else expect((await given(name, said)).refusal).toBeNull();
    }
  });
});

it.each(commandNames)('%s that says too much in all is refused by its name', async (name) => {
  const much = { ...SOUND[name], ...(name === 'own' ? { alerts: ['x'] } : {}) };
  const isListed = 'alerts' in much;
  // Only lists can come to so much: of what else there is, each field has its own limit.
  const payload = isListed ? { ...much, alerts: Array.from({ length: 200 }, () => '"'.repeat(64)) } : much;
  const { refusal, through } = await given(name, payload);
  if (!isListed) return expect(refusal).toBeNull();
  expect(refusal).toMatchObject({ code: 'command-invalid', where: name });
  expect(through).toEqual([]);
});
