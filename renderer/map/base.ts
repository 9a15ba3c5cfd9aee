import { addProtocol, type VectorSourceSpecification } from 'maplibre-gl';
import { PMTiles } from 'pmtiles';
import { BASE_PATH, type BaseMap } from '../../sync/contract/base-map.ts';
import { BASE } from './base-style.ts';

const archives = new Map<string, PMTiles>();
let spoken = false;

/** The archive behind a version of the base map, opened once for all maps of the window. */
function archiveOf(version: string): PMTiles {
  const held = archives.get(version);
  if (held !== undefined) return held;
  const opened = new PMTiles(`${location.origin}${BASE_PATH}?v=${version}`);
  archives.clear();
  archives.set(version, opened);
  return opened;
}

/** Teaches MapLibre addresses of the form `base://VERSION/Z/X/Y`: tiles of the archive that the host serves. */
function speak(): void {
  if (spoken) return;
  spoken = true;
  addProtocol(BASE, async ({ url }, { signal }) => {
    const [version = '', z, x, y] = url.slice(`${BASE}://`.length).split('/');
    const tile = await archiveOf(version).getZxy(Number(z), Number(x), Number(y), signal);
    // Where the archive has no tile, there is nothing: no water and no road.
    return { data: tile?.data ?? new ArrayBuffer(0) };
  });
}

/** The base map as a source of a style. */
export function baseSource({ version, bounds, minZoom, maxZoom }: BaseMap): VectorSourceSpecification {
  speak();
  const [[west, south], [east, north]] = bounds;
  return {
    type: 'vector',
    tiles: [`${BASE}://${version}/{z}/{x}/{y}`],
    bounds: [west, south, east, north],
    minzoom: minZoom,
    maxzoom: maxZoom,
  };
}
