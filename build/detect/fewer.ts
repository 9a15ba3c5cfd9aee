import { z } from 'zod';
import type { DemoProfile } from '../../sync/feeds/demo/settings.ts';

/** No service but the first has more cases a day in a trial: a year of all of them would take an hour to live. */
const MOST = 700;

const looseDemo = z.looseObject({
  services: z.record(z.string(), z.looseObject({ perDay: z.number() })),
});

/** A profile whose demonstration city has all of its first service, and a part of the busy others. */
export function fewer<P extends DemoProfile>(loaded: P): P {
  const demo = looseDemo.parse(loaded.demo);
  const first = loaded.profile.services[0]?.id;
  const services = Object.fromEntries(
    Object.entries(demo.services).map(([id, service]) => [
      id,
      id === first ? service : { ...service, perDay: Math.min(service.perDay, MOST) },
    ]),
  );
  return { ...loaded, demo: { ...demo, services } };
}
