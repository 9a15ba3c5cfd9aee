/** A unit or an area that exists for a time. Days are local, `YYYY-MM-DD`, and both belong to it; absent, it has no such end. */
export interface Lasting {
  validFrom?: string | undefined;
  validTo?: string | undefined;
}

/** Whether it exists on a local day, `YYYY-MM-DD`. */
export function isValidOn({ validFrom, validTo }: Lasting, day: string): boolean {
  return (validFrom === undefined || validFrom <= day) && (validTo === undefined || day <= validTo);
}
