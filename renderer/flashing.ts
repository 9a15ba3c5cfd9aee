import type { Opened } from '../sync/contract/link.ts';

/**
 * The one panel of this window whose sign may flash, by its id; null where none may. Of a whole wall only one may: the first
 * `alerts` panel of the first screen whose board has one. `shown` are the panels that this window's arrangement places.
 */
export function flashingOf(
  { wall, screen, boards }: Pick<Opened, 'wall' | 'screen' | 'boards'>,
  shown: readonly { id: string; kind: string }[],
): string | null {
  const withAlerts = (id: string): boolean =>
    boards.find((board) => board.id === id)?.panels.some(({ kind }) => kind === 'alerts') === true;
  const first = wall.screens.find(({ board }) => withAlerts(board));
  if (first === undefined || first.id !== screen.id) return null;
  return shown.find(({ kind }) => kind === 'alerts')?.id ?? null;
}
