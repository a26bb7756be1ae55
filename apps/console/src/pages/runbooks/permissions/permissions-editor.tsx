import FormField from '@cloudscape-design/components/form-field';
import { LazyCodeEditor } from '../../../components/code/lazy-code-editor.tsx';
import { useWords } from '../../../i18n/words.ts';
import { readPermissions } from './read-permissions.ts';

interface PermissionsEditorProps {
  readonly text: string;
  /** Absent: the person may not change it. */
  readonly onChange?: (text: string) => void;
}

/** All that a runbook may do, as IAM statements. Empty, nothing narrows it. */
export function PermissionsEditor({ text, onChange }: PermissionsEditorProps) {
  const t = useWords();
  const read = readPermissions(text);
  const fault =
    read.kind === 'no-json'
      ? t('runbooks.fault.no-json')
      : read.kind === 'invalid'
        ? t('runbooks.permissions.invalid', { path: read.path, detail: read.detail })
        : undefined;
  return (
    <FormField
      stretch
      label={t('runbooks.permissions.json')}
      description={t('runbooks.permissions.json.text')}
      errorText={fault}
      warningText={read.kind === 'unbounded' ? t('runbooks.permissions.unbounded.text') : undefined}
    >
      <LazyCodeEditor
        label={t('runbooks.permissions.json')}
        language="json"
        value={text}
        height="18rem"
        {...(onChange === undefined ? {} : { onChange })}
      />
    </FormField>
  );
}
