import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commandNames, commands } from './commands.ts';
import { ASKERS, type Asker } from './people.ts';
import { personalField } from './personal.ts';
import { mayAsk, mayLook, requireAsk } from './rights.ts';

const refused = (name: string, asker: Asker): boolean => {
  try {
    requireAsk(name, asker);
    return false;
  } catch (error) {
    expect(error).toMatchObject({ code: 'role-needed', where: name, message: expect.stringContaining(name) });
    return true;
  }
};

describe('who may ask what', () => {
  it.each(Object.entries(mayAsk))('is for %s as the table says, for every role and for none', (name, who) => {
    expect(ASKERS.filter((asker) => !refused(name, asker))).toEqual(
      ASKERS.filter((one) => who.includes(one)),
    );
  });

  it('is nothing of what there is not: whoever answers says that', () => {
    expect(ASKERS.filter((asker) => refused('no-such', asker))).toEqual([]);
    expect(ASKERS.filter((asker) => refused('constructor', asker))).toEqual([]);
  });

  it('is what docs/people.md says', () => {
    const row = (name: string, who: readonly Asker[]): string =>
      [`\`${name}\``, ...ASKERS.map((one) => (who.includes(one) ? 'yes' : '·'))].join(' | ');
    const told = readFileSync(new URL('../../docs/people.md', import.meta.url), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) => line.slice(1, -1).trim().replace(/\s+/g, ' '));
    const rows = [
      ...Object.entries(mayAsk).map(([name, who]) => row(name, who)),
      ...personalField.options.map((name) => row(name, mayLook[name])),
      ...commandNames.map((name) => row(name, commands[name].roles)),
    ];
    expect(told, 'write these rows into docs/people.md').toEqual(rows);
  });
});
