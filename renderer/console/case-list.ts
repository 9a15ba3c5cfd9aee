import { computed, inject, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { Answer } from '../../sync/contract/answers.ts';
import { writePlace, type CasesPlace } from '../../sync/contract/place.ts';
import type { CaseLine } from '../../sync/contract/questions/drill.ts';
import type { Data } from '../../sync/contract/questions/index.ts';
import { AT } from '../stores/index.ts';
import { useAsk } from './asked.ts';

/** Cases a page brings. */
const PAGE = 60;
/** Lists that are kept, so that the way back finds them as they were. */
const KEPT = 12;

interface Held {
  rows: readonly CaseLine[];
  next: string | null;
  total: number | null;
  asOf: number;
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

export interface CaseList {
  held: ShallowRef<Held | null>;
  /** The answer that brought the last page, for its freshness; null until the first. */
  answer: ShallowRef<Answer<Data<'cases'>> | null>;
  loading: Ref<boolean>;
  /** Whether there is more to fetch. */
  more: ComputedRef<boolean>;
  fetchMore: () => Promise<void>;
  /** Asks for the first page anew. */
  refresh: () => Promise<void>;
}

/** A list of cases, page by page. A list that was left and is come back to stands as it was left. */
export function useCaseList(place: () => CasesPlace): CaseList {
  const ask = useAsk();
  const at = inject(AT, null);
  const held = shallowRef<Held | null>(null);
  const answer = shallowRef<Answer<Data<'cases'>> | null>(null);
  const loading = ref(false);
  const key = computed(() => JSON.stringify(writePlace({ ...place(), at: at?.value ?? undefined })));
  let turn = 0;

  const fetchPage = async (after: string | null): Promise<void> => {
    const mine = ++turn;
    const [asked, before] = [key.value, after === null ? null : held.value];
    loading.value = true;
    const page = after === null ? {} : { after };
    const { filter, order } = place();
    const got = await ask('cases', { filter, order, limit: PAGE, ...page });
    if (mine !== turn) return;
    loading.value = false;
    answer.value = got;
    if (got.content !== 'data') {
      if (before === null) held.value = null;
      return;
    }
    const { rows, next, total } = got.data;
    held.value = {
      rows: [...(before?.rows ?? []), ...rows],
      next,
      total: before?.total ?? total,
      asOf: before?.asOf ?? got.asOf,
    };
    keep(asked, held.value);
  };

  const more = computed(() => (held.value?.next ?? null) !== null);
  watch(
    key,
    (now) => {
      answer.value = null;
      held.value = kept.get(now) ?? null;
      if (held.value === null) void fetchPage(null);
    },
    { immediate: true },
  );
  return {
    held,
    answer,
    loading,
    more,
    refresh: () => fetchPage(null),
    async fetchMore() {
      const next = held.value?.next ?? null;
      if (next !== null && !loading.value) await fetchPage(next);
    },
  };
}
