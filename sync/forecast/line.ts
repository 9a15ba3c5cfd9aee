/** The line through values at 0, 1, 2 and so on by least squares: its height at 0 and its slope. */
export function lineThrough(values: readonly number[]): { height: number; slope: number } {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  let [together, spread] = [0, 0];
  values.forEach((value, i) => {
    together += (i - middle) * (value - mean);
    spread += (i - middle) ** 2;
  });
  const slope = spread === 0 ? 0 : together / spread;
  return { height: mean - slope * middle, slope };
}
