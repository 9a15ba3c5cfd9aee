import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SHOWN_FOR, shownFields } from './shown.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('shows each field for its time, counted anew where it is shown again', () => {
  const { values, show } = shownFields();
  show('text', 'a');
  vi.advanceTimersByTime(SHOWN_FOR / 2);
  show('phone', 'b');
  show('text', 'a');
  vi.advanceTimersByTime(SHOWN_FOR / 2);
  expect([...values.value.keys()].sort()).toEqual(['phone', 'text']);
  vi.advanceTimersByTime(SHOWN_FOR / 2);
  expect([...values.value]).toEqual([]);
});

it('hides one, or all at once', () => {
  const { values, show, hide, hideAll } = shownFields();
  show('text', 'a');
  show('phone', 'b');
  hide('text');
  expect([...values.value]).toEqual([['phone', 'b']]);
  hideAll();
  expect(values.value.size).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});
