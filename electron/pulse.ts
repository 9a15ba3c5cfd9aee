/** How often something is asked whether it still answers, milliseconds; so many misses in a row, and it hangs. */
export interface Rhythm {
  every: number;
  misses: number;
}

/** Asks again and again whether something still answers, until it hangs, which is told once. `answers` never rejects. Returns how to ask no more. */
export function pulse(
  { every, misses }: Rhythm,
  answers: () => Promise<boolean>,
  hangs: () => void,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  let over = false;
  const look = (missed: number): void => {
    timer = setTimeout(() => {
      void answers().then((alive) => {
        if (over) return;
        const now = alive ? 0 : missed + 1;
        if (now < misses) look(now);
        else hangs();
      });
    }, every);
  };
  look(0);
  return () => {
    over = true;
    clearTimeout(timer);
  };
}
