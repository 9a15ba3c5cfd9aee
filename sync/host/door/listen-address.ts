import { isIP } from 'node:net';
import { CitywallError } from '../../contract/errors.ts';

/** The port consoles of other machines are served on where none is named. */
export const CONSOLE_PORT = 7443;

/** An address of this machine on which consoles of other machines are served. */
export interface ListenAddress {
  address: string;
  port: number;
}

/** The host of a web address: an IPv6 address stands in brackets there. */
export const hostOf = ({ address, port }: ListenAddress): string =>
  `${isIP(address) === 6 ? `[${address}]` : address}:${port}`;

const EVERYWHERE = new Set(['0.0.0.0', '::', '*']);

/** Reads `ADDRESS` or `ADDRESS:PORT`, of IPv6 `[ADDRESS]:PORT`. Throws `option-invalid`. */
export function listenAddress(text: string): ListenAddress {
  const invalid = (what: string, hint: string): CitywallError =>
    new CitywallError('option-invalid', { what, where: '--listen', hint });
  if (/^[a-z]+:\/\//i.test(text))
    throw invalid(
      `--listen takes an address without a scheme, not ${text}`,
      'Beyond this machine consoles are served over TLS alone: give ADDRESS or ADDRESS:PORT.',
    );
  const [, six, four, port] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const address = isIP(text) === 6 ? text : (six ?? four ?? '');
  if (EVERYWHERE.has(address))
    throw invalid(
      `--listen ${text} would serve on every network of this machine`,
      'Name the address by which consoles are to reach it; --listen may be given several times.',
    );
  if (isIP(address) === 0 || Number(port ?? 0) > 65_535)
    throw invalid(
      `no address of this machine: ${text}`,
      'Give ADDRESS or ADDRESS:PORT in figures, as "ip address" or "ipconfig" tells it.',
    );
  return { address, port: port === undefined ? CONSOLE_PORT : Number(port) };
}
