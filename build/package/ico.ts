/** The bytes of a file's head, and of each entry that names a picture. */
const HEAD = 6;
const ENTRY = 16;

/**
 * One Windows icon of PNG pictures by their width in pixels, 256 at most. Windows reads PNG inside an icon since Vista
 * (https://learn.microsoft.com/windows/win32/menurc/newheader).
 */
export function icoOf(pictures: ReadonlyMap<number, Buffer>): Buffer {
  const sorted = [...pictures].sort(([a], [b]) => a - b);
  const head = Buffer.alloc(HEAD + ENTRY * sorted.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(sorted.length, 4);
  let offset = head.length;
  for (const [i, [size, picture]] of sorted.entries()) {
    const at = HEAD + ENTRY * i;
    // A byte holds no 256: it is written as 0.
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(picture.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += picture.length;
  }
  return Buffer.concat([head, ...sorted.map(([, picture]) => picture)]);
}
