import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { documentName } from '@trueup/api-contract';
import { useMemo, useRef, useState } from 'react';
import { useAct } from '../../../api/use-act.ts';
import { useAsked } from '../../../api/use-asked.ts';
import { OperationButton } from '../../../components/action-button.tsx';
import type { CodePlace } from '../../../components/code/code-editor.tsx';
import { LazyCodeEditor } from '../../../components/code/lazy-code-editor.tsx';
import { LeaveGuard } from '../../../components/leave-guard.tsx';
import { ProblemAlert } from '../../../components/problem-alert.tsx';
import { useGo } from '../../../components/use-go.ts';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { useNotices } from '../../../shell/notices.tsx';
import { applyEdits } from '../lint/apply-edits.ts';
import { codeProblems } from '../lint/code-problems.ts';
import { ParametersTable } from '../lint/parameters-table.tsx';
import { ProblemList } from '../lint/problem-list.tsx';
import { RunbookGraph } from '../lint/runbook-graph.tsx';
import { useLint, type Lint } from '../lint/use-lint.ts';
import { PermissionsEditor } from '../permissions/permissions-editor.tsx';
import { readPermissions } from '../permissions/read-permissions.ts';
import type { Start } from './copied-from.ts';

/** A runbook that is not stored yet. */
export function NewRunbookForm({ start }: { readonly start: Start }) {
  const t = useWords();
  const [name, setName] = useState(start.name);
  const [content, setContent] = useState(start.content);
  const [permissions, setPermissions] = useState(start.permissionsText);
  const read = readPermissions(permissions);
  const statements = read.kind === 'statements' ? read.statements : undefined;
  const lint = useLint(content, statements);
  const create = useCreate();
  const isChanged = content !== start.content || permissions !== start.permissionsText;
  const nameFault = useNameFault(name);
  const unreadable = read.kind === 'no-json' || read.kind === 'invalid';
  return (
    <SpaceBetween size="l">
      {create.error === null ? undefined : <ProblemAlert problem={create.error} />}
      <Container>
        <FormField
          label={t('runbooks.name')}
          constraintText={t('runbooks.fault.name')}
          errorText={name === '' ? undefined : nameFault}
        >
          <Input value={name} onChange={({ detail }) => setName(detail.value.trim())} autoComplete={false} />
        </FormField>
      </Container>
      <TextTabs content={content} lint={lint} onChange={setContent} />
      <Container>
        <PermissionsEditor text={permissions} onChange={setPermissions} />
      </Container>
      <OperationButton
        operation="importDocument"
        variant="primary"
        loading={create.isPending}
        because={nameFault ?? (unreadable ? t('runbooks.permissions.unreadable') : undefined)}
        onClick={() =>
          create.mutate({ name, content, ...(statements === undefined ? {} : { permissions: statements }) })
        }
      >
        {t('runbooks.create')}
      </OperationButton>
      <LeaveGuard isUnsaved={() => isChanged && !create.isStored()} />
    </SpaceBetween>
  );
}

/** Why nothing can be stored under a name. One that is taken would become the next version of what bears it. */
function useNameFault(name: string): string | undefined {
  const t = useWords();
  const isName = documentName.safeParse(name).success;
  const query = useAsked('listDocuments', { namePrefixes: [name], limit: 1000 }, { enabled: isName });
  if (!isName) return t('runbooks.fault.name');
  if (query.data === undefined) return query.error === null ? t('common.loading') : undefined;
  return query.data.items.some((one) => one.name === name) ? t('runbooks.fault.taken', { name }) : undefined;
}

function useCreate() {
  const t = useWords();
  const go = useGo();
  const { done } = useNotices();
  // The page is left in the same moment in which it is stored.
  const stored = useRef(false);
  const act = useAct('importDocument', ({ document: { name } }) => {
    stored.current = true;
    done(t('runbooks.create.done', { name }));
    go(pathTo('documentRunbook', { documentName: name }));
  });
  return { ...act, isStored: () => stored.current };
}

interface TextTabsProps {
  readonly content: string;
  readonly lint: Lint;
  readonly onChange: (content: string) => void;
}

function TextTabs({ content, lint, onChange }: TextTabsProps) {
  const t = useWords();
  const [place, setPlace] = useState<CodePlace>();
  const { data } = lint.query;
  const problems = useMemo(() => codeProblems(data?.problems ?? []), [data]);
  const name = t('runbooks.new');
  return (
    <Tabs
      variant="container"
      ariaLabel={t('runbooks.tabs')}
      tabs={[
        {
          id: 'content',
          label: t('runbooks.content'),
          content: (
            <SpaceBetween size="s">
              <LazyCodeEditor
                label={t('runbooks.content')}
                language={content.trimStart().startsWith('{') ? 'json' : 'yaml'}
                value={content}
                problems={problems}
                place={place}
                onChange={onChange}
              />
              <ProblemList lint={lint} onGoTo={setPlace} onFix={({ edits }) => onChange(applyEdits(content, edits))} />
            </SpaceBetween>
          ),
        },
        {
          id: 'graph',
          label: t('runbooks.view.graph'),
          content: <RunbookGraph label={t('runbooks.graph.of', { name })} graph={data?.graph} />,
        },
        {
          id: 'parameters',
          label: t('runbooks.view.parameters'),
          content: <ParametersTable label={t('runbooks.parameters.of', { name })} parameters={data?.parameters} />,
        },
      ]}
    />
  );
}
