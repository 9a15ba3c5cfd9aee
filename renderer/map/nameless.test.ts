import { expect, test } from 'vitest';
import { nextTick, ref } from 'vue';
import { useNameless } from './nameless.ts';
import type { RingSpot } from './overlay.ts';

const ringOf = (number: number, titled: boolean, title = `Phường ${number}`): RingSpot => ({
  spot: { number, title, point: [106, 10], area: `a${number}`, what: 'Ngập nước', much: '9 trong 2 giờ' },
  ...{ at: [0, 0], ring: 2, badge: 8, label: null, titled, lines: [] },
});

test('what found no room is named below, and stays so while spots and panel are the same', async () => {
  const rings = ref<readonly RingSpot[]>([ringOf(1, true), ringOf(2, false)]);
  const size = ref({ width: 400, height: 300 });
  const nameless = useNameless(rings, size);
  expect([...nameless.value]).toEqual([2]);
  // The line below took room from the map: another finds none, and the first would find some.
  rings.value = [ringOf(1, false), ringOf(2, true)];
  await nextTick();
  expect([...nameless.value].sort()).toEqual([1, 2]);
  rings.value = [ringOf(1, true), ringOf(2, true)];
  await nextTick();
  expect([...nameless.value].sort()).toEqual([1, 2]);
});

test('other spots, or another panel, are looked at anew', async () => {
  const rings = ref<readonly RingSpot[]>([ringOf(1, false)]);
  const size = ref({ width: 400, height: 300 });
  const nameless = useNameless(rings, size);
  rings.value = [ringOf(1, true, 'Xã khác')];
  await nextTick();
  expect([...nameless.value]).toEqual([]);
  size.value = { width: 200, height: 300 };
  rings.value = [ringOf(1, false, 'Xã khác')];
  await nextTick();
  expect([...nameless.value]).toEqual([1]);
});
