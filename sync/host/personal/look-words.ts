/** What was said of a look stands in the journal's state, under this and the key of its entry in the audit log, which takes no words. */
export const LOOK_WORDS = 'look.';
