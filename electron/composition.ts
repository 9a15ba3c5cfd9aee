import { createServer } from 'node:net';
import path from 'node:path';
import type { Lifecycle } from '../sync/contract/lifecycle.ts';
import { enrolled, NOBODY } from './enrolment.ts';
import type { Launcher } from './launcher.ts';
import type { StartOptions } from './options.ts';
import { supervised } from './supervised.ts';

/** A free port on loopback, so that the city can be named to the wall before it is up. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

export interface Told {
  /** The wall serves; told again after each restart, with the same address. */
  onReady: (address: string) => void;
  onHopeless: (program: string, code: number) => void;
  say: (line: string) => void;
}

/** The wall's host and, where no city is named, a demonstration city for it: both kept running. */
export async function composition(options: StartOptions, launch: Launcher, told: Told): Promise<Lifecycle> {
  const services: Lifecycle[] = [];
  const common = ['--profile', options.profile];
  let city = options.city;
  let enrolment = { ...NOBODY, wall: options.personal };
  if (city === null && !options.offline) {
    try {
      enrolment = enrolled(options.data);
    } catch (error) {
      // A wall on a disk that is full shows what it has.
      told.say(`no personal parts are handed out: ${String(error)}`);
      enrolment = NOBODY;
    }
    const cityPort = await freePort();
    city = `http://127.0.0.1:${cityPort}/`;
    const cases = options.cases === null ? [] : ['--cases', String(options.cases)];
    services.push(
      supervised(launch, {
        program: 'city',
        args: () => [
          ...common,
          '--port',
          String(cityPort),
          '--data',
          path.join(options.data, 'city'),
          ...cases,
          ...enrolment.city,
        ],
        ready: 'city',
        onReady: () => told.say('the demonstration city is up'),
        onHopeless: (code) => told.onHopeless('the demonstration city', code),
        say: told.say,
      }),
    );
  }
  const provider = services.length > 0 ? `http://127.0.0.1:${await freePort()}` : null;
  if (provider !== null)
    services.push(
      supervised(launch, {
        program: 'provider',
        args: () => [...common, '--port', new URL(provider).port],
        ready: 'provider',
        onReady: () => undefined,
        onHopeless: () => told.say('people sign in without a provider: it cannot start, the reason is above'),
        say: told.say,
      }),
    );
  // Only the city that is invented here: whoever may open a console of it may be anybody.
  const accounts = provider === null ? [] : ['--demo-accounts', '--demo-provider', provider];
  const source = city === null ? ['--offline'] : ['--city', city];
  const scope = options.scope === null ? [] : ['--scope', options.scope];
  services.push(
    supervised(launch, {
      program: 'wall',
      args: (port) => [
        ...common,
        '--port',
        String(port ?? options.port),
        '--data',
        path.join(options.data, 'wall'),
        ...source,
        ...scope,
        ...enrolment.wall,
        ...accounts,
        ...options.consoles,
      ],
      ready: 'citywall',
      onReady: told.onReady,
      onHopeless: (code) => told.onHopeless('the wall', code),
      say: told.say,
    }),
  );
  return {
    run: async () => void (await Promise.all(services.map((service) => service.run()))),
    stop: async () => void (await Promise.all(services.map((service) => service.stop()))),
  };
}
