import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import type { Output } from '@trueup/api-contract';
import { useAsked } from '../../../api/use-asked.ts';
import { CopyText } from '../../../components/copy-text.tsx';
import { Instant } from '../../../components/instant.tsx';
import { useFormats } from '../../../i18n/formats.ts';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { standingsOf } from '../library/library-rows.ts';
import { TrackRecordCell } from '../library/track-record.tsx';

/** Whose a document is, which version counts, and what it has shown. */
export function DocumentFacts({ shown: { document, version } }: { readonly shown: Output<'getDocument'> }) {
  const t = useWords();
  const { number } = useFormats();
  const standings = useAsked('listRemediations', {}).data?.items;
  const own = standingsOf(document.name, standings ?? []);
  const { defaultVersion, latestVersion, owner, targetType, sharedWith, tags } = document;
  return (
    <KeyValuePairs
      columns={4}
      items={[
        { label: t('runbooks.owner'), value: owner },
        {
          label: t('runbooks.version'),
          value:
            defaultVersion === latestVersion
              ? number(defaultVersion)
              : t('runbooks.version.of', { defaultVersion, latestVersion }),
        },
        {
          label: t('runbooks.createdBy'),
          value: (
            <>
              {version.createdBy} <Instant at={version.createdAt} relative />
            </>
          ),
        },
        {
          label: t('runbooks.record'),
          value:
            standings === undefined ? (
              t('common.unknown')
            ) : (
              <TrackRecordCell documentName={document.name} standings={own} />
            ),
        },
        {
          label: t('runbooks.usedBy'),
          value:
            own.length === 0
              ? t('common.none')
              : own.map(({ remediation, controlId }) => (
                  <div key={controlId}>
                    <Link href={pathTo('remediations', {}, { text: remediation })}>
                      {t('runbooks.usedBy.line', { line: remediation, control: controlId })}
                    </Link>
                  </div>
                )),
        },
        { label: t('runbooks.hash'), value: <CopyText text={version.hash} /> },
        ...(targetType === undefined ? [] : [{ label: t('runbooks.resourceTypes'), value: targetType }]),
        ...(sharedWith.length === 0
          ? []
          : [{ label: t('runbooks.sharedWith'), value: sharedWith.map(({ accountId }) => accountId).join(', ') }]),
        ...(tags.length === 0
          ? []
          : [{ label: t('runbooks.tags'), value: tags.map(({ Key, Value }) => `${Key}=${Value}`).join(', ') }]),
      ]}
    />
  );
}
