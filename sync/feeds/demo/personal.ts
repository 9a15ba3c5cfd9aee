import type { PersonalRecord } from '../../contract/records.ts';
import { Dice, hashText, mix } from './dice.ts';
import type { Places } from './places.ts';
import type { PersonalSettings, ServiceSettings } from './settings.ts';
import type { CasePlan } from './steps.ts';

/** What a citizen who does not exist wrote: texts from templates, an invented name, a number nobody has. */
export class Citizens {
  readonly #templates: PersonalSettings;
  readonly #places: Places;
  readonly #seed: number;

  constructor(templates: PersonalSettings, places: Places, seed: number) {
    this.#templates = templates;
    this.#places = places;
    this.#seed = seed;
  }

  /** The personal part of a case, or undefined for the many that have none. */
  part(plan: CasePlan, service: string, settings: ServiceSettings): PersonalRecord | undefined {
    const dice = new Dice(mix(this.#seed, hashText(plan.id)));
    if (dice.next() >= settings.personal) return undefined;
    const one = (list: readonly string[]): string => list[Math.floor(dice.next() * list.length)] ?? '';
    const t = this.#templates;
    const street = one(t.streets);
    const area = plan.area === undefined ? undefined : this.#places.area(plan.area);
    const text = one(t.texts[plan.category] ?? t.texts['*'] ?? [''])
      .replaceAll('{street}', street)
      .replaceAll('{area}', area?.name.vi ?? '');
    return {
      kind: 'personal',
      service,
      id: plan.id,
      rev: 1,
      text,
      name: `${one(t.families)} ${one(t.given)}`,
      phone: t.phone.replaceAll('#', () => String(Math.floor(dice.next() * 10))),
      address: `${dice.whole(1, 400)} ${street}${area ? `, ${area.name.vi}` : ''}`,
      ...(plan.point && { point: plan.point }),
    };
  }
}
