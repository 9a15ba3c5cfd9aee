import proj4 from 'proj4';
import type { Xy } from '../power.ts';

/** A coordinate system that positions can be brought from, into WGS 84. */
export interface System {
  /** As a person looks it up: `VN-2000 / TM-3 105-45 (EPSG:9210)`. */
  title: string;
  /** Longitude and latitude in degrees; null where they are in it already. */
  toDegrees: ((position: Xy) => Xy) | null;
}

/** From VN-2000 to WGS 84, as the Ministry of Natural Resources published it in 2007. */
const VN2000 =
  '+ellps=WGS84 +towgs84=-191.90441429,-39.30318279,-111.45032835,-0.00928836,0.01975479,-0.00427372,0.252906278 +no_defs';

/** Central meridians of VN-2000's zones of three degrees, by EPSG code. */
const VN_ZONES: Readonly<Record<number, number>> = {
  ...{ 5896: 102, 5897: 105, 5898: 108, 5899: 107.75 },
  ...{ 9205: 103, 9206: 104, 9207: 104.5, 9208: 104.75, 9209: 105.5, 9210: 105.75, 9211: 106 },
  ...{ 9212: 106.25, 9213: 106.5, 9214: 107, 9215: 107.25, 9216: 107.5, 9217: 108.25, 9218: 108.5 },
};

/** Systems whose degrees are those of WGS 84 to within a metre or two, which a wall does not show. */
const DEGREES: Readonly<Record<number, string>> = {
  ...{ 4326: 'WGS 84', 4979: 'WGS 84', 4269: 'NAD83', 4258: 'ETRS89', 4283: 'GDA94', 7844: 'GDA2020' },
};

/** What others are called, and how proj4 reads them. */
const NAMED: Readonly<Record<number, readonly [title: string, definition: string]>> = {
  3857: ['Web Mercator', 'EPSG:3857'],
  4756: ['VN-2000', `+proj=longlat ${VN2000}`],
  3405: ['VN-2000 / UTM zone 48N', `+proj=utm +zone=48 ${VN2000}`],
  3406: ['VN-2000 / UTM zone 49N', `+proj=utm +zone=49 ${VN2000}`],
  2227: [
    'NAD83 / California zone 3 (feet)',
    '+proj=lcc +lat_0=36.5 +lon_0=-120.5 +lat_1=38.4333333333333 +lat_2=37.0666666666667 +x_0=2000000.0001016 +y_0=500000.0001016 +ellps=GRS80 +towgs84=0,0,0 +units=us-ft +no_defs',
  ],
  2263: [
    'NAD83 / New York Long Island (feet)',
    '+proj=lcc +lat_0=40.1666666666667 +lon_0=-74 +lat_1=41.0333333333333 +lat_2=40.6666666666667 +x_0=300000 +y_0=0 +ellps=GRS80 +towgs84=0,0,0 +units=us-ft +no_defs',
  ],
};

/** UTM on WGS 84, ETRS89, NAD83 and both of Australia's: their codes are the zone after these. */
const UTM: readonly { from: number; zones: readonly [number, number]; title: string; more: string }[] = [
  { from: 32600, zones: [1, 60], title: 'WGS 84 / UTM zone', more: '+datum=WGS84' },
  { from: 32700, zones: [1, 60], title: 'WGS 84 / UTM zone', more: '+south +datum=WGS84' },
  { from: 25800, zones: [28, 38], title: 'ETRS89 / UTM zone', more: '+ellps=GRS80 +towgs84=0,0,0' },
  { from: 26900, zones: [1, 23], title: 'NAD83 / UTM zone', more: '+ellps=GRS80 +towgs84=0,0,0' },
  { from: 28300, zones: [46, 59], title: 'GDA94 / MGA zone', more: '+south +ellps=GRS80 +towgs84=0,0,0' },
  { from: 7800, zones: [46, 59], title: 'GDA2020 / MGA zone', more: '+south +ellps=GRS80 +towgs84=0,0,0' },
];

/** Esri's own numbers for what EPSG has, and one of before EPSG had it. */
const ALIASES: Readonly<Record<number, number>> = { 102100: 3857, 102113: 3857, 900913: 3857, 3785: 3857 };

/**
 * The system that a text names: an EPSG code in any of its spellings (`urn:ogc:def:crs:EPSG::9210`, `EPSG:9210`, `9210`), WGS 84
 * by its names, or a definition in PROJ's words or in WKT. Undefined where it is not known here.
 */
export function systemOf(text: string): System | undefined {
  const said = text.trim();
  if (/^\+proj=|^(PROJ|GEOG|COMPD|BOUND)[A-Z0-9]*\[/i.test(said)) return defined(said);
  if (/CRS:?:?84(h?)$/i.test(said) || /^WGS[\s_-]*(19)?84$/i.test(said)) return coded(4326);
  const code = /^(?:.*EPSG.*?[:/])?(\d{4,6})$/i.exec(said)?.[1] ?? /^ESRI:(\d{4,6})$/i.exec(said)?.[1];
  return code === undefined ? undefined : coded(ALIASES[Number(code)] ?? Number(code));
}

function coded(code: number): System | undefined {
  const degrees = DEGREES[code];
  if (degrees !== undefined) return { title: `${degrees} (EPSG:${code})`, toDegrees: null };
  const [title, definition] = NAMED[code] ?? vietnamese(code) ?? utm(code) ?? [];
  if (title === undefined || definition === undefined) return undefined;
  return { title: `${title} (EPSG:${code})`, toDegrees: converter(definition) };
}

function vietnamese(code: number): readonly [string, string] | undefined {
  const meridian = VN_ZONES[code];
  if (meridian === undefined) return undefined;
  const minutes = String(Math.round((meridian % 1) * 60)).padStart(2, '0');
  return [
    `VN-2000 / TM-3 ${Math.floor(meridian)}-${minutes}`,
    `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=0.9999 +x_0=500000 +y_0=0 +units=m ${VN2000}`,
  ];
}

function utm(code: number): readonly [string, string] | undefined {
  const family = UTM.find(({ from, zones: [least, most] }) => code >= from + least && code <= from + most);
  if (family === undefined) return undefined;
  const zone = code - family.from;
  const side = family.more.startsWith('+south') ? 'S' : 'N';
  return [`${family.title} ${zone}${side}`, `+proj=utm +zone=${zone} ${family.more} +units=m +no_defs`];
}

function defined(definition: string): System | undefined {
  try {
    const toDegrees = converter(definition);
    const title = /^[A-Z0-9]+\["([^"]+)"/i.exec(definition)?.[1] ?? definition;
    return { title, toDegrees };
  } catch {
    return undefined;
  }
}

function converter(definition: string): (position: Xy) => Xy {
  const { forward } = proj4(definition, 'WGS84');
  return ([x, y]) => {
    const [lon = NaN, lat = NaN] = forward([x, y]);
    return [lon, lat];
  };
}

/** Codes of systems that a city at a place may well have its boundaries in, for a person to choose from. */
export function likelyAt([lon, lat]: Xy): string[] {
  const zone = Math.floor((lon + 180) / 6) + 1;
  const own = `EPSG:${(lat < 0 ? 32700 : 32600) + zone} (UTM zone ${zone})`;
  const near = Object.entries(VN_ZONES)
    .map(([code, meridian]) => ({ code, meridian, far: Math.abs(meridian - lon) }))
    .toSorted((a, b) => a.far - b.far)
    .slice(0, 2)
    .map(({ code, meridian }) => `EPSG:${code} (VN-2000, central meridian ${meridian})`);
  const inVietnam = lon > 102 && lon < 110 && lat > 8 && lat < 23.5;
  return inVietnam ? [...near, own] : [own];
}
