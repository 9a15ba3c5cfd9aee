import { CitywallError } from '../../contract/errors.ts';
import type { Opened, OpenRequest } from '../../contract/link.ts';
import { VERSION } from '../../contract/version.ts';
import type { Taken } from '../in-force.ts';

/** What a window is opened from. */
export interface OpeningFacts
  extends Pick<Taken, 'profile' | 'shapes' | 'base' | 'scope'>, Pick<Opened, 'who' | 'accounts'> {
  demo: boolean;
  /** The build of the pages that this host serves. */
  build: string;
}

/**
 * What a window shows: the board it names, or that of the screen it names, on that screen's glass; the
 * first screen where it names none. Throws `screen-unknown` or `board-unknown`, listing what there is.
 */
export function openedFrom(facts: OpeningFacts, request: OpenRequest): Opened {
  const { profile } = facts;
  const [wall] = profile.walls;
  const screen = wall?.screens.find(({ id }) => request.screen === undefined || id === request.screen);
  if (wall === undefined || screen === undefined)
    throw new CitywallError('screen-unknown', {
      what: `the wall has no screen ${request.screen ?? 1}`,
      where: wall?.id ?? '',
      hint: `Its screens are ${wall?.screens.map(({ id }) => id).join(', ') ?? '(none)'}.`,
    });
  const id = request.board ?? screen.board;
  const board = profile.boards.find((b) => b.id === id);
  if (board === undefined)
    throw new CitywallError('board-unknown', {
      what: `the profile has no board ${id}`,
      where: wall.id,
      hint: `Its boards are ${profile.boards.map((b) => b.id).join(', ')}.`,
    });
  const { city, units, areas, sources, services, indicators, indexes, rules, alerts } = profile;
  return {
    wall,
    screen,
    board,
    boards: profile.boards,
    names: { city, units, areas, sources, services, indicators, indexes, rules, alerts },
    shapes: facts.shapes,
    base: facts.base,
    scope: facts.scope?.unit ?? null,
    demo: facts.demo,
    who: facts.who,
    accounts: facts.accounts,
    version: VERSION,
    build: facts.build,
  };
}
