import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Output } from '@trueup/api-contract';
import { useAsked } from '../../../api/use-asked.ts';
import { LazyCodeDiff } from '../../../components/code/lazy-code-diff.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { useSearchState } from '../../../components/use-search-state.ts';
import { useWords } from '../../../i18n/words.ts';

type Shown = Output<'getDocument'>;

/** Any two versions side by side: the latest and the one before it at first. */
export function VersionDiff({ shown: { document, versions } }: { readonly shown: Shown }) {
  const t = useWords();
  const [search] = useSearchState();
  if (versions.length < 2) return <Box color="text-body-secondary">{t('runbooks.diff.onlyOne')}</Box>;
  const numbers = versions.map(({ version }) => String(version));
  const known = (wanted: string | undefined, otherwise: number): string =>
    numbers.find((number) => number === wanted) ?? numbers[otherwise] ?? '';
  const before = known(search['before'], 1);
  const after = known(search['after'], 0);
  return (
    <SpaceBetween size="s">
      <Header variant="h3">{t('runbooks.diff')}</Header>
      <ColumnLayout columns={2}>
        <Choice member="before" numbers={numbers} value={before} />
        <Choice member="after" numbers={numbers} value={after} />
      </ColumnLayout>
      <Diff name={document.name} before={before} after={after} />
    </SpaceBetween>
  );
}

interface ChoiceProps {
  readonly member: 'before' | 'after';
  readonly numbers: readonly string[];
  readonly value: string;
}

function Choice({ member, numbers, value }: ChoiceProps) {
  const t = useWords();
  const [, setSearch] = useSearchState();
  const options = numbers.map((number) => ({
    value: number,
    label: t('runbooks.version.number', { version: Number(number) }),
  }));
  return (
    <FormField label={t(`runbooks.diff.${member}`)}>
      <Select
        options={options}
        selectedOption={options.find((option) => option.value === value) ?? null}
        onChange={({ detail }) => setSearch({ [member]: detail.selectedOption.value })}
      />
    </FormField>
  );
}

interface DiffProps {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

function Diff({ name, before, after }: DiffProps) {
  const t = useWords();
  const former = useAsked('getDocument', { name, version: before });
  const later = useAsked('getDocument', { name, version: after });
  return (
    <Loaded query={former}>
      {({ version: one }) => (
        <Loaded query={later}>
          {({ version: other }) =>
            one.content === other.content ? (
              <Box>{t('runbooks.diff.same')}</Box>
            ) : (
              <LazyCodeDiff
                beforeLabel={t('runbooks.version.number', { version: one.version })}
                afterLabel={t('runbooks.version.number', { version: other.version })}
                language={other.format === 'JSON' ? 'json' : 'yaml'}
                before={one.content}
                after={other.content}
              />
            )
          }
        </Loaded>
      )}
    </Loaded>
  );
}
