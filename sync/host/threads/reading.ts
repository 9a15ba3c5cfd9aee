import { hash } from 'node:crypto';
import type { z } from 'zod';
import type { Answer } from '../../contract/answers.ts';
import type { Cursor } from '../../contract/feed.ts';
import { FIGURES_EVERY } from '../../contract/link.ts';
import type { Profile } from '../../contract/profile.ts';
import type { Scope } from '../../contract/scope.ts';
import { lookupIn, type Lookup } from '../../profile/index.ts';
import { narrowed } from '../../profile/scope.ts';
import { answer, answerInSteps, type QuestionContext } from '../../queries/index.ts';
import type { Steps } from '../../queries/question.ts';
import { census, type Census } from '../../rollups/census.ts';
import { openReadable, type ReadableCache } from '../../store/cache.ts';
import type { JournalReader } from '../../store/journal-reader.ts';
import type { Truth } from '../../store/ports.ts';
import type { Slice } from '../windows/frames.ts';
import type { Question } from '../windows/keyed.ts';

/** What a cache holds, as `/health` tells it. */
export interface Held extends Census {
  cursor: Cursor | null;
  truth: Truth | null;
}

/** The line as questions see it: what was never fresh is stale. */
export type LineFreshness = 'live' | 'late' | 'stale';

/** The profile in force, and the part of the city that is held; null for all of it. */
interface ProfileInForce {
  profile: Profile;
  scope: Scope | null;
}

/** The answer of a host that holds nothing yet: there is no instant to be asked about. */
const NOTHING: Answer = {
  asOf: 0,
  freshness: { state: 'stale', since: 0, source: '' },
  content: 'empty',
};

/** An instant so little before the city's now is that of the frame that others show, and no look back, milliseconds. */
const A_FRAME = 5 * FIGURES_EVERY;

/** Reads the cache of a data folder, whichever file that is at the time: a swapped snapshot is followed. */
export class Reading {
  readonly #current: () => string | null;
  #profile: Profile;
  /** The same while history is still being fetched: nothing says what is usual. */
  #withoutPast: Profile;
  #lookup: Lookup;
  #cache: ReadableCache | null = null;
  readonly #openJournal: () => JournalReader | null;
  #journal: JournalReader | null = null;

  /** `current` names the cache's file, or null where there is none yet; `journal` opens what people did here, if anything. */
  constructor(
    current: () => string | null,
    { profile, scope }: ProfileInForce,
    journal: () => JournalReader | null = () => null,
  ) {
    this.#current = current;
    this.#openJournal = journal;
    this.#profile = narrowed(profile, scope);
    this.#withoutPast = withoutPast(this.#profile);
    this.#lookup = lookupIn(profile);
  }

  /** Another profile is in force. */
  profile({ profile, scope }: ProfileInForce): void {
    this.#profile = narrowed(profile, scope);
    this.#withoutPast = withoutPast(this.#profile);
    this.#lookup = lookupIn(profile);
  }

  /** Answers questions from one state of the cache, at an instant or at the city's now. */
  slice(questions: readonly Question[], at: number | null, line: LineFreshness): Slice {
    const cache = this.cache();
    const nothing = { asOf: null, answers: questions.map(() => ({ answer: NOTHING, tag: '', bytes: 0 })) };
    if (cache === null) return nothing;
    return cache.view(() => {
      const context = this.#context(cache, at, line);
      if (context === null) return nothing;
      const answers = questions.map(({ name, params }) => {
        const given = answer(context, name, params);
        return { answer: given, ...measured(given) };
      });
      return { asOf: context.at, answers };
    });
  }

  /** Answers a question that takes long, in steps, each from the cache of then; until `stopped` says that nobody waits for it. */
  *inSteps(
    { name, params }: Question,
    at: number | null,
    line: LineFreshness,
    stopped: () => boolean,
  ): Steps<Answer> {
    const first = this.#now(at, line);
    if (first === null) return NOTHING;
    const fresh = (): QuestionContext => {
      const now = this.#now(first.at, line);
      if (now === null) throw new Error('nothing is held any more');
      return { ...now, at: first.at, live: first.live };
    };
    return yield* answerInSteps(fresh, name, params, stopped);
  }

  #now(at: number | null, line: LineFreshness): QuestionContext | null {
    const cache = this.cache();
    return cache === null ? null : this.#context(cache, at, line);
  }

  /** What questions of an instant are asked with; null where there is none to be asked about. */
  #context(cache: ReadableCache, at: number | null, line: LineFreshness): QuestionContext | null {
    const { truth, staging } = cache.meta();
    const partial = staging !== null;
    if (truth === null) return null;
    // Nobody knows what comes after the city's now.
    const asOf = Math.min(at ?? truth.asOf, truth.asOf);
    return {
      ...{ cache, line, partial, lookup: this.#lookup },
      profile: partial ? this.#withoutPast : this.#profile,
      at: asOf,
      live: asOf >= truth.asOf - A_FRAME,
      watermarks: truth.watermarks,
      rejected: truth.rejected,
      journal: this.#journalOfNow(),
    };
  }

  /** What the journal keeps under a key, and who this host is to a city: also where nobody can write. */
  recall(key: string): z.core.util.JSONType | undefined {
    return this.#journalOfNow()?.state(key);
  }

  /** What people typed with commands, by the keys of those that there are. */
  said(keys: readonly string[]): Record<string, string> {
    return this.#journalOfNow()?.said(keys) ?? {};
  }

  client(): string {
    return this.#journalOfNow()?.client() ?? '';
  }

  /** The journal of now: another file than before where it was rescued. */
  #journalOfNow(): JournalReader | null {
    if (this.#journal?.isCurrent() === false) {
      this.#journal.close();
      this.#journal = null;
    }
    return (this.#journal ??= this.#openJournal());
  }

  /** What the cache holds; null where there is none. */
  held(): Held | null {
    const cache = this.cache();
    if (cache === null) return null;
    return cache.view(() => {
      const { cursor, truth } = cache.meta();
      return { ...census(cache, this.#lookup.firstService.id), cursor, truth };
    });
  }

  close(): void {
    this.#cache?.close();
    this.#cache = null;
    this.#journal?.close();
    this.#journal = null;
  }

  /** The cache of now: another file than before where a snapshot was swapped in. */
  cache(): ReadableCache | null {
    const file = this.#current();
    // One that was deleted while it is open is shown until another is there.
    if (file === null || file === this.#cache?.file) return this.#cache;
    this.close();
    this.#cache = openReadable(file);
    return this.#cache;
  }
}

function withoutPast(profile: Profile): Profile {
  const { rules } = profile;
  return { ...profile, rules: { ...rules, usual: { ...rules.usual, weeks: 0 } } };
}

/** A text that changes where the answer does, and about how large that is. Packed cells count by their bytes. */
function measured(given: Answer): { tag: string; bytes: number } {
  let packed = 0;
  const text = JSON.stringify(given, (_key, part: unknown) => {
    if (!(part instanceof Uint8Array)) return part;
    packed += part.byteLength;
    return hash('sha1', part, 'base64');
  });
  return { tag: hash('sha1', text, 'base64'), bytes: text.length + packed };
}
