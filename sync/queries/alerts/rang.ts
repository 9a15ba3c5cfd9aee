import { above, kin } from '../../alerts/machine/parents.ts';
import type { Rulebook } from '../../alerts/machine/rulebook.ts';
import type { Known, Life } from '../../alerts/machine/state.ts';

/** Every alert that is known, open and closed. */
export const everyLife = ({ open, closed }: Known): Life[] => [...closed.values(), ...open.values()];

/**
 * Those that rang when they were raised: not in quiet hours, and not counted with an alert of a rule above theirs that was open then and
 * is their kin.
 */
export function rangOf(lives: readonly Life[], book: Rulebook): Life[] {
  const byRule = new Map<string, Life[]>();
  for (const life of lives) {
    const there = byRule.get(life.rule);
    if (there === undefined) byRule.set(life.rule, [life]);
    else there.push(life);
  }
  const ways = new Map<string, Life[]>();
  const parentsOf = (rule: string): Life[] => {
    const found = ways.get(rule) ?? above(book, rule).flatMap(({ id }) => byRule.get(id) ?? []);
    ways.set(rule, found);
    return found;
  };
  const wasMuted = (life: Life): boolean =>
    parentsOf(life.rule).some(
      ({ raisedAt, closedAt, figures }) =>
        raisedAt <= life.raisedAt &&
        (closedAt === null || closedAt > life.raisedAt) &&
        kin(book, figures.subject, life.figures.subject),
    );
  return lives.filter((life) => !life.quiet && !wasMuted(life));
}
