import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { HandoverSheet } from '../../../sync/contract/handover.ts';
import { byFor } from '../../exhibits/by.ts';
import { NOW } from '../../exhibits/city.ts';
import { hashOf, sheetParts } from './sheet.ts';

const none = { total: 0, rows: [] };
const sheet: HandoverSheet = {
  since: null,
  groups: {
    total: 3,
    rows: [
      {
        ...{ group: 'g', rule: 'flood', severity: 'critical', state: 'new', subject: {}, unit: 'u1' },
        ...{ owner: 'lan.nguyen', since: NOW - 3_600_000, count: 4 },
      },
    ],
  },
  shelved: none,
  requests: {
    total: 1,
    rows: [{ id: 'r', asks: 'explain', unit: 'u1', state: 'received', late: true, dueAt: NOW - 1 }],
  },
  calls: none,
  commands: { total: 1, rows: [{ key: 'k', what: 'of-another-release', by: null, givenAt: NOW }] },
  notes: {
    total: 1,
    rows: [{ key: 'n', by: 'lan.nguyen', givenAt: NOW, text: '<b>x</b>', board: null, panel: null }],
  },
};
const by = { ...byFor('table', 'requests', {}, {}, 'en'), now: NOW };

it('lists every part, with what leads on and how many there are in all', () => {
  const parts = sheetParts(sheet, by);
  expect(parts.map(({ id, total, lines }) => [id, total, lines.length])).toEqual([
    ['groups', 3, 1],
    ['shelved', 0, 0],
    ['requests', 1, 1],
    ['calls', 0, 0],
    ['commands', 1, 1],
    ['notes', 1, 1],
  ]);
  expect(parts[0]?.lines[0]).toMatchObject({ to: { view: 'alerts', filter: { rule: 'flood', unit: 'u1' } } });
  expect(parts[0]?.lines[0]?.besides).toContain('lan.nguyen');
  expect(parts[2]?.lines[0]).toMatchObject({ to: { view: 'request', request: 'r' } });
  expect(parts[2]?.lines[0]?.besides).toContain('overdue');
  expect(parts[4]?.lines[0]).toMatchObject({ what: 'of-another-release', to: null });
  expect(parts[5]?.lines[0]?.what).toBe('<b>x</b>');
});

it('is signed by the hash of its JSON as the host writes it, whatever order its names come in', async () => {
  const written = createHash('sha256').update(JSON.stringify(sheet)).digest('hex');
  expect(await hashOf(sheet)).toBe(written);
  const { since, ...parts } = sheet;
  expect(await hashOf({ ...parts, since })).toBe(written);
});
