import { decodeHTML } from 'entities';
import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { PMTiles, TileType, type Header } from 'pmtiles';
import { z } from 'zod';
import { CitywallError } from '../../contract/errors.ts';
import { BASE_LAYERS, type BaseMap } from '../../contract/base-map.ts';

/** The file of a profile's folder that may hold a base map. */
const FILE = 'base.pmtiles';
/** Attributions are a line; what is longer is no attribution. */
const LONGEST = 300;

const metadata = z.object({
  attribution: z.string().optional().catch(undefined),
  vector_layers: z.array(z.object({ id: z.string() })),
});

/**
 * What windows need to know of the profile's base map; null where it has none. Raises `base-map-invalid` for a file that is
 * no PMTiles archive of vector tiles, or that has none of the layers which are drawn.
 */
export async function readBaseMap(folder: string): Promise<BaseMap | null> {
  const where = path.join(folder, FILE);
  const raise = (what: string, cause?: unknown): never => {
    const hint =
      'Give a PMTiles file (version 3) of vector tiles, or take the file away: the map does without.';
    throw new CitywallError('base-map-invalid', { what, where, hint }, { cause });
  };
  const handle = await opened(where).catch((cause: unknown) => raise('the base map cannot be read', cause));
  if (handle === null) return null;
  try {
    const version = await versionOf(handle);
    const archive = new PMTiles({
      getKey: () => where,
      getBytes: (offset, length) => bytes(handle, offset, length),
    });
    const unreadable = (cause: unknown): never =>
      raise('the base map is no PMTiles archive of version 3', cause);
    const header: Header = await archive.getHeader().catch(unreadable);
    if (header.specVersion !== 3) unreadable(undefined);
    if (header.tileType !== TileType.Mvt) raise('the base map has pictures for tiles, not vector tiles');
    const known = metadata.safeParse(await archive.getMetadata().catch(unreadable));
    const layers = known.success ? known.data.vector_layers.map(({ id }) => id) : [];
    const drawn = layers.filter((id) => BASE_LAYERS.has(id));
    if (drawn.length === 0)
      raise(
        `the base map has none of the layers ${[...BASE_LAYERS.keys()].join(', ')}, but ${layers.join(', ') || 'none'}`,
      );
    return {
      version,
      attribution: plain(known.data?.attribution ?? ''),
      bounds: [
        [header.minLon, header.minLat],
        [header.maxLon, header.maxLat],
      ],
      minZoom: header.minZoom,
      maxZoom: header.maxZoom,
      layers: drawn,
    };
  } finally {
    await handle.close();
  }
}

/**
 * Answers with the base map, or with the part of it that is asked for (RFC 9110, one range; of several, with all of it). A window
 * names the version it was told of, as `?v=`: parts of another are not given to it.
 */
export async function serveBaseMap(
  folder: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const none = (why: string): void => {
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(`${why}\n`);
  };
  const handle = await opened(path.join(folder, FILE));
  if (handle === null) return none('This profile has no base map.');
  try {
    const { size } = await handle.stat();
    const version = await versionOf(handle);
    const wanted = new URL(request.url ?? '/', 'http://host').searchParams.get('v') ?? version;
    if (wanted !== version) return none('The base map is another by now.');
    const etag = `"${version}"`;
    const asked = request.headers['if-range'] ?? etag;
    const range = asked === etag ? rangeOf(request.headers.range, size) : null;
    const headers = {
      'content-type': 'application/vnd.pmtiles',
      'accept-ranges': 'bytes',
      'cache-control': 'no-cache',
      etag,
    };
    if (range === 'none') {
      response.writeHead(416, { ...headers, 'content-range': `bytes */${size}` }).end();
      return;
    }
    const { from, to } = range ?? { from: 0, to: size - 1 };
    response.writeHead(range === null ? 200 : 206, {
      ...headers,
      'content-length': to - from + 1,
      ...(range !== null && { 'content-range': `bytes ${from}-${to}/${size}` }),
    });
    if (request.method === 'HEAD' || size === 0) response.end();
    else
      await pipeline(createReadStream('', { fd: handle, start: from, end: to, autoClose: false }), response);
  } finally {
    await handle.close();
  }
}

/** First and last byte of a `Range` header; null where the whole is meant, `none` where it asks for nothing there is. */
export function rangeOf(
  header: string | undefined,
  size: number,
): { from: number; to: number } | 'none' | null {
  const match = /^bytes=(?:(\d+)-(\d*)|-(\d+))$/.exec(header?.replaceAll(' ', '') ?? '');
  if (match === null) return null;
  const [, first, last, tail] = match;
  if (tail !== undefined) {
    const from = Math.max(0, size - Number(tail));
    return from >= size ? 'none' : { from, to: size - 1 };
  }
  const from = Number(first);
  const to = last === '' || last === undefined ? size - 1 : Math.min(Number(last), size - 1);
  // A last byte before the first is no range at all, and is passed over as if it were not said.
  if (last !== '' && Number(last) < from) return null;
  return from >= size ? 'none' : { from, to };
}

/** The file, or null where there is none. */
async function opened(file: string): Promise<FileHandle | null> {
  try {
    const handle = await open(file, 'r');
    if ((await handle.stat()).isFile()) return handle;
    await handle.close();
    return null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return null;
    throw error;
  }
}

/** Changes whenever the file does. */
async function versionOf(handle: FileHandle): Promise<string> {
  const { size, mtimeMs } = await handle.stat();
  return `${size.toString(36)}-${Math.round(mtimeMs).toString(36)}`;
}

async function bytes(handle: FileHandle, offset: number, length: number): Promise<{ data: ArrayBuffer }> {
  const data = new ArrayBuffer(length);
  const { bytesRead } = await handle.read(new Uint8Array(data), 0, length, offset);
  return { data: data.slice(0, bytesRead) };
}

/** An attribution as text: archives carry it as HTML, and windows show no HTML that they did not make. */
function plain(html: string): string {
  const text = decodeHTML(html.replace(/<[^>]*>/g, ' '));
  return text.replace(/\s+/g, ' ').trim().slice(0, LONGEST);
}
