import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Output } from '@trueup/api-contract';
import { OperationButton } from '../../../components/action-button.tsx';
import { useWords } from '../../../i18n/words.ts';
import type { Draft } from './use-draft.ts';

interface UnsavedBarProps {
  readonly shown: Output<'getDocument'>;
  readonly draft: Draft;
  readonly onSave: () => void;
}

/** Says that something is not stored yet, on every tab of the document. */
export function UnsavedBar({ shown: { document, version }, draft, onSave }: UnsavedBarProps) {
  const t = useWords();
  if (!draft.isChanged) return null;
  const unreadable = draft.permissions.kind === 'no-json' || draft.permissions.kind === 'invalid';
  return (
    <Alert
      type={draft.isBehind ? 'warning' : 'info'}
      header={t('runbooks.unsaved', { version: version.version })}
      action={
        <SpaceBetween direction="horizontal" size="xs">
          <Button onClick={draft.discard}>{t('runbooks.discard')}</Button>
          <OperationButton
            operation="importDocument"
            variant="primary"
            because={unreadable ? t('runbooks.permissions.unreadable') : undefined}
            onClick={onSave}
          >
            {t('runbooks.save')}
          </OperationButton>
        </SpaceBetween>
      }
    >
      {draft.isBehind
        ? t('runbooks.unsaved.behind', { latest: document.latestVersion })
        : t('runbooks.unsaved.text', { next: document.latestVersion + 1 })}
    </Alert>
  );
}
