import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { CitywallError } from '../../../sync/contract/errors.ts';

/**
 * The text of a boundary file: UTF-8, or UTF-16 with its mark or by its look, since the first character of JSON is one of ASCII.
 * Raises `option-invalid` where the file cannot be read, `boundaries-invalid` where it is in another encoding.
 */
export function textOf(file: string): string {
  const bytes = read(file);
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0))
    return new TextDecoder('utf-16le').decode(bytes);
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0))
    return new TextDecoder('utf-16be').decode(bytes);
  if (isUtf8(bytes)) return new TextDecoder().decode(bytes);
  throw new CitywallError('boundaries-invalid', {
    what: 'the file is neither UTF-8 nor UTF-16 text',
    where: file,
    hint: 'Export it again as UTF-8; a shapefile (.shp) or GeoPackage (.gpkg) first becomes GeoJSON, in QGIS or with ogr2ogr.',
  });
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new CitywallError(
      'option-invalid',
      {
        what: `the file cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
        where: file,
        hint: 'Name a boundary file: npm run areas -- import FILE.geojson.',
      },
      { cause },
    );
  }
}
