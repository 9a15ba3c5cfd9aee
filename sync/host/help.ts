import { CONSOLE_PORT } from './door/listen-address.ts';
import { CITY_PORT, WALL_PORT } from './options.ts';

/** What `--help` says of each program: the options that `options.ts` reads. */

export const WALL_HELP = `citywall: the host of one wall

  --city URL      the address of the city data centre's feed: http://HOST:PORT/, https://HOST/PATH/
  --city @FILE    the file that holds it, where it has a password: https://NAME:PASSWORD@HOST/
  --offline       no city: show what the data folder holds
  --scope UNIT    hold only this unit's part of the city: its id in units.json (the profile's city.scope)
  --personal FILE hold personal parts, closed with a key: the credential in FILE is enrolled at the city (none are held)
  --personal-key FILE  that key, 32 characters or more (made in the data folder; CITYWALL_PERSONAL_KEY holds it too)
  --demo-accounts offer consoles an account of each role, whose password everybody is told; never of a real city
  --demo-provider URL  with it, the demonstration's own OpenID provider, by which they are signed in once it is there
  --port N        where the pages are served on 127.0.0.1 (${WALL_PORT}; 0 takes any free port)
  --listen ADDRESS[:PORT]  serve signed-in consoles of other machines there, over TLS (port ${CONSOLE_PORT}); may be given several times
  --tls-cert FILE, --tls-key FILE  the certificate for that, as PEM (console.crt and console.key in the data folder, made where there
                  are none)
  --data DIR      the data folder (.data/wall)
  --profile DIR   the city profile (assets/cities/hcmc)
  --pages DIR     the built pages (dist/renderer)
  --child         end when standard input or the parent's channel closes
  --help          this text
`;

export const CITY_HELP = `city: a city data centre that serves the feed

  --port N        where the feed is served on 127.0.0.1 (${CITY_PORT}; 0 takes any free port)
  --cases N       the backlog of the demonstration city (300000)
  --rate N        records a second once the backlog is in (the city's own rhythm)
  --seed N        same seed, same city (1)
  --replay FILE   play recorded cases instead of the demonstration city
  --speed X       how many times faster than they were recorded (1)
                  None of these five goes with a profile that says itself what comes in (connectors/*.json).
  --personal-key FILE  the key that personal parts are closed with on disk, 32 characters or more (made in the data folder;
                  CITYWALL_PERSONAL_KEY holds it too)
  --personal-to FILE   hand personal parts to the walls enrolled in it, a name and the SHA-256 of a credential a line; read
                  again as it changes (to none)
  --sketch FILE   write a profile for a recording into --profile DIR, tell how it reads, and start nothing (--sketch --help)
  --anew          put what the data folder holds aside and bring everything in anew, as after a change of replay.json; walls fetch it again
  --still         bring nothing new: serve what the data folder holds
  --data DIR      the data folder (.data/city)
  --profile DIR   the city profile (assets/cities/hcmc)
  --child         end when standard input or the parent's channel closes
  --help          this text
`;

export const SKETCH_HELP = `city --sketch: a profile for a recording, and how the recording reads by it; nothing is started

  --sketch FILE   the recording: CSV, JSON, JSON lines or GeoJSON
  --profile DIR   where the profile is written; files that are there already are kept
  --time-zone Z   the city's, as America/New_York (this machine's)
  --help          this text
`;

export const PROVIDER_HELP = `provider: the OpenID provider of a demonstration, with an account of each role that anybody may use

  --port N        where it is on 127.0.0.1 (0 takes any free port)
  --profile DIR   the city profile (assets/cities/hcmc)
  --child         end when standard input or the parent's channel closes
  --help          this text
`;
