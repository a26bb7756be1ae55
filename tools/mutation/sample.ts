const LINES = 12;

/** Blocks of lines in which to mutate, so and so many per cent of a file's. The same seed draws the same ones. */
export function sampleOfLines(file: string, text: string, percent: number, seed: string): string[] {
  const blocks = Array.from({ length: Math.ceil(text.split('\n').length / LINES) }, (_none, index) => index);
  return blocks
    .filter((block) => drawn(`${seed} ${file} ${block}`) < percent)
    .map((block) => `${file}:${block * LINES + 1}-${(block + 1) * LINES}`);
}

/** 0 to 99, out of the text alone (FNV-1a). */
function drawn(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  return ((hash ^ (hash >>> 15)) >>> 0) % 100;
}
