/**
 * The cheapest assignment of rows to columns, one each: the Hungarian method by shortest augmenting paths
 * (Jonker and Volgenant 1987), in O(rows² × columns). `cost[row][column]`; there must be at least as many
 * columns as rows. Gives each row's column. Throws a RangeError where columns are too few.
 */
export function assign(cost: readonly Float64Array[], columns: number): number[] {
  const rows = cost.length;
  if (columns < rows) throw new RangeError(`${rows} rows need as many columns, not ${columns}`);
  // Column 0 is where each search starts; rows and columns count from 1.
  const rowPrice = new Float64Array(rows + 1);
  const columnPrice = new Float64Array(columns + 1);
  const rowOf = new Int32Array(columns + 1);
  const from = new Int32Array(columns + 1);
  const nearest = new Float64Array(columns + 1);
  const seen = new Uint8Array(columns + 1);
  for (let row = 1; row <= rows; row++) {
    rowOf[0] = row;
    nearest.fill(Infinity);
    seen.fill(0);
    let column = 0;
    do {
      seen[column] = 1;
      const at = rowOf[column] ?? 0;
      let step = Infinity;
      let next = 0;
      for (let c = 1; c <= columns; c++) {
        if (seen[c]) continue;
        const dear = (cost[at - 1]?.[c - 1] ?? Infinity) - (rowPrice[at] ?? 0) - (columnPrice[c] ?? 0);
        if (dear < (nearest[c] ?? Infinity)) {
          nearest[c] = dear;
          from[c] = column;
        }
        if ((nearest[c] ?? Infinity) < step) {
          step = nearest[c] ?? Infinity;
          next = c;
        }
      }
      for (let c = 0; c <= columns; c++)
        if (seen[c]) {
          const owner = rowOf[c] ?? 0;
          rowPrice[owner] = (rowPrice[owner] ?? 0) + step;
          columnPrice[c] = (columnPrice[c] ?? 0) - step;
        } else nearest[c] = (nearest[c] ?? 0) - step;
      column = next;
    } while ((rowOf[column] ?? 0) !== 0);
    while (column !== 0) {
      const before = from[column] ?? 0;
      rowOf[column] = rowOf[before] ?? 0;
      column = before;
    }
  }
  const found = new Array<number>(rows).fill(0);
  for (let c = 1; c <= columns; c++) {
    const row = rowOf[c] ?? 0;
    if (row > 0) found[row - 1] = c - 1;
  }
  return found;
}
