import type { PolicyFile } from '@trueup/api-contract';

/** The files of a policy as they are edited. */
export type PolicyFiles = readonly PolicyFile[];

/** A first policy: it finds, and leaves every repair to people. */
export const STARTER: PolicyFiles = [
  {
    name: 'trueup.yaml',
    text: `partition: aws
regions: [us-east-1]
accounts:
  # The account id of your own; with a role, Trueup assumes it there.
  - { id: "111111111111", name: main }
remediations:
  # The first line that matches decides. manual: nothing happens unless a person asks for it.
  - { name: all-others, controls: ["*"], mode: manual }
exceptions: []
windows: []
`,
  },
];

export function withText(files: PolicyFiles, name: string, text: string): PolicyFiles {
  return files.map((file) => (file.name === name ? { name, text } : file));
}

/** An empty file more. The server reads the files in the order of their names. */
export function withFile(files: PolicyFiles, name: string): PolicyFiles {
  return [...files, { name, text: '' }].toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

export function isSame(one: PolicyFiles, other: PolicyFiles): boolean {
  return (
    one.length === other.length &&
    one.every(({ name, text }, index) => other[index]?.name === name && other[index].text === text)
  );
}

/** What keeps a file from being added under a name. The server takes the same names, and reads YAML only. */
type NameFault = 'taken' | 'no-yaml' | 'not-a-name';

const FILE_NAME = /^(?!\.)[\w. +@-]{1,100}(?:\/(?!\.)[\w. +@-]{1,100}){0,5}$/;

export function nameFault(files: PolicyFiles, name: string): NameFault | undefined {
  if (!FILE_NAME.test(name)) return 'not-a-name';
  if (!/\.ya?ml$/.test(name)) return 'no-yaml';
  return files.some((file) => file.name === name) ? 'taken' : undefined;
}
