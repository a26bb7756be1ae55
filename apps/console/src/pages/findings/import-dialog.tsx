import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FileUpload from '@cloudscape-design/components/file-upload';
import FormField from '@cloudscape-design/components/form-field';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Modal from '@cloudscape-design/components/modal';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { findingFormat, type FindingFormat, type ImportResult } from '@trueup/api-contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { trueup } from '../../api/trueup.ts';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useWords } from '../../i18n/words.ts';

/** Takes in findings of other tools from a file of any size. */
export function ImportDialog({ onDismiss }: { readonly onDismiss: () => void }) {
  const t = useWords();
  const queries = useQueryClient();
  const [files, setFiles] = useState<File[]>([]);
  const [format, setFormat] = useState<FindingFormat>('auto');
  const taking = useMutation({
    mutationFn: (file: File) => trueup.importFindingStream({ format }, file),
    onSettled: () => queries.invalidateQueries(),
  });
  const [file] = files;
  const formats = findingFormat.options.map((value) => ({ value, label: t(`findings.import.format.${value}`) }));
  return (
    <Modal
      visible
      size="large"
      header={t('findings.import.title')}
      onDismiss={onDismiss}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onDismiss}>{taking.isSuccess ? t('common.close') : t('common.cancel')}</Button>
            <Button
              variant="primary"
              loading={taking.isPending}
              disabled={file === undefined}
              disabledReason={t('findings.import.noFile')}
              onClick={() => file !== undefined && taking.mutate(file)}
            >
              {t('findings.import.start')}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {taking.error === null ? undefined : <ProblemAlert problem={taking.error} />}
        <FormField label={t('findings.import.file')} description={t('findings.import.text')}>
          <FileUpload
            value={files}
            onChange={({ detail }) => {
              taking.reset();
              setFiles(detail.value);
            }}
            accept=".json,.jsonl,.ndjson"
            showFileSize
            i18nStrings={{
              uploadButtonText: () => t('findings.import.choose'),
              dropzoneText: () => t('findings.import.drop'),
              removeFileAriaLabel: () => t('findings.import.remove'),
            }}
          />
        </FormField>
        <FormField label={t('findings.import.format')}>
          <Select
            options={formats}
            selectedOption={formats.find(({ value }) => value === format) ?? null}
            onChange={({ detail }) => setFormat(findingFormat.safeParse(detail.selectedOption.value).data ?? 'auto')}
          />
        </FormField>
        {taking.data === undefined ? undefined : <Taken result={taking.data} />}
      </SpaceBetween>
    </Modal>
  );
}

function Taken({ result }: { readonly result: ImportResult }) {
  const t = useWords();
  const { number } = useFormats();
  const counts = ['created', 'updated', 'unchanged', 'rejectedTotal'] as const;
  return (
    <div role="status">
      <SpaceBetween size="m">
        <KeyValuePairs
          columns={4}
          items={counts.map((name) => ({ label: t(`findings.import.${name}`), value: number(result[name]) }))}
        />
        {result.rejected.length === 0 ? undefined : (
          <Table
            variant="embedded"
            wrapLines
            ariaLabels={{ tableLabel: t('findings.import.rejectedTotal') }}
            items={[...result.rejected]}
            columnDefinitions={[
              { id: 'index', header: t('findings.import.place'), cell: ({ index }) => number(index + 1) },
              { id: 'field', header: t('findings.import.field'), cell: ({ field }) => field },
              { id: 'reason', header: t('common.reason'), cell: ({ reason }) => reason },
            ]}
          />
        )}
      </SpaceBetween>
    </div>
  );
}
