/** Letters of every subset the screen is set in: plain, Vietnamese, and Latin beyond it. */
const SAMPLE = 'aỞđłź0';
const WEIGHTS = [400, 500, 600];
/** The page opens in another face rather than not at all, milliseconds. */
const PATIENCE = 3_000;

/** Waits for the typeface, which rows, headlines and canvases measure themselves by; never fails, never waits long. */
export async function typeface(fonts: FontFaceSet): Promise<void> {
  const loads = WEIGHTS.map((weight) => fonts.load(`${weight} 16px 'Be Vietnam Pro'`, SAMPLE));
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  await Promise.race([Promise.allSettled(loads), patience]);
}
