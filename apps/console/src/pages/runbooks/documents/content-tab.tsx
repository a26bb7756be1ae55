import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Output } from '@trueup/api-contract';
import { useMemo, useState } from 'react';
import type { CodePlace } from '../../../components/code/code-editor.tsx';
import { LazyCodeEditor } from '../../../components/code/lazy-code-editor.tsx';
import { useSearchState } from '../../../components/use-search-state.ts';
import { useWords } from '../../../i18n/words.ts';
import { applyEdits } from '../lint/apply-edits.ts';
import { codeProblems } from '../lint/code-problems.ts';
import { ProblemList } from '../lint/problem-list.tsx';
import type { Lint } from '../lint/use-lint.ts';
import type { Draft } from './use-draft.ts';

interface ContentTabProps {
  readonly shown: Output<'getDocument'>;
  readonly draft: Draft;
  readonly lint: Lint;
  readonly mayEdit: boolean;
}

/** The text of a version, which can be changed into the next one, with what is wrong with it. */
export function ContentTab({ shown, draft, lint, mayEdit }: ContentTabProps) {
  const t = useWords();
  const [place, setPlace] = useState<CodePlace>();
  const { name, format } = shown.version;
  const { data } = lint.query;
  const problems = useMemo(() => codeProblems(data?.problems ?? []), [data]);
  return (
    <SpaceBetween size="s">
      <VersionChoice shown={shown} isDisabled={draft.isChanged} />
      <LazyCodeEditor
        label={t('runbooks.content.of', { name })}
        language={format === 'JSON' ? 'json' : 'yaml'}
        value={draft.text}
        problems={problems}
        place={place}
        {...(mayEdit ? { onChange: (text: string) => draft.change({ text }) } : {})}
      />
      <ProblemList
        lint={lint}
        onGoTo={setPlace}
        {...(mayEdit ? { onFix: ({ edits }) => draft.change({ text: applyEdits(draft.text, edits) }) } : {})}
      />
    </SpaceBetween>
  );
}

function VersionChoice({ shown, isDisabled }: { readonly shown: ContentTabProps['shown']; isDisabled: boolean }) {
  const t = useWords();
  const [, setSearch] = useSearchState();
  const { document, version, versions } = shown;
  const options = versions.map((one) => ({
    value: String(one.version),
    label: t('runbooks.version.number', { version: one.version }),
    ...(one.versionName === undefined ? {} : { description: one.versionName }),
    ...(one.version === document.defaultVersion ? { labelTag: t('runbooks.version.default') } : {}),
  }));
  return (
    <FormField label={t('runbooks.version')} constraintText={isDisabled ? t('runbooks.version.locked') : undefined}>
      <Select
        options={options}
        disabled={isDisabled}
        selectedOption={options.find(({ value }) => value === String(version.version)) ?? null}
        onChange={({ detail }) => setSearch({ version: detail.selectedOption.value })}
      />
    </FormField>
  );
}
