import type { IncomingMessage } from 'node:http';

/** The only address a wall's windows are served on: what is not on this machine cannot ask. */
export const LOOPBACK = '127.0.0.1';
const NAMES = [LOOPBACK, 'localhost'];

/** Who is at the other end, as it is told: an IPv4 address as such, also where it comes over IPv6. */
export const addressOf = ({ remoteAddress }: { remoteAddress?: string | undefined }): string =>
  (remoteAddress ?? 'unknown').replace(/^::ffff:(?=\d+\.)/i, '');

/** Where something is served: by which scheme, and under which names, each with its port. */
export interface Site {
  scheme: 'http' | 'https';
  isOurs: (host: string) => boolean;
}

/** What is served on this machine for this machine. */
export const loopback = (port: number): Site => ({
  scheme: 'http',
  isOurs: (host) => NAMES.some((name) => host === `${name}:${port}`),
});

/**
 * Why a request is refused, or null where it may pass. A name that was rebound to this machine shows in
 * the Host header, a page from elsewhere in Origin, and what such a page embeds in Sec-Fetch-Site.
 */
export function refused(request: Pick<IncomingMessage, 'headers'>, { scheme, isOurs }: Site): string | null {
  const { host: named, origin } = request.headers;
  const host = named?.toLowerCase();
  if (host === undefined || !isOurs(host)) return `asked under the name ${host ?? '(none)'}`;
  const from = origin?.toLowerCase();
  const start = `${scheme}://`;
  if (from !== undefined && !(from.startsWith(start) && isOurs(from.slice(start.length))))
    return `asked by a page of ${origin ?? ''}`;
  const site = request.headers['sec-fetch-site'];
  const navigated = request.headers['sec-fetch-mode'] === 'navigate';
  if (site === 'cross-site' && !navigated) return 'embedded by a page from elsewhere';
  return null;
}
