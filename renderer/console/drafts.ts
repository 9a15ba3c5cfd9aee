import { useSession } from '../stores/index.ts';

/** What was typed and not sent, by what it was meant for: it outlives a closed dialog, a failed command and a reload. */
export interface Drafts {
  read: (of: string) => string;
  /** Empty words are no draft. */
  keep: (of: string, words: string) => void;
}

/** Where a tab keeps its drafts. */
const KEPT = 'citywall.drafts';
/** More than an operator leaves unfinished: the oldest goes. */
const MOST = 40;

function held(storage: Pick<Storage, 'getItem'>): [of: string, words: string][] {
  try {
    const read: unknown = JSON.parse(storage.getItem(KEPT) ?? '[]');
    if (!Array.isArray(read)) return [];
    return read.flatMap((one: unknown): [string, string][] => {
      const [of, words]: unknown[] = Array.isArray(one) ? one : [];
      return typeof of === 'string' && typeof words === 'string' ? [[of, words]] : [];
    });
  } catch {
    return [];
  }
}

/** Drafts of one person in a browser's storage: whoever signs in after them sees none of theirs, and they find them again. */
export function draftsIn(storage: Pick<Storage, 'getItem' | 'setItem'>, whose: string): Drafts {
  const named = (of: string): string => JSON.stringify([whose, of]);
  return {
    read: (of) => held(storage).find(([one]) => one === named(of))?.[1] ?? '',
    keep(of, words) {
      const others = held(storage).filter(([one]) => one !== named(of));
      const now: [string, string][] = words.trim() === '' ? others : [...others, [named(of), words]];
      storage.setItem(KEPT, JSON.stringify(now.slice(-MOST)));
    },
  };
}

/** Those of whoever is signed in, in this tab or, where a shift may be written up over hours, in this browser. */
export function useDrafts(storage: Storage = sessionStorage): Drafts {
  return draftsIn(storage, useSession().name ?? '');
}
