/** Everything that somebody can be here for, by who may do least to who may do most. */
export const ROLES = ['viewer', 'presenter', 'operator', 'officer', 'leader', 'administrator'] as const;

/**
 * What somebody is here for. Who looks; who shows boards to others; who works on alerts; who answers for a unit; who decides and asks
 * units to explain; who looks after this wall.
 */
export type Role = (typeof ROLES)[number];

/** Whose wish it is: somebody's of a role, or that of a window on which nobody is signed in, as on the wall's own screens. */
export type Asker = Role | 'wall';
export const ASKERS: readonly Asker[] = ['wall', ...ROLES];
