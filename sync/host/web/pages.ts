import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, realpath, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pathOf } from './http.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.geojson': 'application/geo+json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

/** Names that the build gives by content: what lies under one of them never changes. */
const HASHED = /[.-][A-Za-z0-9_-]{8,}\.[a-z0-9]+$/;

/** The build of the pages: the first characters of their entry's hash, or `none` where they are not built. */
export async function buildOf(folder: string): Promise<string> {
  const entry = await readFile(path.join(folder, 'index.html')).catch(() => null);
  return entry === null ? 'none' : createHash('sha256').update(entry).digest('hex').slice(0, 16);
}

/** The file a request's path names, or null where there is none inside the folder. */
export async function fileFor(folder: string, pathname: string): Promise<string | null> {
  const decoded = plain(pathname);
  if (decoded === null || !/^\/(?!\/)/.test(decoded) || decoded.includes('\0') || decoded.includes('\\'))
    return null;
  const asked = path.join(folder, decoded === '/' ? 'index.html' : decoded);
  // Links are followed before the comparison, so that none leads out of the folder.
  const [root, file] = await Promise.all([found(folder), found(asked)]);
  if (root === null || file === null || !file.startsWith(root + path.sep)) return null;
  return (await stat(file)).isFile() ? file : null;
}

/** Answers with a file of the pages. */
export async function servePage(
  folder: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const pathname = pathOf(request);
  const file = await fileFor(folder, pathname);
  if (file === null) {
    const unbuilt = pathname === '/';
    response.writeHead(unbuilt ? 503 : 404, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(unbuilt ? 'The pages are not built. Run: npm start\n' : 'There is no such page.\n');
    return;
  }
  const { size } = await stat(file);
  response.writeHead(200, {
    'content-type': TYPES[path.extname(file).toLowerCase()] ?? 'application/octet-stream',
    'content-length': size,
    'cache-control': HASHED.test(path.basename(file)) ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  if (request.method === 'HEAD') response.end();
  else await pipeline(createReadStream(file), response);
}

/** Answers with a picture of the profile: a file of its folder `pictures`, and nothing else of it. */
export async function servePicture(
  profile: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const file = await fileFor(path.join(profile, 'pictures'), pathOf(request).slice('/pictures'.length));
  const type = file === null ? undefined : TYPES[path.extname(file).toLowerCase()];
  if (file === null || type === undefined || !type.startsWith('image/')) {
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
    response.end('There is no such picture.\n');
    return;
  }
  const { size } = await stat(file);
  response.writeHead(200, { 'content-type': type, 'content-length': size, 'cache-control': 'no-cache' });
  if (request.method === 'HEAD') response.end();
  else await pipeline(createReadStream(file), response);
}

function plain(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    // A malformed escape names no file.
    return null;
  }
}

function found(file: string): Promise<string | null> {
  return realpath(file).catch(() => null);
}
