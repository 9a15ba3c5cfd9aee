import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Browser } from 'playwright-core';
import type { Profile } from '../../sync/contract/profile.ts';
import { root } from '../harness/programs.ts';
import { until } from '../harness/wait.ts';
import { cases } from './cases.ts';
import type { Opening } from './heat.ts';

/** How many points the raw map is given. */
export const POINTS = 500_000;

/**
 * A bare page: MapLibre, a background and one heat layer over raw points; nothing of ours. It opens at the
 * city's bounds, without animation, and notes when the map is first idle.
 */
const page = ([[west, south], [east, north]]: Profile['city']['map']['bounds']): string => `<!doctype html>
<meta charset="utf-8">
<link rel="stylesheet" href="/maplibre-gl.css">
<style>html, body, #map { margin: 0; height: 100%; }</style>
<div id="map"></div>
<script type="module">
  import { Map, setWorkerUrl } from '/maplibre-gl.mjs';
  setWorkerUrl('/maplibre-gl-worker.mjs');
  const map = new Map({
    container: 'map',
    bounds: [[${west}, ${south}], [${east}, ${north}]],
    interactive: false,
    attributionControl: false,
    fadeDuration: 0,
    style: {
      version: 8,
      sources: { points: { type: 'geojson', data: '/points.geojson' } },
      layers: [
        { id: 'ground', type: 'background', paint: { 'background-color': '#0b1220' } },
        { id: 'heat', type: 'heatmap', source: 'points', paint: { 'heatmap-radius': 12, 'heatmap-weight': 0.05 } },
      ],
    },
  });
  map.once('idle', () => { document.body.dataset.idle = String(performance.now()); });
</script>`;

/** As many cases as hold {@link POINTS} placed ones of the first service. */
const DRAWN_FROM = 1_000_000;

/** Writes placed cases of the profile's first service as GeoJSON points, spread over the city as all of them are. */
async function writePoints(profile: Profile, file: string): Promise<void> {
  const [service] = profile.services;
  let written = 0;
  await pipeline(function* () {
    yield '{"type":"FeatureCollection","features":[';
    for (const { service: of, point } of cases(profile, DRAWN_FROM)) {
      if (written === POINTS) break;
      if (of !== service?.id || point === undefined) continue;
      const geometry = { type: 'Point', coordinates: point };
      const text = JSON.stringify({ type: 'Feature', properties: {}, geometry });
      yield written++ === 0 ? text : `,${text}`;
    }
    yield ']}';
  }, createWriteStream(file));
  if (written < POINTS) throw new Error(`${written} points are fewer than ${POINTS}`);
}

const TYPES: Record<string, string> = {
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.geojson': 'application/geo+json',
};

/** The bare page with {@link POINTS} raw points, served from a folder. */
export async function rawOpening(browser: Browser, profile: Profile, folder: string): Promise<Opening> {
  const points = path.join(folder, 'points.geojson');
  await writePoints(profile, points);
  const server = createServer((request, response) => {
    const name = path.basename(request.url ?? '/');
    const type = TYPES[path.extname(name)];
    response.setHeader('content-type', type ?? 'text/html');
    if (type === undefined) return response.end(page(profile.city.map.bounds));
    const file = name === 'points.geojson' ? points : path.join(root, 'node_modules/maplibre-gl/dist', name);
    createReadStream(file)
      .on('error', () => response.writeHead(404).end())
      .pipe(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = addressOf(server.address());
  return {
    name: `MapLibre with ${POINTS} points`,
    async open() {
      const opened = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
      await opened.goto(`http://127.0.0.1:${port}/`, { waitUntil: 'commit' });
      const took = await until(
        'the raw map idle',
        () => opened.evaluate(() => Number(document.body?.dataset['idle'] ?? NaN) || null),
        300_000,
      );
      await opened.close();
      return took;
    },
    async close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function addressOf(address: string | AddressInfo | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address;
}
