import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createSecure } from 'node:https';
import { connect, type Socket } from 'node:net';

/** A proxy before a city: below a path, and for those alone who have its login. */
export interface WayToCity {
  /** `http://127.0.0.1:port/path/`, without the login. */
  address: string;
  stop: () => Promise<void>;
}

/** Opens the way to a city at a port of this machine, below `path` (`/feeds/city/`), guarded by `login` (`name:password`). */
export async function wayToCity(
  port: number,
  { path, login, tls }: { path: string; login: string; tls?: { key: string; cert: string } },
): Promise<WayToCity> {
  const server = tls === undefined ? createServer() : createSecure(tls);
  const open = new Set<Socket>();
  server.on('request', (_request, response) => response.writeHead(404).end());
  server.on('upgrade', (request: IncomingMessage, near: Socket, head: Buffer) => {
    near.on('error', () => undefined);
    const { url = '', headers, rawHeaders } = request;
    const isIn = headers.authorization === `Basic ${Buffer.from(login).toString('base64')}`;
    if (!isIn) return void near.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n');
    if (!url.startsWith(path)) return void near.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n');
    const far = connect(port, '127.0.0.1');
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('close', () => void (open.delete(socket), near.destroy(), far.destroy()));
    }
    far.on('error', () => near.destroy());
    const lines = rawHeaders.flatMap((name, i) => {
      if (i % 2 === 1) return [];
      // As proxies do: what is behind knows itself by its own name alone.
      return `${name}: ${name.toLowerCase() === 'host' ? `127.0.0.1:${port}` : (rawHeaders[i + 1] ?? '')}`;
    });
    far.write([`GET /${url.slice(path.length)} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
    far.write(head);
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('a server on a port has one');
  return {
    address: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${at.port}${path}`,
    async stop() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
