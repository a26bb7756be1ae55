import Alert from '@cloudscape-design/components/alert';
import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Output } from '@trueup/api-contract';
import { useState } from 'react';
import { useAct } from '../../../api/use-act.ts';
import { useSearchState } from '../../../components/use-search-state.ts';
import { ReasonDialog } from '../../../forms/reason-dialog.tsx';
import { useWords } from '../../../i18n/words.ts';
import { useNotices } from '../../../shell/notices.tsx';
import { permissionsText } from '../permissions/read-permissions.ts';
import type { Draft } from './use-draft.ts';

interface SaveDialogProps {
  readonly shown: Output<'getDocument'>;
  readonly draft: Draft;
  readonly onDismiss: () => void;
}

/** Stores the draft as the next version. What narrows it travels along: left out, the version could do more. */
export function SaveDialog({ shown, draft, onDismiss }: SaveDialogProps) {
  const t = useWords();
  const { done } = useNotices();
  const [, setSearch] = useSearchState();
  const [versionName, setVersionName] = useState('');
  const [setDefault, setSetDefault] = useState(false);
  const { document, version, versions } = shown;
  const save = useAct('importDocument', ({ version: stored }) => {
    done(t('runbooks.save.done', { name: stored.name, version: stored.version }));
    draft.discard();
    setSearch({ version: String(stored.version) });
    onDismiss();
  });
  const latest = versions.find((one) => one.version === document.latestVersion);
  const differs = permissionsText(latest?.permissions) !== permissionsText(draft.statements);
  const onConfirm = (): void =>
    save.mutate({
      name: document.name,
      content: draft.text,
      format: version.format,
      setDefault,
      ...(version.displayName === undefined ? {} : { displayName: version.displayName }),
      ...(versionName.trim() === '' ? {} : { versionName: versionName.trim() }),
      ...(draft.statements === undefined ? {} : { permissions: draft.statements }),
    });
  return (
    <ReasonDialog
      title={t('runbooks.save.title', { name: document.name, version: document.latestVersion + 1 })}
      confirm={t('runbooks.save')}
      reason="none"
      isPending={save.isPending}
      problem={save.error}
      onConfirm={onConfirm}
      onDismiss={onDismiss}
    >
      <SpaceBetween size="m">
        {differs ? <Alert type="warning">{t('runbooks.save.permissionsDiffer')}</Alert> : undefined}
        <FormField label={t('runbooks.versionName')} constraintText={t('runbooks.versionName.text')}>
          <Input value={versionName} onChange={({ detail }) => setVersionName(detail.value)} autoComplete={false} />
        </FormField>
        <Checkbox checked={setDefault} onChange={({ detail }) => setSetDefault(detail.checked)}>
          {t('runbooks.setDefault')}
        </Checkbox>
      </SpaceBetween>
    </ReasonDialog>
  );
}
