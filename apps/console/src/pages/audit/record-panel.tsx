import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { AuditRecord } from '@trueup/api-contract';
import { CopyText } from '../../components/copy-text.tsx';
import { Instant } from '../../components/instant.tsx';
import { JsonView } from '../../components/json-view.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useWords } from '../../i18n/words.ts';
import { Subject, Who } from './record-columns.tsx';

/** All that a record says, and what chains it. */
export function RecordPanel({ record }: { readonly record: AuditRecord }) {
  const t = useWords();
  const { number } = useFormats();
  return (
    <SpaceBetween size="m">
      <KeyValuePairs
        columns={3}
        items={[
          { label: t('audit.at'), value: <Instant at={record.at} /> },
          { label: t('audit.actor'), value: <Who actor={record.actor} /> },
          { label: t('audit.action'), value: record.action },
          { label: t('audit.subject'), value: <Subject record={record} /> },
          { label: t('audit.seq'), value: number(record.seq) },
        ]}
      />
      <KeyValuePairs
        columns={2}
        items={[
          { label: t('audit.hash'), value: <Hash text={record.hash} /> },
          { label: t('audit.previousHash'), value: <Hash text={record.previousHash} /> },
        ]}
      />
      <JsonView label={t('audit.detail')} value={record.detail} height="30rem" />
    </SpaceBetween>
  );
}

function Hash({ text }: { readonly text: string }) {
  return (
    <span style={{ overflowWrap: 'anywhere' }}>
      <CopyText text={text} />
    </span>
  );
}
