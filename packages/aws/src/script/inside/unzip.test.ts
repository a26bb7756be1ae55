import { expect, test } from 'vitest';
import { zipped } from '../zipped.ts';
import { unzip } from './unzip.ts';

/** An archive whose files, stored as they are, all have the same bytes. */
function stored(content: Buffer, files: number): Buffer {
  const local = Buffer.alloc(30);
  local.write('PK\x03\x04', 'latin1');
  const entries = Array.from({ length: files }, (_none, index) => {
    const name = String(index);
    const entry = Buffer.alloc(46);
    entry.write('PK\x01\x02', 'latin1');
    entry.writeUInt32LE(content.length, 20);
    entry.writeUInt32LE(content.length, 24);
    entry.writeUInt16LE(name.length, 28);
    return Buffer.concat([entry, Buffer.from(name)]);
  });
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files, 10);
  end.writeUInt32LE(local.length + content.length, 16);
  return Buffer.concat([local, content, ...entries, end]);
}

test('stored and deflated files arrive', () => {
  expect([...unzip(stored(Buffer.from('text'), 2)).values()].map(String)).toEqual(['text', 'text']);
  expect(String(unzip(zipped({ 'a/b': 'text' })).get('a/b'))).toBe('text');
});

test('stored files count against the disk of a script', () => {
  const content = Buffer.alloc(1 << 20);
  expect(unzip(stored(content, 512)).size).toBe(512);
  expect(() => unzip(stored(content, 513))).toThrow('the files of the zip archive have more than 536870912 bytes');
});
