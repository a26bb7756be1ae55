import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { exportFormat, streams, writeQuery } from '@trueup/api-contract';
import { searchOf } from '../../finding-view/finding-filters.ts';
import type { FindingQuery } from '../../finding-view/finding-view.ts';
import { useWords } from '../../i18n/words.ts';

/** What the server takes of one parameter of a query. */
const MOST_CHARACTERS = 6000;

/** Downloads exactly what the filter shows. The bytes flow from the server to the disk. */
export function ExportMenu({ query }: { readonly query: FindingQuery }) {
  const t = useWords();
  const { filters, where, overdue } = searchOf(query);
  const asked = {
    ...(filters === undefined ? {} : { filters: JSON.stringify(filters) }),
    ...(where === undefined ? {} : { where: JSON.stringify(where) }),
  };
  const narrowedTo = overdue ? { ...asked, overdue: 'true' } : asked;
  const isLong = Object.values(asked).some((text) => text.length > MOST_CHARACTERS);
  return (
    <ButtonDropdown
      items={exportFormat.options.map((format) => ({
        id: format,
        text: t(`findings.export.${format}`),
        href: writeQuery(streams.exportFindings.path, { format, ...narrowedTo }),
        ...(isLong ? { disabled: true, disabledReason: t('findings.export.long') } : {}),
      }))}
      onItemFollow={(event) => {
        event.preventDefault();
        download(event.detail.href ?? '');
      }}
    >
      {t('findings.export')}
    </ButtonDropdown>
  );
}

/** A link that downloads stays on the page when the server refuses. */
function download(href: string): void {
  const link = document.createElement('a');
  link.href = href;
  link.download = '';
  document.body.append(link);
  link.click();
  link.remove();
}
