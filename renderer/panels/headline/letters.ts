/** Not at a sentence's start: a capital goes, an abbreviation (GRDP) stays. */
export const low = (text: string): string =>
  /^\p{Lu}(\p{Ll}|\s)/u.test(text) ? text.charAt(0).toLocaleLowerCase() + text.slice(1) : text;
/** At a sentence's start. */
export const high = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);
