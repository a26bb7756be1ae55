import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const TEXT = /\.(?:js|css|svg)$/;

/** Beside each text file its Brotli and gzip forms, so that no request has to wait for a compressor. */
export function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    // When everything is on disk: others still write into the chunks before.
    writeBundle({ dir }, bundle) {
      if (dir === undefined) throw new Error('the build has no folder');
      for (const fileName of Object.keys(bundle).filter((name) => TEXT.test(name))) {
        const path = join(dir, fileName);
        const text = readFileSync(path);
        writeFileSync(
          `${path}.br`,
          brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }),
        );
        writeFileSync(`${path}.gz`, gzipSync(text, { level: 9 }));
      }
    },
  };
}
