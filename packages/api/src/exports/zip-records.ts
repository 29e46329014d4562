/** An entry as the records of the format (APPNOTE.TXT 6.3) need to know it. */
export type WrittenEntry = {
  name: Buffer;
  modified: Date;
  /** Where its local header begins. */
  offset: number;
  crc: number;
  /** Bytes before and after packing, known once it is written. */
  size: number;
  packedSize: number;
};

const most32 = 0xffff_ffff;
const most16 = 0xffff;
/** The sum and sizes follow the data; the name is UTF-8. */
const flags = 0x0808;
const deflated = 8;
const version = 20;
const version64 = 45;

function needs64(entry: WrittenEntry): boolean {
  return entry.size >= most32 || entry.packedSize >= most32 || entry.offset >= most32;
}

/** What stands before an entry's data, where its sizes are not known yet. */
export function localHeader(entry: WrittenEntry): Buffer {
  const { date, time } = dosTime(entry.modified);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x0403_4b50, 0);
  header.writeUInt16LE(version, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(deflated, 8);
  header.writeUInt16LE(time, 10);
  header.writeUInt16LE(date, 12);
  header.writeUInt16LE(entry.name.length, 26);
  return Buffer.concat([header, entry.name]);
}

/** What stands after an entry's data. */
export function dataDescriptor(entry: WrittenEntry): Buffer {
  const is64 = entry.size >= most32 || entry.packedSize >= most32;
  const descriptor = Buffer.alloc(is64 ? 24 : 16);
  descriptor.writeUInt32LE(0x0807_4b50, 0);
  descriptor.writeUInt32LE(entry.crc, 4);
  if (is64) {
    descriptor.writeBigUInt64LE(BigInt(entry.packedSize), 8);
    descriptor.writeBigUInt64LE(BigInt(entry.size), 16);
  } else {
    descriptor.writeUInt32LE(entry.packedSize, 8);
    descriptor.writeUInt32LE(entry.size, 12);
  }
  return descriptor;
}

/** An entry's line in the directory. */
export function centralRecord(entry: WrittenEntry): Buffer {
  const is64 = needs64(entry);
  const { date, time } = dosTime(entry.modified);
  const extra = Buffer.alloc(is64 ? 28 : 0);
  if (is64) {
    extra.writeUInt16LE(0x0001, 0);
    extra.writeUInt16LE(24, 2);
    extra.writeBigUInt64LE(BigInt(entry.size), 4);
    extra.writeBigUInt64LE(BigInt(entry.packedSize), 12);
    extra.writeBigUInt64LE(BigInt(entry.offset), 20);
  }
  const record = Buffer.alloc(46);
  record.writeUInt32LE(0x0201_4b50, 0);
  record.writeUInt16LE(is64 ? version64 : version, 4);
  record.writeUInt16LE(is64 ? version64 : version, 6);
  record.writeUInt16LE(flags, 8);
  record.writeUInt16LE(deflated, 10);
  record.writeUInt16LE(time, 12);
  record.writeUInt16LE(date, 14);
  record.writeUInt32LE(entry.crc, 16);
  record.writeUInt32LE(is64 ? most32 : entry.packedSize, 20);
  record.writeUInt32LE(is64 ? most32 : entry.size, 24);
  record.writeUInt16LE(entry.name.length, 28);
  record.writeUInt16LE(extra.length, 30);
  record.writeUInt32LE(is64 ? most32 : entry.offset, 42);
  return Buffer.concat([record, entry.name, extra]);
}

/** The end of the archive: where its directory is, in the old form and where that is too small also in the new. */
export function directoryEnd(directory: { count: number; size: number; offset: number }): Buffer {
  const { count, size, offset } = directory;
  const is64 = count >= most16 || size >= most32 || offset >= most32;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(is64 ? most16 : count, 8);
  end.writeUInt16LE(is64 ? most16 : count, 10);
  end.writeUInt32LE(is64 ? most32 : size, 12);
  end.writeUInt32LE(is64 ? most32 : offset, 16);
  return is64 ? Buffer.concat([directoryEnd64(directory), end]) : end;
}

function directoryEnd64({ count, size, offset }: { count: number; size: number; offset: number }): Buffer {
  const end = Buffer.alloc(76);
  end.writeUInt32LE(0x0606_4b50, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeUInt16LE(version64, 12);
  end.writeUInt16LE(version64, 14);
  end.writeBigUInt64LE(BigInt(count), 24);
  end.writeBigUInt64LE(BigInt(count), 32);
  end.writeBigUInt64LE(BigInt(size), 40);
  end.writeBigUInt64LE(BigInt(offset), 48);
  // The locator of the record above.
  end.writeUInt32LE(0x0706_4b50, 56);
  end.writeBigUInt64LE(BigInt(offset + size), 64);
  end.writeUInt32LE(1, 72);
  return end;
}

/** Local time is what the format means; UTC is what makes archives the same everywhere. It begins in 1980. */
function dosTime(moment: Date): { date: number; time: number } {
  const year = Math.min(Math.max(moment.getUTCFullYear(), 1980), 2107);
  return {
    date: ((year - 1980) << 9) | ((moment.getUTCMonth() + 1) << 5) | moment.getUTCDate(),
    time: (moment.getUTCHours() << 11) | (moment.getUTCMinutes() << 5) | (moment.getUTCSeconds() >> 1),
  };
}
