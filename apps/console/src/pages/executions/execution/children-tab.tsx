import type { Execution, Output } from '@trueup/api-contract';
import Link from '@cloudscape-design/components/link';
import { ListTable } from '../../../components/list-table.tsx';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { useExecutionColumns } from '../execution-columns.tsx';

/** The executions that this one has started. */
export function ChildrenTab({ answer: { execution, children } }: { readonly answer: Output<'getExecution'> }) {
  const t = useWords();
  const { id, spread } = execution;
  // None of these is about a finding.
  const columns = useExecutionColumns().filter((column) => column.id !== 'resource' && column.id !== 'outcome');
  return (
    <ListTable<Execution>
      name="execution-children"
      variant="embedded"
      title={t('execution.tab.children')}
      description={
        <>
          {spread === undefined
            ? undefined
            : t('execution.spread', {
                count: spread.children.length,
                concurrency: spread.maxConcurrency ?? '–',
                errors: spread.maxErrors ?? '–',
              })}{' '}
          <Link href={pathTo('executions', {}, { parent: id })}>{t('execution.children.list')}</Link>
        </>
      }
      columns={columns}
      items={children}
      trackBy={(child) => child.id}
      query={{ error: undefined, isPending: false, refetch: () => undefined }}
      empty={t('execution.children.none')}
    />
  );
}
