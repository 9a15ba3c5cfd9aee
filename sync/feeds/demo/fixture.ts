import { z } from 'zod';
import type { DemoProfile } from './settings.ts';

const looseDemo = z.looseObject({
  services: z.record(z.string(), z.looseObject({ perDay: z.number() })),
  events: z.array(z.looseObject({ indicators: z.record(z.string(), z.number()).optional() })).default([]),
  measures: z.looseObject({
    indicators: z.record(z.string(), z.unknown()),
    indexes: z.record(z.string(), z.unknown()).default({}),
  }),
});

/**
 * A profile's city with few dossiers and calls and few indicators, for tests that found a city many times.
 * The first service stays as it is.
 */
export function smallCity<P extends DemoProfile>(loaded: P, indicators: readonly string[], perDay = 60): P {
  const demo = looseDemo.parse(structuredClone(loaded.demo));
  const first = loaded.profile.services[0]?.id;
  for (const [id, service] of Object.entries(demo.services))
    if (id !== first) service.perDay = Math.min(service.perDay, perDay);
  demo.measures.indicators = Object.fromEntries(
    Object.entries(demo.measures.indicators).filter(([id]) => indicators.includes(id)),
  );
  const kept = loaded.profile.indicators.indicators.filter((i) => indicators.includes(i.id));
  demo.events = demo.events.flatMap(({ indicators: moved, ...event }) => {
    if (moved === undefined) return [event];
    const left = Object.fromEntries(Object.entries(moved).filter(([id]) => indicators.includes(id)));
    return Object.keys(left).length > 0 ? [{ ...event, indicators: left }] : [];
  });
  const indexes = loaded.profile.indexes.filter(({ score }) => indicators.includes(score));
  demo.measures.indexes = Object.fromEntries(
    Object.entries(demo.measures.indexes).filter(([id]) => indexes.some((set) => set.id === id)),
  );
  return {
    ...loaded,
    profile: {
      ...loaded.profile,
      indicators: { ...loaded.profile.indicators, indicators: kept },
      indexes,
    },
    published: loaded.published.filter((m) => indicators.includes(m.indicator)),
    demo,
  };
}
