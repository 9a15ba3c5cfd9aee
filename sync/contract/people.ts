/**
 * What somebody is here for. Who looks; who works on alerts; who shows boards to others; who decides and asks units to explain; who answers
 * for a unit; who looks after this wall.
 */
export type Role = 'viewer' | 'operator' | 'presenter' | 'leader' | 'officer' | 'administrator';
