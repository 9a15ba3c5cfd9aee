/** Where a console keeps its session: it outlives a reload and a host's restart. */
export const KEPT = 'citywall.session';

/** The session that this browser has; none where nobody has signed in. */
export const keptToken = (): string | undefined => localStorage.getItem(KEPT) ?? undefined;
