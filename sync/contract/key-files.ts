/**
 * Where a data folder has its own key of personal parts: open, for its owner alone, or sealed by the system's store of secrets, which a
 * packaged shell alone can open.
 */
export const OWN_KEY = { open: 'personal.key', sealed: 'personal.key.sealed' } as const;

/** By which variable of its environment a host is told a key. */
export const KEY_VARIABLE = 'CITYWALL_PERSONAL_KEY';
