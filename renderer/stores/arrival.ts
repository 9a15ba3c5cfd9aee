import { SIGN_IN_BEGIN, SIGN_IN_CODE, SIGN_IN_FAILED } from '../../sync/contract/sign-in.ts';

/** Where a tab keeps what it showed when somebody set out to sign in. */
const KEPT = 'citywall.setOut';

/** How somebody came back from the city's provider: with a code that is traded for a session, or with why not. */
export interface Arrival {
  code: string | null;
  failed: string | null;
}

/** Sets out to the city's provider; what is shown now is shown again afterwards. */
export function setOut(): void {
  sessionStorage.setItem(KEPT, location.search);
  location.assign(SIGN_IN_BEGIN);
}

/** What an address's fragment hands over; null where it is none of the host's. */
export function arrivalIn(hash: string): Arrival | null {
  const handed = new URLSearchParams(hash.replace(/^#/, ''));
  const [code, failed] = [handed.get(SIGN_IN_CODE), handed.get(SIGN_IN_FAILED)];
  return code === null && failed === null ? null : { code, failed };
}

/** Takes what was handed over out of the address, and out of the browser's history with it, before the address is read. */
export function arrive(): Arrival | null {
  const arrival = arrivalIn(location.hash);
  if (arrival === null) return null;
  const shown = sessionStorage.getItem(KEPT) ?? '';
  sessionStorage.removeItem(KEPT);
  history.replaceState(history.state, '', shown.startsWith('?console') ? shown : '?console');
  return arrival;
}
