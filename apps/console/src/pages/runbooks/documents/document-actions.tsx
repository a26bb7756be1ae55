import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Output } from '@trueup/api-contract';
import { useState } from 'react';
import { useAct } from '../../../api/use-act.ts';
import { ask } from '../../../api/use-asked.ts';
import { OperationButton } from '../../../components/action-button.tsx';
import { downloadText } from '../../../components/download-text.ts';
import { useGo } from '../../../components/use-go.ts';
import { ReasonDialog } from '../../../forms/reason-dialog.tsx';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { useNotices } from '../../../shell/notices.tsx';

/** What can be done with a stored document as a whole. */
export function DocumentActions({ shown }: { readonly shown: Output<'getDocument'> }) {
  const t = useWords();
  const go = useGo();
  const [isDeleting, setDeleting] = useState(false);
  const { name, version } = shown.version;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <DownloadMenu shown={shown} />
      <OperationButton
        operation="importDocument"
        iconName="copy"
        onClick={() => go(pathTo('newRunbook', {}, { from: `document:${name}`, version: String(version) }))}
      >
        {t('runbooks.copy')}
      </OperationButton>
      <OperationButton operation="deleteDocument" onClick={() => setDeleting(true)}>
        {t('common.delete')}
      </OperationButton>
      {isDeleting ? <DeleteDialog name={name} onDismiss={() => setDeleting(false)} /> : undefined}
    </SpaceBetween>
  );
}

function DownloadMenu({ shown: { version } }: { readonly shown: Output<'getDocument'> }) {
  const t = useWords();
  const { failed } = useNotices();
  const download = async (wanted: string): Promise<void> => {
    const format = wanted === 'JSON' || wanted === 'YAML' ? wanted : version.format;
    const exported = await ask('exportDocument', { name: version.name, version: String(version.version), format });
    const attachment = exported.attachments.find(({ name }) => wanted === attachmentId(name));
    if (attachment !== undefined) {
      const bytes = Uint8Array.from(atob(attachment.base64), (one) => one.codePointAt(0) ?? 0);
      downloadText(attachment.name, bytes, 'application/octet-stream');
      return;
    }
    const type = format === 'JSON' ? 'application/json' : 'application/yaml';
    downloadText(`${version.name}.${format.toLowerCase()}`, exported.version.content, type);
  };
  return (
    <ButtonDropdown
      items={[
        { id: 'YAML', text: 'YAML' },
        { id: 'JSON', text: 'JSON' },
        ...version.attachments.map(({ name }) => ({ id: attachmentId(name), text: name })),
      ]}
      onItemClick={({ detail }) => void download(detail.id).catch(failed)}
    >
      {t('common.download')}
    </ButtonDropdown>
  );
}

/** No format bears such a name. */
const attachmentId = (name: string): string => `attachment:${name}`;

function DeleteDialog({ name, onDismiss }: { readonly name: string; readonly onDismiss: () => void }) {
  const t = useWords();
  const go = useGo();
  const { done } = useNotices();
  const remove = useAct('deleteDocument', () => {
    done(t('runbooks.delete.done', { name }));
    go(pathTo('runbooks'));
  });
  return (
    <ReasonDialog
      title={t('runbooks.delete.title', { name })}
      confirm={t('common.delete')}
      reason="none"
      typed={{ label: t('runbooks.delete.typed', { name }), text: name }}
      isPending={remove.isPending}
      problem={remove.error}
      onConfirm={() => remove.mutate({ name })}
      onDismiss={onDismiss}
    >
      {t('runbooks.delete.text')}
    </ReasonDialog>
  );
}
