import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readLines, type Line } from './read-lines.ts';

it('lines do not depend on how the bytes are cut into chunks, and their bytes are the whole', async () => {
  const text = fc
    .array(fc.constantFrom('a', 'é', '\n', '\r\n', '日'), { maxLength: 60 })
    .map((parts) => parts.join(''));
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 7 }), async (whole, size) => {
      const bytes = Buffer.from(whole);
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
        bytes.subarray(index * size, (index + 1) * size),
      );
      const lines: Line[] = [];
      for await (const line of readLines(asStream(chunks))) lines.push(line);
      const expected = whole.split('\n');
      if (expected.at(-1) === '') expected.pop();
      expect(lines.map((line) => line.text)).toEqual(expected);
      expect(lines.map((line) => line.number)).toEqual(expected.map((_, index) => index + 1));
      expect(Buffer.concat(lines.map((line) => line.bytes))).toEqual(bytes);
    }),
  );
});

async function* asStream(chunks: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* chunks;
}
