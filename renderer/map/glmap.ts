import { Map as GlMap, setWorkerUrl, type CanvasSource } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import type { BaseMap } from '../../sync/contract/base-map.ts';
import type { AreaShapes } from '../../sync/contract/profile.ts';
import type { Palette } from '../ui/index.ts';
import { baseSource } from './base.ts';
import { BASE, baseLayers } from './base-style.ts';
import type { Camera } from './camera.ts';
import { cornersOf, heatSource, styleOf } from './style.ts';

setWorkerUrl(workerUrl);

/** What one map shows. `heat` is drawn over the whole view. */
export interface Scene {
  camera: Camera;
  fills: ReadonlyMap<string, string>;
  heat: HTMLCanvasElement;
}

export interface DrawnMap {
  /** Draws a scene; `idle` is told once it stands on the screen. */
  show: (scene: Scene) => void;
  close: () => void;
}

interface Events {
  idle: () => void;
  /** The picture is gone for now; the next `idle` says it is back. */
  gone: () => void;
  /** The map cannot go on: WebGL is missing or lost for good. The caller draws without it, and may open anew. */
  lost: (why: string) => void;
  /** The base map stands on the screen, or it, or a part of it, could not be read and the rest stands. */
  base: (how: 'drawn' | 'lost') => void;
}

/** How long a lost context may take to come back by itself, milliseconds. */
const RESTORE_WITHIN = 4_000;

/** A view whose middle lies beyond this longitude may show the date line, whatever its size. */
const NEAR_DATE_LINE = 175;

/** Whether this window can draw with WebGL 2 at all. */
export function hasWebGl(): boolean {
  return typeof WebGL2RenderingContext !== 'undefined';
}

/** What a map is made of, however it is looked at. `base` is the city's own base map, where there is one. */
export interface Look {
  shapes: AreaShapes;
  palette: Palette;
  hairline: number;
  base: BaseMap | null;
}

/** Opens a still map in a container. It takes no input, and asks for nothing but its base map, of the host. */
export function openMap(container: HTMLElement, look: Look, first: Scene, events: Events): DrawnMap {
  const { centre, zoom } = first.camera;
  // MapLibre shows one turn of the earth from its date line to its date line: a city that lies there is drawn half a turn away.
  const by = Math.abs(centre[0]) > NEAR_DATE_LINE ? -Math.sign(centre[0]) * 180 : 0;
  const map = new GlMap({
    container,
    style: styleOf(look.shapes, look.palette, look.hairline, look.base !== null && by === 0, by),
    center: [centre[0] + by, centre[1]],
    zoom,
    interactive: false,
    attributionControl: false,
    fadeDuration: 0,
    renderWorldCopies: false,
    maxTileCacheSize: 4,
    minZoom: -2,
    maxPitch: 0,
    validateStyle: false,
  });
  let scene = first;
  let filled: ReadonlyMap<string, string> = new Map();
  let placed = first.camera;
  let ready = false;
  let waiting: ReturnType<typeof setTimeout> | undefined;

  const colour = (): void => {
    for (const id of filled.keys())
      if (!scene.fills.has(id)) map.removeFeatureState({ source: 'areas', id }, 'fill');
    for (const [id, fill] of scene.fills)
      if (filled.get(id) !== fill) map.setFeatureState({ source: 'areas', id }, { fill });
    filled = scene.fills;
  };
  const draw = (): void => {
    const {
      centre: [lon, lat],
      zoom: closer,
    } = scene.camera;
    map.jumpTo({ center: [lon + by, lat], zoom: closer });
    colour();
    const heat = map.getSource<CanvasSource>('heat');
    if (placed !== scene.camera) heat?.setCoordinates(cornersOf(scene.camera, by));
    placed = scene.camera;
    // While it plays the canvas is copied with every frame; `render` below stops it once a copy stands.
    heat?.play();
    map.triggerRepaint();
  };
  map.on('load', () => {
    map.addSource('heat', heatSource(scene.camera, scene.heat, by));
    const paint = { 'raster-fade-duration': 0, 'raster-resampling': 'linear' } as const;
    map.addLayer({ id: 'heat', type: 'raster', source: 'heat', paint }, 'borders');
    placed = scene.camera;
    ready = true;
    draw();
  });
  map.on('render', () => {
    const heat = map.getSource<CanvasSource>('heat');
    // A source that was just moved has no tile to copy to yet: it goes on playing until it has.
    if (heat?.hasTransition() !== true || Object.keys(heat.tiles).length === 0) return;
    heat.pause();
    map.triggerRepaint();
  });
  map.on('idle', () => {
    if (!ready) return;
    events.idle();
    // The city stands first: a base map that is slow, or broken, holds nothing up.
    if (look.base === null) return;
    if (by !== 0) return events.base('lost');
    if (map.getSource(BASE) !== undefined) return events.base('drawn');
    map.addSource(BASE, baseSource(look.base));
    for (const layer of baseLayers(look.base, look.palette, look.hairline)) map.addLayer(layer, 'cells');
  });
  map.on('webglcontextlost', () => {
    clearTimeout(waiting);
    events.gone();
    waiting = setTimeout(() => events.lost('context'), RESTORE_WITHIN);
  });
  map.on('webglcontextrestored', () => {
    clearTimeout(waiting);
    filled = new Map();
    map.once('idle', draw);
  });
  map.on('error', (event) => {
    if ('sourceId' in event && event.sourceId === BASE) events.base('lost');
    else if (!ready) events.lost(event.error.message);
  });

  return {
    show(next) {
      const resized = next.camera.width !== scene.camera.width || next.camera.height !== scene.camera.height;
      scene = next;
      if (resized) map.resize();
      if (ready) draw();
    },
    close() {
      clearTimeout(waiting);
      map.remove();
    },
  };
}
