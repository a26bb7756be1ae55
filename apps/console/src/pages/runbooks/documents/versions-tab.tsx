import Badge from '@cloudscape-design/components/badge';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import type { Output } from '@trueup/api-contract';
import { useState } from 'react';
import { useAct } from '../../../api/use-act.ts';
import { ask } from '../../../api/use-asked.ts';
import { OperationButton } from '../../../components/action-button.tsx';
import { Instant } from '../../../components/instant.tsx';
import { ReasonDialog } from '../../../forms/reason-dialog.tsx';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { useNotices } from '../../../shell/notices.tsx';
import { VersionDiff } from './version-diff.tsx';

type Shown = Output<'getDocument'>;
type Version = Shown['versions'][number];

/** Every version, and what differs between two of them. */
export function VersionsTab({ shown }: { readonly shown: Shown }) {
  const t = useWords();
  const [toDelete, setToDelete] = useState<number>();
  const { document, versions } = shown;
  return (
    <SpaceBetween size="l">
      <Table<Version>
        variant="borderless"
        contentDensity="compact"
        items={[...versions]}
        trackBy={({ version }) => String(version)}
        ariaLabels={{ tableLabel: t('runbooks.versions') }}
        columnDefinitions={[
          {
            id: 'version',
            header: t('runbooks.version'),
            isRowHeader: true,
            cell: ({ version }) => <VersionCell shown={shown} version={version} />,
          },
          { id: 'name', header: t('runbooks.versionName'), cell: ({ versionName }) => versionName ?? '' },
          { id: 'at', header: t('runbooks.createdAt'), cell: ({ createdAt }) => <Instant at={createdAt} /> },
          { id: 'by', header: t('runbooks.createdBy'), cell: ({ createdBy }) => createdBy },
          { id: 'format', header: t('runbooks.format'), cell: ({ format }) => format },
          {
            id: 'actions',
            header: t('common.actions'),
            cell: ({ version }) => (
              <SpaceBetween direction="horizontal" size="xs">
                {version === document.latestVersion && version !== document.defaultVersion ? (
                  <MakeDefault shown={shown} />
                ) : undefined}
                {version === document.defaultVersion ? undefined : (
                  <OperationButton
                    operation="deleteDocument"
                    variant="inline-link"
                    ariaLabel={t('runbooks.version.delete', { version })}
                    onClick={() => setToDelete(version)}
                  >
                    {t('common.delete')}
                  </OperationButton>
                )}
              </SpaceBetween>
            ),
          },
        ]}
      />
      <VersionDiff shown={shown} />
      {toDelete === undefined ? undefined : (
        <DeleteVersion name={document.name} version={toDelete} onDismiss={() => setToDelete(undefined)} />
      )}
    </SpaceBetween>
  );
}

function VersionCell({ shown: { document }, version }: { readonly shown: Shown; readonly version: number }) {
  const t = useWords();
  const href = pathTo('documentRunbook', { documentName: document.name }, { version: String(version) });
  return (
    <>
      <Link href={href}>{t('runbooks.version.number', { version })}</Link>{' '}
      {version === document.defaultVersion ? <Badge color="blue">{t('runbooks.version.default')}</Badge> : undefined}
    </>
  );
}

/** The latest version alone can be made the default as it is: the same text again, with the wish. */
function MakeDefault({ shown: { document } }: { readonly shown: Shown }) {
  const t = useWords();
  const { done, failed } = useNotices();
  const { name, latestVersion } = document;
  const act = useAct('importDocument', () => done(t('runbooks.setDefault.done', { name, version: latestVersion })));
  const make = async (): Promise<void> => {
    const { version } = await ask('getDocument', { name, version: String(latestVersion) });
    const { content, format, permissions } = version;
    await act.mutateAsync({
      name,
      content,
      format,
      setDefault: true,
      ...(permissions === undefined ? {} : { permissions }),
    });
  };
  return (
    <OperationButton
      operation="importDocument"
      variant="inline-link"
      loading={act.isPending}
      onClick={() => void make().catch(failed)}
    >
      {t('runbooks.setDefault')}
    </OperationButton>
  );
}

interface DeleteVersionProps {
  readonly name: string;
  readonly version: number;
  readonly onDismiss: () => void;
}

function DeleteVersion({ name, version, onDismiss }: DeleteVersionProps) {
  const t = useWords();
  const { done } = useNotices();
  const remove = useAct('deleteDocument', () => {
    done(t('runbooks.version.deleted', { name, version }));
    onDismiss();
  });
  return (
    <ReasonDialog
      title={t('runbooks.version.delete', { version })}
      confirm={t('common.delete')}
      reason="none"
      isPending={remove.isPending}
      problem={remove.error}
      onConfirm={() => remove.mutate({ name, version: String(version) })}
      onDismiss={onDismiss}
    >
      {t('runbooks.version.delete.text')}
    </ReasonDialog>
  );
}
