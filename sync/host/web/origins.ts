import type { IncomingMessage } from 'node:http';

/** The only address a wall listens on: what is not on this machine cannot ask. */
export const LOOPBACK = '127.0.0.1';
const NAMES = [LOOPBACK, 'localhost'];

/**
 * Why a request is refused, or null where it may pass. A name that was rebound to this machine shows in
 * the Host header, a page from elsewhere in Origin, and what such a page embeds in Sec-Fetch-Site.
 */
export function refused(request: Pick<IncomingMessage, 'headers'>, port: number): string | null {
  const hosts = NAMES.map((name) => `${name}:${port}`);
  const { host, origin } = request.headers;
  if (host === undefined || !hosts.includes(host.toLowerCase()))
    return `asked under the name ${host ?? '(none)'}`;
  if (origin !== undefined && !hosts.some((h) => origin.toLowerCase() === `http://${h}`))
    return `asked by a page of ${origin}`;
  const site = request.headers['sec-fetch-site'];
  const navigated = request.headers['sec-fetch-mode'] === 'navigate';
  if (site === 'cross-site' && !navigated) return 'embedded by a page from elsewhere';
  return null;
}
