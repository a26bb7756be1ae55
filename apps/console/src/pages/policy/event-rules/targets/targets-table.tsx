import SpaceBetween from '@cloudscape-design/components/space-between';
import type { EventRule, EventTarget } from '@trueup/api-contract';
import { useState, type ReactNode } from 'react';
import { OperationButton } from '../../../../components/action-button.tsx';
import { ListTable, type ListColumn } from '../../../../components/list-table.tsx';
import { useFormats } from '../../../../i18n/formats.ts';
import { useWords } from '../../../../i18n/words.ts';
import { RemoveTargetDialog } from './remove-target-dialog.tsx';
import { TargetDialog } from './target-dialog.tsx';
import { AddressWords } from './target-words.tsx';
import { TestButton } from './test-button.tsx';
import { TestOutcome, type SentTest } from './test-outcome.tsx';

type Open =
  | { readonly kind: 'edit'; readonly target: EventTarget | undefined }
  | { readonly kind: 'remove'; readonly target: EventTarget };

const HERE = { error: null, isPending: false, refetch: () => undefined };

/** Where a rule sends what it matches; each target is tried, changed and removed by itself. */
export function TargetsTable({ rule }: { readonly rule: EventRule }) {
  const t = useWords();
  const { number } = useFormats();
  const [open, setOpen] = useState<Open>();
  const [sent, setSent] = useState<SentTest>();
  const close = (): void => setOpen(undefined);
  const columns = useTargetColumns((target) => (
    <SpaceBetween direction="horizontal" size="xs">
      <TestButton rule={rule} target={target} onSent={setSent} />
      <OperationButton
        operation="putEventTargets"
        variant="inline-link"
        ariaLabel={t('events.target.editOne', { id: target.id })}
        onClick={() => setOpen({ kind: 'edit', target })}
      >
        {t('common.edit')}
      </OperationButton>
      <OperationButton
        operation="removeEventTargets"
        variant="inline-link"
        ariaLabel={t('events.target.removeOne', { id: target.id })}
        onClick={() => setOpen({ kind: 'remove', target })}
      >
        {t('events.target.remove')}
      </OperationButton>
    </SpaceBetween>
  ));
  const add = (
    <OperationButton operation="putEventTargets" onClick={() => setOpen({ kind: 'edit', target: undefined })}>
      {t('events.target.new')}
    </OperationButton>
  );
  return (
    <SpaceBetween size="m">
      {sent === undefined ? undefined : (
        <TestOutcome key={sent.deliveryId} test={sent} onDismiss={() => setSent(undefined)} />
      )}
      <ListTable<EventTarget>
        name="event-targets"
        title={t('events.targets')}
        description={t('events.targets.text')}
        counter={`(${number(rule.targets.length)})`}
        columns={columns}
        items={rule.targets}
        trackBy={({ id }) => id}
        query={HERE}
        wrapLines
        actions={add}
        empty={t('events.targets.empty')}
      />
      {open?.kind === 'edit' ? <TargetDialog rule={rule} target={open.target} onClose={close} /> : undefined}
      {open?.kind === 'remove' ? <RemoveTargetDialog rule={rule} target={open.target} onClose={close} /> : undefined}
    </SpaceBetween>
  );
}

function useTargetColumns(actionsOf: (target: EventTarget) => ReactNode): readonly ListColumn<EventTarget>[] {
  const t = useWords();
  const { duration } = useFormats();
  return [
    { id: 'id', header: t('events.target.id'), width: 170, isRowHeader: true, cell: ({ id }) => id },
    { id: 'kind', header: t('events.target.kind'), width: 150, cell: ({ address }) => t(`targetKind.${address.kind}`) },
    {
      id: 'address',
      header: t('events.target.address'),
      minWidth: 240,
      cell: ({ address }) => <AddressWords address={address} />,
    },
    {
      id: 'input',
      header: t('events.input'),
      width: 160,
      cell: ({ input }) => t(`events.input.${input?.kind ?? 'event'}`),
    },
    {
      id: 'retry',
      header: t('events.retry'),
      shown: false,
      width: 200,
      cell: ({ retry }) =>
        t('events.retry.words', {
          attempts: retry?.maxAttempts ?? 185,
          time: duration((retry?.maxAgeSeconds ?? 86_400) * 1_000),
        }),
    },
    { id: 'actions', header: t('common.actions'), width: 290, cell: actionsOf },
  ];
}
