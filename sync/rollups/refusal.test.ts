import { expect, test } from 'vitest';
import { Intake } from './intake.ts';
import { refusalIn, refusalText } from './refusal.ts';
import { aCase } from './writer.fixture.ts';

const of = (text: string): unknown => {
  const [taken] = new Intake(text);
  return taken === undefined || taken.ok ? null : refusalIn(taken.reason);
};
const record = (more: object): string => JSON.stringify([{ ...aCase(1), ...more }]);

test.each([
  ['a torn text', '[{"kind":"ca', 'notJson', ''],
  ['no list', '{"records":[]}', 'notRecords', ''],
  ['no record', '["just text"]', 'type', ''],
  ['no time', record({ openedAt: undefined }), 'missing', 'openedAt'],
  ['words for a time', record({ openedAt: 'yesterday' }), 'type', 'openedAt'],
  ['seconds for milliseconds', record({ openedAt: 1_700_000 }), 'range', 'openedAt'],
  ['a fraction', record({ rev: 1.5 }), 'type', 'rev'],
  ['a long code', record({ category: 'x'.repeat(200) }), 'length', 'category'],
  ['a script for a code', record({ area: '<script>' }), 'form', 'area'],
  ['an unheard-of status', record({ status: 'lost' }), 'form', 'status'],
  ['an unheard-of kind', '[{"kind":"rumour"}]', 'form', 'kind'],
  ['nesting without end', `[${'['.repeat(50_000)}${']'.repeat(50_000)}]`, 'type', ''],
] as const)('%s is refused with what is wrong and where', (_, text, why, field) => {
  expect(of(text)).toEqual({ why, field });
});

test('what was kept before, or reads as something else, is only not valid', () => {
  for (const text of ['openedAt: Invalid input', 'not JSON: x', '', 'range', 'rangeopenedAt: x'])
    expect(refusalIn(text)).toEqual({ why: 'other', field: '' });
  const said = { why: 'range', field: 'openedAt', said: 'missing x: y' } as const;
  expect(refusalIn(refusalText(said))).toEqual({ why: 'range', field: 'openedAt' });
});
