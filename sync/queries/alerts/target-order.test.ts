import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { AlertEvent } from '../../contract/alerts.ts';
import { DAY } from '../../contract/instants.ts';
import { questions } from '../../contract/questions/index.ts';
import { openJournal } from '../../store/journal.ts';
import { openJournalReader } from '../../store/journal-reader.ts';
import { answer } from '../index.ts';
import { at } from '../oracle/flood-morning.ts';
import { measureOf } from '../oracle/measures-fixture.ts';
import { Wall } from './watching.fixture.ts';

const wall = new Wall();
const folder = mkdtempSync(path.join(tmpdir(), 'citywall-order-'));
afterAll(() => {
  wall.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Sixty months of about the same: so much of a plan of a hundred. */
const months = (indicator: string, value: number) =>
  Array.from({ length: 58 }, (_, i) => {
    const period = `${2022 + Math.floor(i / 12)}-${String(1 + (i % 12)).padStart(2, '0')}`;
    return measureOf(indicator, period, value + (i % 3), { reportedAt: at - DAY });
  });

it('names the same indicator first as the board of indicators does, whichever was raised first', () => {
  const { signs } = wall.seeing({ detector: 'target' }, [...months('spent', 60), ...months('onTime', 20)]);
  const found = answer(wall.filled.at(at), 'indicators', { level: 'city', states: ['red'] });
  if (found.content !== 'data') throw new Error(JSON.stringify(found));
  const order = questions.indicators.answer.parse(found.data).rows.map(({ indicator }) => indicator);
  expect(order).toEqual(['onTime', 'spent']);
  const raised = signs
    .toSorted((a, b) => order.indexOf(b.subject.indicator ?? '') - order.indexOf(a.subject.indicator ?? ''))
    .map((sign, i): AlertEvent => ({
      ...{ event: 'raised', at: at - DAY + i, alert: `a${i + 1}`, rule: 'r', group: 'r', sign },
      ...{ quiet: false, demo: false },
    }));
  const file = path.join(folder, 'journal.db');
  const journal = openJournal(file, 'testville');
  journal.alerts.append(
    raised.map((event, i) => ({ n: i + 1, event })),
    new Set(),
  );
  const reader = openJournalReader(file);
  const context = wall.filled.at(at, { journal: reader, live: true });
  const told = answer(context, 'alerts', { rows: 5 });
  const headline = answer(context, 'headline', { service: 's1', about: ['queue'] });
  reader?.close();
  journal.close();
  if (told.content !== 'data') throw new Error(JSON.stringify(told));
  const [group] = questions.alerts.answer.parse(told.data).groups;
  expect(group?.rows.map(({ subject }) => subject.indicator)).toEqual(order);
  // What waits is named by the gravest of it, though a group of several is about no one of them.
  expect(group?.subject.indicator).toBeUndefined();
  expect(headline).toMatchObject({ data: { facts: [{ fact: 'queue', subject: { indicator: order[0] } }] } });
});
