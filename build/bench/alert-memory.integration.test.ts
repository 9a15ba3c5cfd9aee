import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { scratch } from '../harness/profile-copy.ts';
import { heldByAlerts } from './alert-memory.ts';

let place: Awaited<ReturnType<typeof scratch>>;
beforeEach(async () => (place = await scratch('alert-memory')));
afterEach(() => place.remove());

it('law: a flood holds so much an alert and no more, twice the alerts twice that, and nothing once it is long over', async () => {
  const few = await heldByAlerts(path.join(place.folder, 'few'), 800);
  const many = await heldByAlerts(path.join(place.folder, 'many'), 1_600);
  // MiB: three KiB an alert, of which a picture alone would be more.
  expect(many.raised).toBeLessThan((3 * 1_600) / 1_024);
  expect(many.raised).toBeLessThan(2 * few.raised + 1.5);
  expect(many.closed).toBeLessThan(many.raised + 1.5);
  expect(many.forgotten).toBeLessThan(1.5);
}, 120_000);
