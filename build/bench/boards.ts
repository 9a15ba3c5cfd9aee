import { filledIn } from '../../sync/contract/boards.ts';
import { besidesOf, shows } from '../../sync/contract/panels.ts';
import type { Profile } from '../../sync/contract/profile.ts';
import { lookupIn, type LoadedProfile } from '../../sync/profile/index.ts';
import { answer, type QuestionContext } from '../../sync/queries/index.ts';
import { openReadable } from '../../sync/store/cache.ts';
import { DAY } from '../../sync/contract/instants.ts';
import { NOW } from './cases.ts';
import type { Duck } from './duck.ts';
import { duckSql } from './duck-questions.ts';
import { middle } from './figure.ts';
import { cacheIn, truthOf } from './held.ts';

/** What one panel of a board asks. */
export interface PanelQuestion {
  panel: string;
  name: string;
  params: unknown;
}

/** What every board asks: the questions of its panels, and what their kinds ask beside them. */
export function panelQuestions(profile: Profile): Map<string, PanelQuestion[]> {
  return new Map(
    profile.boards.map((board) => [
      board.id,
      board.panels.flatMap((panel) => {
        const { id, kind } = panel;
        const question = filledIn(panel.question, { subject: board.subject?.default });
        if (!shows(kind, question.name)) throw new Error(`${board.id}/${id} asks ${question.name}`);
        const besides = besidesOf({ ...panel, question }, profile.city.map.inset);
        return [
          { panel: id, ...question },
          ...Object.entries(besides).flatMap(([as, one]) =>
            one === null ? [] : [{ panel: `${id} ${as}`, ...one }],
          ),
        ];
      }),
    ]),
  );
}

/** Milliseconds a panel's question takes, in the middle of several times, by panel. */
export type Times = Map<string, number>;
export const total = (times: Times): number => [...times.values()].reduce((sum, ms) => sum + ms, 0);

const REPEATS = { ours: 25, theirs: 9 } as const;
const WARM_UP = 2;

/** Asks at {@link NOW} of a built folder, by a handle of one's own. */
export function contextOf(loaded: LoadedProfile, folder: string): QuestionContext {
  const { profile } = loaded;
  const { watermarks } = truthOf(loaded);
  const cache = openReadable(cacheIn(folder));
  return {
    cache,
    lookup: lookupIn(profile),
    profile,
    at: NOW,
    live: true,
    watermarks,
    journal: null,
    line: 'live',
  };
}

/** Rows of indicators are kept until a day ends; asking of another day makes the next asking work them out again. */
function forgetIndicators(context: QuestionContext): void {
  answer({ ...context, at: context.at - DAY }, 'indicators', { level: 'city' });
}

/** Milliseconds between two rounds, as between two frames of a wall. */
export const FRAME = 2000;

/**
 * Asks all panels of a board in turn, again and again, as a slice of the wall is answered, each round of an
 * instant a frame later, so that what is kept of an instant is of no use to the next. Kept are sums and the cases of
 * broken hours, whose versions are asked for every time, and the indicators' values as read. With several
 * caches, rounds take turns, so that whatever else the machine does weighs on all. Times by cache.
 */
export function timeOurs(contexts: readonly QuestionContext[], panels: readonly PanelQuestion[]): Times[] {
  const times = contexts.map(() => panels.map(() => new Array<number>()));
  for (let round = -WARM_UP; round < REPEATS.ours; round++)
    for (const [c, context] of contexts.entries()) {
      forgetIndicators(context);
      const asked = { ...context, at: context.at + (round + WARM_UP) * FRAME };
      for (const [i, { panel, name, params }] of panels.entries()) {
        const started = performance.now();
        const { content } = answer(asked, name, params);
        const took = performance.now() - started;
        if (content !== 'data') throw new Error(`${panel}: ${name} answered ${content}`);
        if (round >= 0) times[c]?.[i]?.push(took);
      }
    }
  return times.map((of) => new Map(panels.map(({ panel }, i) => [panel, middle(of[i] ?? [])])));
}

/** The same of DuckDB: every query of a panel is run and all its rows are read. */
export async function timeDuck(
  duck: Duck,
  profile: Profile,
  panels: readonly PanelQuestion[],
): Promise<Times> {
  const asking = { duck, profile, at: NOW };
  const queries = panels.map(({ name, params }) => duckSql(name, params, asking) ?? []);
  const times = panels.map(() => new Array<number>());
  for (let round = -WARM_UP; round < REPEATS.theirs; round++)
    for (const [i, some] of queries.entries()) {
      const started = performance.now();
      for (const sql of some) await duck.rows(sql);
      if (round >= 0) times[i]?.push(performance.now() - started);
    }
  return new Map(
    panels.flatMap(({ panel }, i) => (queries[i]?.length === 0 ? [] : [[panel, middle(times[i] ?? [])]])),
  );
}

/** Times by panel as one line. */
export function told(times: Times): string {
  return [...times].map(([panel, ms]) => `${panel} ${ms.toFixed(2)}`).join(', ');
}
