import { describe, expect, it } from 'vitest';
import { commandNames, commands, type Command } from '../contract/commands.ts';
import { decideBy, type CityHandlers } from './decide.ts';
import type { CityEffects } from './ports.ts';
import { atCity, atHost } from './handlers.ts';

const AT = Date.UTC(2026, 10, 28);
const command = (what: string, said: object = {}): Command => ({
  ...{ client: 'c', n: 1, key: 'key-00001', givenAt: AT, expires: AT + 1 },
  payload: { what, board: 'b', panel: 'p', asOf: AT, note: 'n', ...said },
});

const noEffects: CityEffects = {
  hasUnit: () => false,
  request: () => Promise.reject(new Error('nothing is asked of units')),
};

describe('deciding', () => {
  it('hands a handler what was said, as the row reads it, and the command it came with', () => {
    const seen: unknown[] = [];
    const decide = decideBy<'report', [], string>({
      report: (payload, { key }) => {
        seen.push(payload, key);
        return 'done';
      },
    });
    expect(decide(command('report', { note: ' wrong ', more: 1 }))).toBe('done');
    expect(seen).toEqual([{ board: 'b', panel: 'p', asOf: AT, note: 'wrong' }, 'key-00001']);
  });

  it.each(['report', 'note', 'no-such', 'constructor', 'toString'])(
    'never calls %s applied where nobody carries it out: it is rejected by its name',
    (what) => {
      const nobody: CityHandlers = {};
      expect(decideBy(nobody)(command(what), noEffects)).toEqual({
        outcome: 'rejected',
        reason: `The command "${what}" is not carried out here.`,
        remarks: [{ code: 'notHere', name: what }],
      });
    },
  );

  it('rejects what the row cannot read, naming the field', () => {
    const decide = decideBy(atCity);
    for (const [said, field] of [
      [{ note: '' }, 'report.note'],
      [{ board: '<b>' }, 'report.board'],
      [{ asOf: 'now' }, 'report.asOf'],
    ] as const)
      expect(decide(command('report', said), noEffects)).toMatchObject({
        outcome: 'rejected',
        reason: expect.stringMatching(new RegExp(`^${field}: `)),
        remarks: [{ code: 'unreadable', name: field }],
      });
  });

  it('is somebody’s for every command, and never both the city’s and the host’s', () => {
    const deciders = commandNames.map((name) => [
      ...(Object.hasOwn(atCity, name) ? ['city'] : []),
      ...(Object.hasOwn(atHost, name) ? ['host'] : []),
    ]);
    expect(deciders).toEqual(commandNames.map((name) => [commands[name].decidedBy]));
  });
});
