import { afterAll, beforeAll, expect, it } from 'vitest';
import { alertSettings, NO_ALERTS } from '../../contract/alert-rules.ts';
import { DAY, HOUR } from '../../contract/instants.ts';
import { answer } from '../index.ts';
import { filledCache, type Filled } from '../oracle/filled.ts';
import { fixtureProfile } from '../oracle/fixture.ts';
import { at, floodMorning } from '../oracle/flood-morning.ts';

let filled: Filled;
beforeAll(() => {
  filled = filledCache(fixtureProfile(), [floodMorning()]);
});
afterAll(() => filled.close());

/** A rule that nobody has looked at: there is no journal. */
const unseen = alertSettings.parse({
  ...NO_ALERTS,
  rules: [
    {
      ...{ id: 'late', name: { vi: 'trễ', en: 'late' }, severity: 'high' },
      watch: { detector: 'late', service: 's1' },
    },
  ],
});

it.each([['alert'], ['queue']] as const)(
  'about "%s" it does not say that no alert waits before every rule was looked at',
  (about) => {
    const told = (alerts: typeof unseen): unknown => {
      const context = filled.at(at - DAY + 5 * HOUR, {});
      const profile = { ...context.profile, alerts };
      const answered = answer({ ...context, profile }, 'headline', { service: 's1', about: [about] });
      return answered.content === 'data' ? answered.data : answered;
    };
    expect(told(unseen)).toMatchObject({ facts: [{ fact: 'unseen', unseen: 1, rules: 1 }] });
    expect(told(NO_ALERTS)).toMatchObject({ facts: [{ fact: 'calm' }] });
  },
);
