import type { Subject } from '../../../contract/alerts.ts';
import { eachOpening } from '../../../rollups/openings.ts';
import type { QuestionContext } from '../../question.ts';
import type { Window } from '../../usual.ts';

/**
 * The unit that handles most of the cases of each of some subjects of a service that were opened in a window; the first by code where
 * several do, null where none is known. `categories` are those meant where a subject names none.
 */
export function handlersOf(
  { cache, lookup }: QuestionContext,
  service: string,
  window: Window,
  subjects: readonly Subject[],
  categories: readonly string[] | undefined,
): (string | null)[] {
  const id = (code: string | undefined): number | null | undefined =>
    code === undefined ? null : cache.codes.id(code);
  const wanted = subjects.map(({ category, area }) => ({ category: id(category), area: id(area) }));
  const meant = categories && new Set(categories.map((code) => cache.codes.id(code)));
  const counts = subjects.map(() => new Map<number, number>());
  cache.view(() =>
    eachOpening(cache, service, window, ({ category, unit, area }, i) => {
      const by = unit[i] ?? 0;
      if (by === 0) return;
      if (meant?.has(category[i] ?? 0) === false) return;
      wanted.forEach((one, n) => {
        if (one.category !== null && one.category !== category[i]) return;
        if (one.area !== null && one.area !== area[i]) return;
        const own = counts[n];
        own?.set(by, (own.get(by) ?? 0) + 1);
      });
    }),
  );
  return counts.map((own) => {
    let best: { unit: string; n: number } | null = null;
    for (const [key, n] of own) {
      const unit = cache.codes.code(key);
      if (best === null || n > best.n || (n === best.n && unit < best.unit)) best = { unit, n };
    }
    return best === null || lookup.unit(best.unit) === undefined ? null : best.unit;
  });
}
