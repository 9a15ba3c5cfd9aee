import {
  computed,
  inject,
  onBeforeUnmount,
  onMounted,
  ref,
  shallowRef,
  watch,
  type ComputedRef,
  type Ref,
  type ShallowRef,
} from 'vue';
import { writePlace, type Place } from '../../../sync/contract/place.ts';
import type { Answer } from '../../../sync/contract/answers.ts';
import type { AlertGroup, AlertRow } from '../../../sync/contract/questions/alerts.ts';
import { asked, type Data } from '../../../sync/contract/questions/index.ts';
import { AT, useAnswer } from '../../stores/index.ts';
import { useAsk } from '../asked.ts';
import { checkedOf } from './answered.ts';
import { only } from './filters.ts';
import { arranged, arrangedRows, linesOf, type QueueLine, type ShownGroup, type ShownRows } from './rows.ts';
import { NOTHING, pruned, type Selection } from './selection.ts';
import { filterOf } from './titles.ts';

export type QueuePlace = Extract<Place, { view: 'alerts' }>;

/** Groups that are asked for at first, and at a time afterwards; more than the most are narrowed by filters. */
const GROUPS = 100;
const MOST = 500;
/** Rows of each group that come with it. */
const ROWS = 3;
/** Rows of a group that is unfolded, at most. */
const ALL_ROWS = 500;
/** Queues that are kept, so that the way back finds them as they were. */
const KEPT = 12;
/** Nothing moves for so long after whoever works in the list moved, milliseconds. */
const CALM = 1_500;
/** All alerts of a group that is unfolded are asked for again no sooner than after so long, milliseconds. */
const AGAIN_AFTER = 5_000;

interface Left {
  shown: readonly ShownGroup[];
  unfolded: ReadonlySet<string>;
  more: ReadonlyMap<string, readonly AlertRow[]>;
  rows: ReadonlyMap<string, ShownRows>;
  selection: Selection;
  cursor: string | null;
  limit: number;
}
const EMPTY: Left = {
  ...{ shown: [], unfolded: new Set(), more: new Map(), rows: new Map() },
  ...{ selection: NOTHING, cursor: null, limit: GROUPS },
};
/** Queues that were shown, by their address, the last one last. */
const kept = new Map<string, Left>();

export interface Queue {
  answer: Readonly<ShallowRef<Answer<Data<'alerts'>> | null>>;
  /** The newest answer with figures. */
  data: ShallowRef<Data<'alerts'> | null>;
  lines: ComputedRef<readonly QueueLine[]>;
  /** Every line there is, also of folded groups. */
  known: ComputedRef<readonly QueueLine[]>;
  /** Groups, and alerts of unfolded ones, that wait to come in. */
  waiting: Ref<number>;
  selection: ShallowRef<Selection>;
  cursor: Ref<string | null>;
  unfold: (group: string, open: boolean) => void;
  /** Lets the list move now. */
  settle: () => void;
  /** Whether more groups can be asked for, and asks. */
  further: ComputedRef<boolean>;
  fetchMore: () => void;
  /** Somebody works in the list just now. */
  touch: () => void;
}

/** The queue of alerts at a place: live, and standing still under the hand of whoever works in it. */
export function useQueue(place: () => QueuePlace): Queue {
  const at = inject(AT, null);
  const ask = useAsk();
  const key = computed(() => JSON.stringify(writePlace({ ...place(), at: at?.value ?? undefined })));
  const shown = shallowRef<readonly ShownGroup[]>([]);
  const unfolded = shallowRef<ReadonlySet<string>>(new Set());
  const more = shallowRef<ReadonlyMap<string, readonly AlertRow[]>>(new Map());
  const rows = shallowRef<ReadonlyMap<string, ShownRows>>(new Map());
  const selection = shallowRef<Selection>(NOTHING);
  const cursor = ref<string | null>(null);
  const limit = ref(GROUPS);
  const waiting = ref(0);
  const data = shallowRef<Data<'alerts'> | null>(null);
  const answer = useAnswer(() => asked('alerts', { filter: place().filter, limit: limit.value, rows: ROWS }));
  const typed = computed(() => checkedOf('alerts', answer.value));

  const keep = (of: string): void => {
    kept.delete(of);
    kept.set(of, {
      ...{ shown: shown.value, unfolded: unfolded.value, more: more.value, rows: rows.value },
      ...{ limit: limit.value, selection: selection.value, cursor: cursor.value },
    });
    for (const old of kept.keys()) {
      if (kept.size <= KEPT) break;
      kept.delete(old);
    }
  };
  /** The address whose groups are shown. */
  let showing = '';
  watch(
    key,
    (now, before) => {
      if (before !== undefined) keep(before);
      const left = kept.get(now);
      // Until another filter is answered, what was shown stands.
      if (left === undefined && before !== undefined) {
        selection.value = NOTHING;
        limit.value = GROUPS;
        return;
      }
      showing = now;
      const as = left ?? EMPTY;
      shown.value = as.shown;
      unfolded.value = as.unfolded;
      more.value = as.more;
      rows.value = as.rows;
      selection.value = as.selection;
      cursor.value = as.cursor;
      limit.value = as.limit;
    },
    { immediate: true },
  );
  onBeforeUnmount(() => keep(key.value));

  const busy = ref(false);
  let calm: ReturnType<typeof setTimeout> | undefined;
  const touch = (): void => {
    busy.value = true;
    clearTimeout(calm);
    calm = setTimeout(() => (busy.value = false), CALM);
  };
  const pressed = ref(false);
  const press = (): void => void (pressed.value = true);
  const release = (): void => {
    pressed.value = false;
    touch();
  };
  onMounted(() => {
    addEventListener('pointerdown', press, true);
    addEventListener('pointerup', release, true);
    addEventListener('pointercancel', release, true);
  });
  onBeforeUnmount(() => {
    clearTimeout(calm);
    removeEventListener('pointerdown', press, true);
    removeEventListener('pointerup', release, true);
    removeEventListener('pointercancel', release, true);
  });

  const arrange = (held: boolean): void => {
    const now = typed.value;
    if (now === null || now.content === 'error') return;
    data.value = now.content === 'data' ? now.data : null;
    const groups: readonly AlertGroup[] = now.content === 'data' ? now.data.groups : [];
    const same = showing === key.value;
    showing = key.value;
    const next = arranged(same ? shown.value : [], groups, held && same);
    shown.value = next.shown;
    const stand = held && same;
    rows.value = new Map(
      next.shown.map(({ group, gone }) => {
        const before = rows.value.get(group.group);
        const as = gone ? before : undefined;
        return [group.group, as ?? arrangedRows(before, group, more.value.get(group.group), stand)];
      }),
    );
    waiting.value = next.shown
      .filter(({ group }) => unfolded.value.has(group.group))
      .reduce((n, { group }) => n + (rows.value.get(group.group)?.waiting ?? 0), next.waiting);
    selection.value = pruned(selection.value, known.value);
  };
  const held = computed(() => busy.value || pressed.value || selection.value.chosen.size > 0);
  const known = computed(() =>
    linesOf(shown.value, new Set(shown.value.map(({ group }) => group.group)), rows.value),
  );
  watch([typed, held, more], () => arrange(held.value), { immediate: true });

  /** What groups had, and when it was, as their rows were asked for. */
  const told = new Map<string, { changedAt: number; at: number }>();
  let later: ReturnType<typeof setTimeout> | undefined;
  async function fetchRows(): Promise<void> {
    clearTimeout(later);
    for (const { group, gone } of shown.value) {
      const { group: id, changedAt, rows } = group;
      const before = told.get(id);
      if (gone || !unfolded.value.has(id) || group.count <= rows.length) continue;
      if (before?.changedAt === changedAt) continue;
      const wait = before === undefined ? 0 : before.at + AGAIN_AFTER - performance.now();
      if (wait > 0) {
        later = setTimeout(() => void fetchRows(), wait);
        continue;
      }
      told.set(id, { changedAt, at: performance.now() });
      const filter = only({ ...place().filter, ...filterOf(group) });
      const got = await ask('alerts', { filter, limit: ALL_ROWS, rows: ALL_ROWS });
      const own = got.content === 'data' ? got.data.groups.find((one) => one.group === id) : undefined;
      if (own === undefined) told.delete(id);
      else more.value = new Map(more.value).set(id, own.rows);
    }
  }
  watch([shown, unfolded], () => void fetchRows(), { immediate: true });
  onBeforeUnmount(() => clearTimeout(later));

  return {
    answer: typed,
    data,
    lines: computed(() => linesOf(shown.value, unfolded.value, rows.value)),
    known,
    ...{ waiting, selection, cursor, touch },
    unfold(group, open) {
      const next = new Set(unfolded.value);
      if (open) next.add(group);
      else next.delete(group);
      unfolded.value = next;
    },
    settle: () => arrange(false),
    further: computed(() => (data.value?.matching.groups ?? 0) > shown.value.length && limit.value < MOST),
    fetchMore: () => void (limit.value = Math.min(MOST, limit.value + GROUPS)),
  };
}
