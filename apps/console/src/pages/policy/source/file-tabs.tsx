import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useMemo, useState } from 'react';
import type { CodePlace } from '../../../components/code/code-editor.tsx';
import { LazyCodeEditor } from '../../../components/code/lazy-code-editor.tsx';
import { downloadText } from '../../../components/download-text.ts';
import { useSearchState } from '../../../components/use-search-state.ts';
import { useWords } from '../../../i18n/words.ts';
import { AddFileDialog } from './add-file-dialog.tsx';
import { codeProblemsOf } from './code-problems-of.ts';
import { withFile, withText, type PolicyFiles } from './policy-draft.ts';
import { PolicyProblems } from './policy-problems.tsx';
import type { Validation } from './use-validation.ts';

interface FileTabsProps {
  readonly files: PolicyFiles;
  readonly validation: Validation;
  readonly onChange: (files: PolicyFiles) => void;
}

/** A tab for each file, with what is wrong with all of them below. */
export function FileTabs({ files, validation, onChange }: FileTabsProps) {
  const t = useWords();
  const [search, setSearch] = useSearchState();
  const [isAdding, setAdding] = useState(false);
  const [wanted, setWanted] = useState<CodePlace & { readonly file: string }>();
  const active = files.find(({ name }) => name === search['file']) ?? files[0];
  const { data } = validation.query;
  const name = active?.name ?? '';
  const problems = useMemo(() => codeProblemsOf(name, data ?? { problems: [], warnings: [] }), [name, data]);
  const open = (file: string): void => setSearch({ file });
  return (
    <SpaceBetween size="m">
      <Tabs
        ariaLabel={t('policySource.files')}
        activeTabId={name}
        onChange={({ detail }) => {
          setWanted(undefined);
          open(detail.activeTabId);
        }}
        actions={<Button onClick={() => setAdding(true)}>{t('policySource.addFile')}</Button>}
        tabs={files.map((file) => ({
          id: file.name,
          label: file.name,
          content: (
            <SpaceBetween size="s">
              <LazyCodeEditor
                key={file.name}
                label={t('policySource.file', { name: file.name })}
                language="yaml"
                value={file.text}
                problems={problems}
                place={wanted?.file === file.name ? wanted : undefined}
                onChange={(text) => onChange(withText(files, file.name, text))}
              />
              <FileActions files={files} name={file.name} onChange={onChange} />
            </SpaceBetween>
          ),
        }))}
      />
      <PolicyProblems
        validation={validation}
        onGoTo={({ file, line, column }) => {
          setWanted({ file, line, column });
          open(file);
        }}
      />
      {isAdding ? (
        <AddFileDialog
          files={files}
          onAdd={(added) => {
            setAdding(false);
            onChange(withFile(files, added));
            open(added);
          }}
          onDismiss={() => setAdding(false)}
        />
      ) : undefined}
    </SpaceBetween>
  );
}

interface FileActionsProps {
  readonly files: PolicyFiles;
  readonly name: string;
  readonly onChange: FileTabsProps['onChange'];
}

function FileActions({ files, name, onChange }: FileActionsProps) {
  const t = useWords();
  const file = files.find((one) => one.name === name);
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button iconName="download" onClick={() => downloadText(name, file?.text ?? '', 'application/yaml')}>
        {t('common.download')}
      </Button>
      <Button
        disabled={files.length === 1}
        disabledReason={t('policySource.lastFile')}
        onClick={() => onChange(files.filter((one) => one.name !== name))}
      >
        {t('policySource.removeFile')}
      </Button>
    </SpaceBetween>
  );
}
