import type { Execution } from '@trueup/api-contract';
import Box from '@cloudscape-design/components/box';
import Spinner from '@cloudscape-design/components/spinner';
import { lazy, Suspense } from 'react';
import { useWords } from '../../../i18n/words.ts';

const CodeEditor = lazy(async () => {
  const { CodeEditor: editor } = await import('../../../components/code/code-editor.tsx');
  return { default: editor };
});

/** The runbook as it was when this began: a later version changes nothing here. */
export function DocumentTab({ execution }: { readonly execution: Execution }) {
  const t = useWords();
  const { document, documentName, documentVersion } = execution;
  return (
    <>
      <Box padding={{ bottom: 's' }}>
        {t('execution.document', { document: documentName, version: documentVersion })}
      </Box>
      <Suspense fallback={<Spinner />}>
        <CodeEditor
          label={documentName}
          language={document.trimStart().startsWith('{') ? 'json' : 'yaml'}
          value={document}
          height="40rem"
        />
      </Suspense>
    </>
  );
}
