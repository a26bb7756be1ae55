import type { TextFile } from '../repository/tracked-files.ts';

const LIST = /^e2e\/readme-commands[\w.-]*\.ts$/;

function shellCommands(markdown: string): string[] {
  return [...markdown.matchAll(/^```(?:sh|bash|shell)\n([\s\S]*?)^```/gm)]
    .flatMap((match) => (match[1] ?? '').split('\n'))
    .map((line) =>
      line
        .replace(/^\$ /, '')
        .replace(/\s+#.*$/, '')
        .trim(),
    )
    .filter((line) => /^(?:npm|npx trueup) /.test(line));
}

/** Commands of the README that no test runs: each must stand, word for word, in e2e/readme-commands*.ts. */
export function readmeCommandFaults(files: readonly TextFile[]): string[] {
  const readme = files.find(({ path }) => path === 'README.md');
  const lists = files.filter(({ path }) => LIST.test(path));
  if (!readme || lists.length === 0) return [];
  return shellCommands(readme.text)
    .filter((command) => !lists.some(({ text }) => text.includes(command)))
    .map((command) => `README.md: no test runs \`${command}\``);
}
