import type { MessageKey, Say } from '../locales/messages.ts';

/** Faults that have words of their own; the locales say them. */
const KNOWN = [
  'disk-full',
  'disk-read-only',
  'disk-error',
  'data-no-permission',
  'host-exhausted',
  'cache-corrupt',
  'journal-damaged',
  'data-gone',
  'city-other',
  'city-protocol',
  'city-not-a-city',
  'city-refused',
  'city-busy',
  'city-unreachable',
  'profile-invalid',
  'profile-fault',
  'base-map-invalid',
  'record-invalid',
  'screen-illegible',
] as const;

/**
 * What the host reports of itself, in words: the gravest fault, and how many more there are. Empty where
 * there is none. A code without words is shown as it is.
 */
export function faultWords(codes: readonly string[], say: Say): string {
  const known = KNOWN.find((code) => codes.includes(code));
  const key: MessageKey = known === undefined ? 'hostFault.other' : `hostFault.${known}`;
  const [first] = codes;
  if (first === undefined) return '';
  const more = codes.length > 1 ? ` +${codes.length - 1}` : '';
  return say(key, { code: first }) + more;
}
