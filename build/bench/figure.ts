/** One figure of the benchmark, as `--json` prints it. A ratio of 1 or more says ours is better. */
export interface Figure {
  id: string;
  value: number;
  unit: string;
  peer: string | null;
  peerValue: number | null;
  ratio: number | null;
  goal: string;
}

type Compared = [value: number, peer: string, peerValue: number, goal: number];

/** A figure beside its peer's: more is better, as of rows a second. */
export function faster(id: string, unit: string, ...[value, peer, peerValue, goal]: Compared): Figure {
  return {
    ...{ id, value: round(value), unit, peer, peerValue: round(peerValue) },
    ...{ ratio: round(value / peerValue), goal: `>= ${goal}` },
  };
}

/** A figure beside its peer's: less is better, as of what is held in memory. */
export function less(id: string, unit: string, ...[value, peer, peerValue, goal]: Compared): Figure {
  return { ...faster(id, unit, value, peer, peerValue, goal), ratio: round(peerValue / value) };
}

/** Less is better: milliseconds. `enough` is a value below which the ratio no longer matters. */
export function shorter(
  id: string,
  value: number,
  peer: string,
  peerValue: number,
  goal: number,
  enough?: number,
): Figure {
  const figure = less(id, 'ms', value, peer, peerValue, goal);
  return enough === undefined ? figure : { ...figure, goal: `${figure.goal} or < ${enough} ms` };
}

/** A figure without a peer, and without a goal of its own. */
export function single(id: string, unit: string, value: number): Figure {
  return { id, value: round(value), unit, peer: null, peerValue: null, ratio: null, goal: '' };
}

/** The middle of some measurements. */
export function middle(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The value at a share of sorted measurements, 0 to 1; NaN for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}

/** A figure as a line for a person. */
export function line({ id, value, unit, peer, peerValue, ratio, goal }: Figure): string {
  const against = peer === null ? '' : `  ${peer}: ${peerValue} ${unit}  ratio ${ratio}`;
  const wished = goal === '' ? '' : `  (goal ${goal})`;
  return `${id.padEnd(28)} ${String(value).padStart(10)} ${unit.padEnd(8)}${against}${wished}`.trimEnd();
}
