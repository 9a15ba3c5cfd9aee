import { SIGN_IN_BEGIN, SIGN_IN_CODE, SIGN_IN_FAILED } from '../../sync/contract/sign-in.ts';

/** What a browser does on its way to a provider and back: it follows, keeps cookies, and shows no page. */
export class Traveller {
  readonly #cookies = new Map<string, Map<string, string>>();

  /** Asks one address, as a page that is navigated to. */
  async visit(address: URL, method: 'GET' | 'POST' = 'GET'): Promise<Response> {
    const own = this.#cookies.get(address.host) ?? new Map<string, string>();
    this.#cookies.set(address.host, own);
    const cookie = [...own].map(([name, value]) => `${name}=${value}`).join('; ');
    const answered = await fetch(address, { method, redirect: 'manual', headers: { cookie } });
    for (const set of answered.headers.getSetCookie()) {
      const [pair = ''] = set.split(';', 1);
      const at = pair.indexOf('=');
      own.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return answered;
  }

  /** Goes from one address to where it leads, and on, until an address is one to `stop` at, or shows a page. */
  async follow(from: URL, stop: (at: URL) => boolean = () => false): Promise<URL> {
    let at = from;
    for (let steps = 0; steps < 12 && !stop(at); steps += 1) {
      const location = (await this.visit(at)).headers.get('location');
      if (location === null) return at;
      at = new URL(location, at);
      if (at.hash !== '') return at;
    }
    return at;
  }
}

/** What a console is handed in its address. */
export interface Handed {
  code: string | null;
  failed: string | null;
}
export function handedIn({ hash }: URL): Handed {
  const said = new URLSearchParams(hash.slice(1));
  return { code: said.get(SIGN_IN_CODE), failed: said.get(SIGN_IN_FAILED) };
}

/** Sets out from a wall to its provider; the first page there, or the way back where it asks nothing. */
export const setOutAt = (wall: string, by: Traveller): Promise<URL> =>
  by.follow(new URL(SIGN_IN_BEGIN, wall));

/** Chooses a role at the demonstration's provider; the address back at the wall, which is not asked yet. */
export async function choose(choice: URL, account: string, wall: string, by: Traveller): Promise<URL> {
  const chosen = await by.visit(new URL(`${choice.pathname}/${account}`, choice), 'POST');
  const on = new URL(chosen.headers.get('location') ?? '', choice);
  return by.follow(on, ({ origin }) => origin === new URL(wall).origin);
}
