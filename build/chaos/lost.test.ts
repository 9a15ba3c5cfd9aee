import { afterAll, expect, it } from 'vitest';
import { scratchInMemory } from '../harness/profile-copy.ts';
import { lost } from './lost.ts';

const place = await scratchInMemory('lost');
afterAll(() => place.remove());

it(
  '300 commands of two hosts whose requests, replies or both are lost, with kills between: each takes effect once, in order, and ends',
  { timeout: 120_000 },
  async () => {
    const told = await lost({ folder: place.folder, seed: 7, commands: 300 });
    expect(told.wrong).toEqual([]);
    const { applied, rejected, expired } = told.ended;
    expect(applied + rejected + expired).toBe(300);
    for (const some of [applied, rejected, expired, told.lost.both, told.killed.hosts, told.killed.cities])
      expect(some).toBeGreaterThan(2);
    expect(told.lost.requests + told.lost.replies).toBeGreaterThan(300);
  },
);
