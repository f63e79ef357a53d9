/** The two kinds of icon file that hold pictures of several sizes. Both take PNGs as they are. */

/** A Windows .ico of PNGs, `[{ size, png }]`: a directory of 16 bytes each, then the pictures. */
export const writeIco = (pictures) => {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let at = head.length;
  pictures.forEach(({ size, png }, index) => {
    const entry = 6 + 16 * index;
    // 0 stands for 256.
    head.writeUInt8(size % 256, entry);
    head.writeUInt8(size % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(png.length, entry + 8);
    head.writeUInt32LE(at, entry + 12);
    at += png.length;
  });
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
};

/** The name each size goes by in an .icns; 32, 64, 256, 512 and 1024 also stand for the double of half their size. */
export const icnsNames = {
  16: ['icp4'],
  32: ['icp5', 'ic11'],
  64: ['icp6', 'ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
};

/** An Apple .icns of PNGs, `[{ size, png }]`: each with its name and length before it. */
export const writeIcns = (pictures) => {
  const parts = pictures.flatMap(({ size, png }) =>
    (icnsNames[size] ?? []).map((name) => {
      const head = Buffer.alloc(8);
      head.write(name, 'ascii');
      head.writeUInt32BE(png.length + 8, 4);
      return Buffer.concat([head, png]);
    }),
  );
  const head = Buffer.alloc(8);
  head.write('icns', 'ascii');
  head.writeUInt32BE(8 + parts.reduce((sum, part) => sum + part.length, 0), 4);
  return Buffer.concat([head, ...parts]);
};

/** The width and height a PNG says it has; undefined when it is none. */
export const sizeOfPng = (png) =>
  png.length > 24 && png.toString('latin1', 1, 4) === 'PNG'
    ? { width: png.readUInt32BE(16), height: png.readUInt32BE(20) }
    : undefined;
