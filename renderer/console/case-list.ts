import {
  computed,
  inject,
  onScopeDispose,
  ref,
  shallowRef,
  watch,
  type ComputedRef,
  type Ref,
  type ShallowRef,
} from 'vue';
import type { Answer } from '../../sync/contract/answers.ts';
import { writePlace, type CasesPlace } from '../../sync/contract/place.ts';
import { sortOf, type CaseLine } from '../../sync/contract/questions/drill.ts';
import type { Data, ParamsIn } from '../../sync/contract/questions/index.ts';
import { useWords } from '../locales/index.ts';
import { aged, AT, newSlot, useFrames, useReach } from '../stores/index.ts';
import { useAsk } from './asked.ts';
import { followed } from './follow.ts';

/** Cases a page brings. */
const PAGE = 60;
/** Cases that are looked at again to follow a list, at most. */
const FOLLOWED = 200;
/** A list is followed as the city's now has moved on so far, milliseconds, and no sooner than so many times what it took the last time. */
const FOLLOW_AFTER = 5_000;
const TIMES = 20;
/** Lists that are kept, so that the way back finds them as they were. */
const KEPT = 12;

interface Held {
  rows: readonly CaseLine[];
  next: string | null;
  /** Null until it is known. */
  total: number | null;
  /** The instant that the rows and their number are of. */
  asOf: number;
}

/** What came of a list that stands while somebody looks at it. */
interface News {
  waiting: number;
  gone: ReadonlySet<string>;
  /** The list with its news in it. */
  now: Pick<Held, 'rows' | 'next'>;
}

/** Lists that were shown, by what they were asked with, the last one last. */
const kept = new Map<string, Held>();

function keep(key: string, held: Held): void {
  kept.delete(key);
  kept.set(key, held);
  for (const old of kept.keys()) {
    if (kept.size <= KEPT) break;
    kept.delete(old);
  }
}

/** What a case goes by in a list. */
export const caseKey = ({ service, id }: Pick<CaseLine, 'service' | 'id'>): string => `${service} ${id}`;

export interface CaseList {
  held: ShallowRef<Held | null>;
  /** The newest answer, for its freshness; null until the first. */
  answer: ComputedRef<Answer<Data<'cases'>> | null>;
  loading: Ref<boolean>;
  /** Whether there is more to fetch. */
  more: ComputedRef<boolean>;
  fetchMore: () => Promise<void>;
  /** What is in the list by now and waits to come in, or has gone from it; null where nothing has. */
  news: ShallowRef<News | null>;
  /** Brings in what waits. */
  bringIn: () => void;
  /** Asks for the first page anew. */
  refresh: () => Promise<void>;
}

/** A list of cases, page by page, followed while it is shown. A list that was left and is come back to stands as it was left. */
export function useCaseList(place: () => CasesPlace): CaseList {
  const ask = useAsk();
  const askAgain = useAsk(newSlot());
  const at = inject(AT, null);
  const frames = useFrames();
  const reach = useReach();
  const { language } = useWords();
  const held = shallowRef<Held | null>(null);
  const came = shallowRef<Answer<Data<'cases'>> | null>(null);
  const news = shallowRef<News | null>(null);
  const loading = ref(false);
  const key = computed(() =>
    JSON.stringify([
      writePlace({ ...place(), at: at?.value ?? undefined }),
      sortOf(place().order) === null ? '' : language.value,
    ]),
  );
  let turn = 0;
  /** The city's now as the last page was asked for. */
  let told = 0;

  const params = (): Pick<ParamsIn<'cases'>, 'filter' | 'order' | 'language'> => {
    const { filter, order } = place();
    return { filter, order, ...(sortOf(order) === null ? {} : { language: language.value }) };
  };

  const fetchPage = async (after: string | null): Promise<void> => {
    const mine = ++turn;
    told = frames.frame?.asOf ?? 0;
    const [asked, before] = [key.value, after === null ? null : held.value];
    loading.value = true;
    const got = await ask('cases', { ...params(), limit: PAGE, ...(after === null ? {} : { after }) });
    if (mine !== turn) return;
    loading.value = false;
    came.value = got;
    if (got.content !== 'data') {
      if (before === null) held.value = null;
      return;
    }
    const { rows, next, total } = got.data;
    if (before === null) news.value = null;
    held.value = {
      rows: [...(before?.rows ?? []), ...rows],
      next,
      total: before?.total ?? total ?? (next === null ? (before?.rows.length ?? 0) + rows.length : null),
      asOf: before?.asOf ?? got.asOf,
    };
    keep(asked, held.value);
    if (before === null && held.value.total === null) void count();
  };

  /** How many there are, where no sum says it: counted apart, so that the first page does not wait for it. */
  const count = async (): Promise<void> => {
    const asked = key.value;
    const got = await askAgain('cases', { ...params(), limit: 1, count: true });
    if (asked !== key.value || held.value === null || got.content !== 'data') return;
    held.value = { ...held.value, total: got.data.total };
    keep(asked, held.value);
  };

  let following = false;
  let lookedAt = 0;
  let took = 0;
  const follow = async (): Promise<void> => {
    const [before, mine, asked] = [held.value, turn, key.value];
    if (before === null || following || loading.value) return;
    following = true;
    lookedAt = performance.now();
    const limit = Math.max(PAGE, Math.min(FOLLOWED, before.rows.length));
    const counts = before.total !== null;
    const got = await askAgain('cases', { ...params(), limit, ...(counts ? { count: true } : {}) });
    took = performance.now() - lookedAt;
    following = false;
    // What was loaded or chosen meanwhile is looked at the next time.
    if (mine !== turn || asked !== key.value || held.value !== before) return;
    came.value = got;
    if (got.content !== 'data') return;
    const { rows: fresh, next, total } = got.data;
    const whole = { heldWhole: before.next === null, freshWhole: next === null };
    const { rows, gone, waiting, now, goesOn } = followed(before.rows, fresh, caseKey, whole);
    held.value = { ...before, rows, total, asOf: got.asOf };
    keep(asked, held.value);
    news.value =
      waiting === 0 && gone.size === 0
        ? null
        : { waiting, gone, now: { rows: now, next: goesOn ? before.next : next } };
  };
  watch(
    () => frames.frame?.asOf ?? 0,
    (now) => {
      const isDue = now - (held.value?.asOf ?? told) >= FOLLOW_AFTER;
      const rested = performance.now() - lookedAt >= took * TIMES;
      if ((at?.value ?? null) !== null || !isDue || !rested || document.hidden) return;
      // Where there was nothing yet, or nothing could be read, it is asked for again.
      if (held.value !== null) void follow();
      else if (!loading.value) void fetchPage(null);
    },
  );
  onScopeDispose(() => (turn += 1));

  watch(
    key,
    (now) => {
      turn += 1;
      came.value = null;
      news.value = null;
      loading.value = false;
      held.value = kept.get(now) ?? null;
      if (held.value === null) void fetchPage(null);
    },
    { immediate: true },
  );
  return {
    held,
    answer: computed(() => {
      const got = came.value;
      return got === null || (at?.value ?? null) !== null ? got : aged(got, reach.value);
    }),
    loading,
    more: computed(() => (held.value?.next ?? null) !== null),
    news,
    bringIn() {
      if (held.value === null || news.value === null) return;
      held.value = { ...held.value, ...news.value.now };
      news.value = null;
      keep(key.value, held.value);
    },
    refresh: () => fetchPage(null),
    async fetchMore() {
      const next = held.value?.next ?? null;
      if (next !== null && !loading.value) await fetchPage(next);
    },
  };
}
