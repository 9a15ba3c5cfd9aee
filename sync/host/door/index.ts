import { hostname } from 'node:os';
import { headersFor } from '../web/headers.ts';
import type { City } from '../../contract/profile.ts';
import type { WallOptions } from '../options.ts';
import { CertificateKeeper, certificateFiles } from './certificate.ts';
import { Door, type DoorParts } from './door.ts';

interface Wanted extends Omit<DoorParts, 'certificate' | 'headers'>, Pick<WallOptions, 'tls' | 'data'> {
  embeds: () => City['embeds'];
}

/** The machine's own name, where it can stand in a certificate. */
const ownName = (): string[] =>
  [hostname().toLowerCase()].filter((name) => /^[a-z0-9][a-z0-9.-]{0,62}$/.test(name));

/** Serves consoles on other machines where the command line says so. */
export async function openDoor({ tls, data, embeds, ...parts }: Wanted): Promise<Door> {
  const addresses = [...new Set(parts.listen.map(({ address }) => address))];
  const door = new Door({
    ...parts,
    certificate: new CertificateKeeper(certificateFiles(tls, data), addresses, Date.now, ownName()),
    headers: (sockets) => headersFor(0, embeds(), sockets),
  });
  await door.run();
  return door;
}
