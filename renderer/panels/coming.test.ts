import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PAUSES } from '../../sync/contract/back-off.ts';
import { coming } from './coming.ts';

const Meanwhile = { name: 'meanwhile' };
const Map = { name: 'map' };
const given = { panel: { id: 'map' }, names: {}, answer: { content: 'data' }, besides: {} };
const context = { attrs: given, slots: {}, emit: () => undefined, expose: () => undefined };
const drawn = (panel: ReturnType<typeof coming>) => {
  const node: unknown = panel(given, context);
  return Object(node) as { type: unknown; props: object };
};

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('is fetched once, when it is first drawn, and its place is kept until it has come', async () => {
  const load = vi.fn(() => Promise.resolve({ default: Map }));
  const panel = coming(load, Meanwhile);
  expect(load).not.toHaveBeenCalled();
  expect(drawn(panel)).toMatchObject({ type: Meanwhile, props: { panel: given.panel, answer: null } });
  await vi.runAllTimersAsync();
  expect(drawn(panel)).toMatchObject({ type: Map, props: given });
  expect(load).toHaveBeenCalledTimes(1);
});

it('is tried again where it cannot be fetched', async () => {
  const load = vi.fn<() => Promise<{ default: object }>>(() => Promise.resolve({ default: Map }));
  load.mockRejectedValueOnce(new Error('the host is gone'));
  const panel = coming(load, Meanwhile);
  drawn(panel);
  await vi.advanceTimersByTimeAsync(PAUSES.first - 1);
  expect(drawn(panel).type).toBe(Meanwhile);
  await vi.advanceTimersByTimeAsync(1);
  expect(drawn(panel).type).toBe(Map);
});
