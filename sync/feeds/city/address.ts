import { z } from 'zod';
import { CitywallError } from '../../contract/errors.ts';

/** Where a city is, and how to get in there. */
export interface CityAddress {
  /** What may be shown: `http://host:port/`, or `https:`, or with a path where a proxy puts the feed below one. */
  address: string;
  /** `name:password` for whoever guards the way to it; never shown. Null where nobody does. */
  login: string | null;
}

/** Reads the address of a city. Throws `city-not-a-city` where the text is none, without what may be a password in it. */
export function cityAddress(text: string): CityAddress {
  const url = URL.parse(text);
  const wrong = (what: string): CitywallError =>
    new CitywallError('city-not-a-city', {
      what,
      where: text.slice(text.lastIndexOf('@') + 1),
      hint: 'Give it as http://host:port/ or https://host/path/.',
    });
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    throw wrong('That is not the address of a city.');
  if (url.search !== '' || url.hash !== '')
    throw wrong('The address of a city ends with its path: "?" and "#" lead nowhere.');
  const login = `${url.username}:${url.password}`;
  url.username = url.password = '';
  try {
    return { address: url.href, login: login === ':' ? null : decodeURIComponent(login) };
  } catch {
    throw wrong('Its name or password has a "%" that stands for nothing; write it as %25.');
  }
}

const nodeError = z.object({ code: z.string() });
const wsError = z.object({ message: z.string() });
const engineError = z.object({ message: z.string(), description: z.unknown().optional() });
const described = z.object({ error: z.unknown().optional(), message: z.string().optional() });

/** What socket.io, the web socket and the network each say of one failure. */
function parts(error: unknown): { said: string; code: string } {
  const outer = engineError.safeParse(error);
  if (!outer.success) return { said: String(error), code: '' };
  const inner = described.safeParse(outer.data.description);
  const cause = inner.success ? inner.data.error : undefined;
  const code = nodeError.safeParse(cause);
  const message = wsError.safeParse(cause);
  return {
    said: message.success && message.data.message !== '' ? message.data.message : outer.data.message,
    code: code.success ? code.data.code : '',
  };
}

/** The address answered, but not as a city does. */
function notACity(said: string, code: string): boolean {
  if (code.startsWith('HPE_') || code === 'EPROTO' || said === 'Invalid namespace') return true;
  if (/Unexpected server response: 50[234]/.test(said)) return false; // A proxy before a city that is down.
  return /Unexpected server response|Sec-WebSocket|Invalid Upgrade/i.test(said);
}

/** Why a connection could not be opened, in words for the person who typed the address. */
export function unopened(address: string, error: unknown): CitywallError {
  const { said, code } = parts(error);
  if (/Unexpected server response: 40[137]/.test(said))
    return new CitywallError(
      'city-refused',
      {
        what: `Whoever guards the way to the city lets nobody in without the right name and password (${said}).`,
        where: address,
        hint: 'Give them in the address, https://NAME:PASSWORD@HOST/, best in a file: --city @FILE.',
      },
      { cause: error },
    );
  if (notACity(said, code))
    return new CitywallError(
      'city-not-a-city',
      {
        what: `Something answers there, but it is not a city (${said}).`,
        where: address,
        hint: 'Check the address and the port; a city started with "npm run city" prints its own.',
      },
      { cause: error },
    );
  const certificate = /CERT|TLS|SELF_SIGNED|UNABLE_TO/.test(code);
  return new CitywallError(
    'city-unreachable',
    {
      what: `The city cannot be reached (${code === '' ? said : code}).`,
      where: address,
      hint: certificate
        ? 'Its certificate is not accepted: have it renewed, or add its authority with NODE_EXTRA_CA_CERTS.'
        : 'Check that the city runs and that the network leads there; the host goes on trying.',
    },
    { cause: error },
  );
}
