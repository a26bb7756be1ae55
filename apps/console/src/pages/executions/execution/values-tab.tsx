import type { Execution } from '@trueup/api-contract';
import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Header from '@cloudscape-design/components/header';
import { JsonView } from '../../../components/json-view.tsx';
import { useWords } from '../../../i18n/words.ts';

/** What went in, and what came out. */
export function ValuesTab({ execution }: { readonly execution: Execution }) {
  const t = useWords();
  const { parameters, outputs, tags, phase } = execution;
  return (
    <ColumnLayout columns={2} minColumnWidth={320}>
      <div>
        <Header variant="h3">{t('execution.parameters')}</Header>
        <JsonView label={t('execution.parameters')} value={parameters} />
        {tags.length === 0 ? undefined : (
          <Box padding={{ top: 's' }}>
            <Header variant="h3">{t('execution.tags')}</Header>
            {tags.map(({ Key, Value }) => (
              <div key={Key}>
                <b>{Key}</b>: {Value}
              </div>
            ))}
          </Box>
        )}
      </div>
      <div>
        <Header variant="h3">{t('execution.outputs')}</Header>
        {outputs === undefined || Object.keys(outputs).length === 0 ? (
          <Box color="text-body-secondary">
            {t(phase === 'finished' ? 'execution.outputs.none' : 'execution.outputs.later')}
          </Box>
        ) : (
          <JsonView label={t('execution.outputs')} value={outputs} />
        )}
      </div>
    </ColumnLayout>
  );
}
