import type { Watermarks } from '../contract/feed.ts';
import { CitywallError } from '../contract/errors.ts';
import type { Instant } from '../contract/instants.ts';
import type { Profile, Service } from '../contract/profile.ts';
import type { Rejections } from '../contract/rejections.ts';
import type { Data, Params, QuestionName } from '../contract/questions/index.ts';
import type { Lookup } from '../profile/index.ts';
import type { ReadableCache } from '../store/cache.ts';
import type { JournalReader } from '../store/journal-reader.ts';

/** What every question is asked with. `at` may be any past instant; it is answered by what is known today. */
export interface QuestionContext {
  cache: ReadableCache;
  lookup: Lookup;
  profile: Profile;
  at: Instant;
  /** Whether `at` is the city's now: what people did since then, here, is known too. */
  live: boolean;
  watermarks: Watermarks;
  /** What the city could not read of its sources. */
  rejected?: Rejections | undefined;
  /** What people did here; null where nothing was ever written down. */
  journal: JournalReader | null;
  /** The city line: an answer is never fresher than it. */
  line: 'live' | 'late' | 'stale';
  /** Whether history is still being fetched: what is open and of the last day is held, all else only in part. */
  partial?: boolean;
}

/** One question: whose data it draws on, and how it is answered. Its parameters are parsed by the contract's schema before. */
export interface Question<Q extends QuestionName> {
  /** The codes of the sources its freshness is judged by. */
  sources(context: QuestionContext, params: Params<Q>): string[];
  /** Whether the answer is right while history is still being fetched; absent where it never is. Then it is content `empty` until that is there. */
  ofNow?(params: Params<Q>): boolean;
  /** The answer's data; null where nothing was ever held for it. Throws `question-params` for a code the profile lacks. */
  answer(context: QuestionContext, params: Params<Q>): Data<Q> | null;
  /**
   * The same in steps, where it takes long: whoever drives them lets others go between. Each step takes the context anew, since what is
   * held may have changed by then.
   */
  inSteps?(context: () => QuestionContext, params: Params<Q>): Steps<Data<Q> | null>;
}

/** Work in steps, none of which takes long. */
export type Steps<T> = Generator<undefined, T>;

/** Work in steps, all at once. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The service a parameter names. Throws `question-params` where the profile has none of that code. */
export function serviceOf(context: QuestionContext, code: string, path = 'service'): Service {
  const service = context.lookup.service(code);
  if (service !== undefined) return service;
  throw new CitywallError('question-params', {
    what: `${path}: the city profile has no service "${code}"`,
    where: path,
    hint: 'Name one of the services in services.json.',
  });
}
