import type { Output, StoredDocument } from '@trueup/api-contract';
import type { Look } from '../terminal/look.ts';
import { plain } from '../terminal/plain.ts';
import { tableText } from '../terminal/table.ts';
import { factsText } from './facts.ts';
import { timeText } from './time-text.ts';

export function documentsText(documents: readonly StoredDocument[], look: Look): string {
  if (documents.length === 0) return 'No stored runbooks.';
  return tableText(
    [
      { head: 'NAME', cell: ({ name }) => name },
      { head: 'DEFAULT', cell: ({ defaultVersion }) => String(defaultVersion) },
      { head: 'LATEST', cell: ({ latestVersion }) => String(latestVersion) },
      { head: 'TARGET TYPE', cell: ({ targetType }) => targetType ?? '', least: 12, spare: true },
      { head: 'OWNER', cell: ({ owner }) => owner, spare: true },
      { head: 'CREATED', cell: ({ createdAt }) => timeText(createdAt), spare: true },
    ],
    documents,
    look,
  );
}

type Shown = Output<'getDocument'>;

export function documentText({ document, version, versions }: Shown, look: Look): string {
  const { bold } = look.paint;
  const tags = document.tags.map(({ Key, Value }) => `${Key}=${Value}`).join(', ');
  const files = version.attachments.map(({ name, size }) => `${name} (${size} bytes)`).join(', ');
  return [
    bold(`${plain(document.name)}, version ${version.version}`),
    factsText(
      [
        ['display name', version.displayName],
        ['owner', document.owner],
        ['target type', document.targetType],
        ['tags', tags === '' ? undefined : tags],
        ['attachments', files === '' ? undefined : files],
        ['narrowed to', version.permissions?.flatMap(({ Action }) => Action).join(', ')],
      ],
      look,
    ),
    '',
    bold('Versions'),
    versionsText(document, versions, look),
    '',
    bold('Text'),
    linesOf(version.content),
  ].join('\n');
}

function versionsText({ defaultVersion }: StoredDocument, versions: Shown['versions'], look: Look): string {
  return tableText(
    [
      { head: 'VERSION', cell: ({ version }) => `${version}${version === defaultVersion ? ' (default)' : ''}` },
      { head: 'NAME', cell: ({ versionName }) => versionName ?? '', least: 8 },
      { head: 'FORMAT', cell: ({ format }) => format },
      { head: 'BY', cell: ({ createdBy }) => createdBy, least: 8 },
      { head: 'CREATED', cell: ({ createdAt }) => timeText(createdAt), spare: true },
    ],
    versions,
    look,
  );
}

function linesOf(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => plain(line.replaceAll('\t', '  ').replace(/\r$/, '')))
    .join('\n');
}
