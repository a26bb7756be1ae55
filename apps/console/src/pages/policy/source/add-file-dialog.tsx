import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useWords } from '../../../i18n/words.ts';
import { nameFault, type PolicyFiles } from './policy-draft.ts';

interface AddFileDialogProps {
  readonly files: PolicyFiles;
  readonly onAdd: (name: string) => void;
  readonly onDismiss: () => void;
}

/** Asks for the name of another file of the policy. */
export function AddFileDialog({ files, onAdd, onDismiss }: AddFileDialogProps) {
  const t = useWords();
  const [name, setName] = useState('');
  const fault = nameFault(files, name);
  const why = fault === undefined ? undefined : t(`policySource.name.${fault}`);
  return (
    <Modal
      visible
      header={t('policySource.addFile')}
      onDismiss={onDismiss}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onDismiss}>{t('common.cancel')}</Button>
            <Button variant="primary" disabled={fault !== undefined} disabledReason={why} onClick={() => onAdd(name)}>
              {t('policySource.addFile')}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <FormField
        label={t('policySource.fileName')}
        description={t('policySource.fileName.text')}
        errorText={name === '' ? undefined : why}
      >
        <Input
          value={name}
          placeholder="windows.yaml"
          autoComplete={false}
          onChange={({ detail }) => setName(detail.value)}
        />
      </FormField>
    </Modal>
  );
}
