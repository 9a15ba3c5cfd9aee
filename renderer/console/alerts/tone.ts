/** How a bell sounds: two short notes, one over the other in pitch; hertz and seconds. */
const NOTES = [
  { hertz: 880, at: 0, lasts: 0.22 },
  { hertz: 660, at: 0.24, lasts: 0.36 },
] as const;
const LOUD = 0.25;

export interface Bell {
  /** Rings; where the browser lets no page sound before it was touched, as soon as it is. */
  ring: () => void;
  /** The page was touched: what waits may sound. */
  touched: () => void;
}

/** A bell that is made by the browser itself, of no file. */
export function createBell(): Bell {
  let context: AudioContext | null = null;
  let waits = false;

  function sound(on: AudioContext): void {
    waits = false;
    for (const { hertz, at, lasts } of NOTES) {
      const [tone, gain] = [on.createOscillator(), on.createGain()];
      const start = on.currentTime + at;
      tone.frequency.value = hertz;
      gain.gain.setValueAtTime(0, start);
      gain.gain.linearRampToValueAtTime(LOUD, start + 0.02);
      gain.gain.exponentialRampToValueAtTime(0.001, start + lasts);
      tone.connect(gain).connect(on.destination);
      tone.start(start);
      tone.stop(start + lasts);
    }
  }
  function tryNow(): void {
    context ??= new AudioContext();
    const { state } = context;
    if (state === 'running') sound(context);
    // A browser that may not sound yet never settles this.
    else void context.resume();
  }
  return {
    ring() {
      waits = true;
      tryNow();
    },
    touched() {
      if (!waits) return;
      context ??= new AudioContext();
      const on = context;
      void on.resume().then(() => (waits ? sound(on) : undefined));
    },
  };
}
