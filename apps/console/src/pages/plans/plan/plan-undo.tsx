import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Plan } from '@trueup/api-contract';
import { lazy } from 'react';
import { useAsked } from '../../../api/use-asked.ts';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { Folded } from './folded.tsx';

const LazyEditor = lazy(async () => {
  const { CodeEditor } = await import('../../../components/code/code-editor.tsx');
  return { default: CodeEditor };
});

/** Whether it can be taken back, and by what; of an undo, what it takes back. */
export function PlanUndo({ plan }: { readonly plan: Plan }) {
  const t = useWords();
  const { undoes, noUndoReason, controlId } = plan;
  return (
    <Container header={<Header variant="h2">{t('planPage.undo')}</Header>}>
      {undoes !== undefined ? (
        <Box>
          {t('planPage.undo.of')}{' '}
          <Link href={pathTo('execution', { executionId: undoes })}>{t('planPage.undo.repair', { id: undoes })}</Link>
        </Box>
      ) : noUndoReason !== undefined ? (
        <Box>{t('planPage.undo.none', { reason: noUndoReason })}</Box>
      ) : (
        <UndoRunbook controlId={controlId} />
      )}
    </Container>
  );
}

function UndoRunbook({ controlId }: { readonly controlId: string }) {
  const t = useWords();
  const { data } = useAsked('getControl', { id: controlId });
  return (
    <SpaceBetween size="s">
      <Box>{t('planPage.undo.how')}</Box>
      {data?.undoRunbook === undefined ? undefined : (
        <Folded title={t('planPage.undo.runbook')}>
          {() => <LazyEditor label={t('planPage.undo.runbook')} language="yaml" value={data.undoRunbook ?? ''} />}
        </Folded>
      )}
    </SpaceBetween>
  );
}
