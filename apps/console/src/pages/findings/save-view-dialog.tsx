import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Input as InputOf, SavedView } from '@trueup/api-contract';
import { useState } from 'react';
import { useAct } from '../../api/use-act.ts';
import { OperationButton } from '../../components/action-button.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { searchOf } from '../../finding-view/finding-filters.ts';
import { useWords } from '../../i18n/words.ts';
import { useNotices } from '../../shell/notices.tsx';
import type { FindingsView } from './use-findings-view.ts';
import { CONTROL_FIELD } from './view-select.tsx';

interface SaveViewDialogProps {
  readonly view: FindingsView;
  readonly views: readonly SavedView[];
  readonly onDismiss: () => void;
}

/** Keeps the filter, its order and grouping under a name, for everyone. */
export function SaveViewDialog({ view, views, onDismiss }: SaveViewDialogProps) {
  const t = useWords();
  const notices = useNotices();
  const [name, setName] = useState('');
  const save = useAct('saveView', (saved) => {
    onDismiss();
    notices.done(t('findings.view.savedAs', { name: saved.name }));
  });
  const trimmed = name.trim();
  const replaces = views.some((one) => one.name === trimmed);
  const submit = (): void => {
    if (trimmed !== '' && !save.isPending) save.mutate(viewOf(view, trimmed));
  };
  return (
    <Modal
      visible
      header={t('findings.view.save')}
      onDismiss={onDismiss}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onDismiss}>{t('common.cancel')}</Button>
            <OperationButton
              operation="saveView"
              variant="primary"
              loading={save.isPending}
              because={trimmed === '' ? t('findings.view.nameless') : undefined}
              onClick={submit}
            >
              {replaces ? t('findings.view.replace') : t('common.save')}
            </OperationButton>
          </SpaceBetween>
        </Box>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Form>
          <SpaceBetween size="m">
            {save.error === null ? undefined : <ProblemAlert problem={save.error} />}
            <FormField
              label={t('findings.view.name')}
              description={t('findings.view.save.text')}
              constraintText={replaces ? t('findings.view.replaces') : undefined}
            >
              <Input value={name} onChange={({ detail }) => setName(detail.value)} autoComplete="off" />
            </FormField>
          </SpaceBetween>
        </Form>
      </form>
    </Modal>
  );
}

function viewOf({ query, order, grouping }: FindingsView, name: string): InputOf<'saveView'> {
  const { filters = {}, ...narrowing } = searchOf(query);
  return {
    name,
    filters,
    ...narrowing,
    order,
    ...(grouping === 'control' ? { groupBy: CONTROL_FIELD } : {}),
  };
}
