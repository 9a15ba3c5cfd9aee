/** One thing that is known of what a page shows; where it is a unit, which: its name leads to it. */
export type Fact = readonly [name: string, value: string, unit?: string | null | undefined];
