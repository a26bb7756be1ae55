import { inflateRawSync } from 'node:zlib';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const SHORTEST_END = 22;
/** The disk that a script gets. */
const MOST_BYTES = 512 * 1024 * 1024;

/** The files of a zip archive by their names. Knows stored and deflated files, as every zip program writes them. */
export function unzip(archive: Buffer): Map<string, Buffer> {
  let at = archive.length - SHORTEST_END;
  while (at >= 0 && archive.readUInt32LE(at) !== END) at -= 1;
  if (at < 0) throw new Error('the attachment is no zip archive');
  const files = new Map<string, Buffer>();
  let entry = archive.readUInt32LE(at + 16);
  let room = MOST_BYTES;
  for (let count = archive.readUInt16LE(at + 10); count > 0; count -= 1) {
    if (archive.readUInt32LE(entry) !== ENTRY) throw new Error('the zip archive is damaged');
    const nameLength = archive.readUInt16LE(entry + 28);
    const name = archive.toString('utf8', entry + 46, entry + 46 + nameLength);
    if (!name.endsWith('/')) {
      const file = content(archive, entry, room);
      room -= file.length;
      files.set(name, file);
    }
    entry += 46 + nameLength + archive.readUInt16LE(entry + 30) + archive.readUInt16LE(entry + 32);
  }
  return files;
}

function content(archive: Buffer, entry: number, room: number): Buffer {
  const method = archive.readUInt16LE(entry + 10);
  const local = archive.readUInt32LE(entry + 42);
  const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const packed = archive.subarray(from, from + archive.readUInt32LE(entry + 20));
  if (method === 0) {
    // Entries may share their bytes, so that a small archive has many files.
    if (packed.length > room) throw new Error(`the files of the zip archive have more than ${MOST_BYTES} bytes`);
    return packed;
  }
  if (method !== 8) throw new Error(`the zip archive uses the compression method ${method}; deflate is known`);
  return inflateRawSync(packed, { maxOutputLength: Math.max(room, 1) });
}
