import type { Exhibit } from '../exhibits/exhibit.ts';

const found = import.meta.glob<readonly Exhibit[]>('../panels/*/exhibits.ts', {
  eager: true,
  import: 'exhibits',
});

/** What a kind of panel brings to the gallery: `exhibits.ts` of its folder. */
export const exhibitsOf = (kind: string): readonly Exhibit[] => found[`../panels/${kind}/exhibits.ts`] ?? [];
