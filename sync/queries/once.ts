import type { QuestionContext } from './question.ts';

/**
 * Makes something once for each context and what is asked of it: panels of one frame want the same things in other orders and lengths. A
 * context is of one state of the cache and ends with its frame; whoever asks again asks with another. Not to be changed by who is given it.
 */
export function oncePerContext<Asked, Made>(
  keyOf: (asked: Asked) => string,
  make: (context: QuestionContext, asked: Asked) => Made,
): (context: QuestionContext, asked: Asked) => Made {
  const kept = new WeakMap<QuestionContext, Map<string, { made: Made }>>();
  return (context, asked) => {
    const own = kept.get(context) ?? new Map<string, { made: Made }>();
    kept.set(context, own);
    const key = keyOf(asked);
    const known = own.get(key) ?? { made: make(context, asked) };
    own.set(key, known);
    return known.made;
  };
}

/** Remembers what was made of so many equal things; the one that was not asked for longest is forgotten. For what costs more than its key. */
export function remembering<Made>(most: number): (key: string, make: () => Made) => Made {
  const kept = new Map<string, { made: Made }>();
  return (key, make) => {
    const known = kept.get(key) ?? { made: make() };
    kept.delete(key);
    kept.set(key, known);
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
    return known.made;
  };
}
