import type { Role } from '@trueup/api-contract';
import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import Multiselect from '@cloudscape-design/components/multiselect';
import Select from '@cloudscape-design/components/select';
import { useAsked } from '../../../api/use-asked.ts';
import { useWordOf, useWords } from '../../../i18n/words.ts';
import type { GrantDraft } from './user-draft.ts';

interface GrantsEditorProps {
  readonly grants: readonly GrantDraft[];
  /** Those that may be given. */
  readonly roles: readonly Role[];
  readonly onChange: (grants: readonly GrantDraft[]) => void;
}

/** Roles, each with where it holds: in accounts, in organizational units, or everywhere. */
export function GrantsEditor({ grants, roles, onChange }: GrantsEditorProps) {
  const t = useWords();
  const wordOf = useWordOf();
  const { accounts, units } = usePlaces(grants);
  const change = (index: number, changes: Partial<GrantDraft>): void =>
    onChange(grants.map((grant, place) => (place === index ? { ...grant, ...changes } : grant)));
  const roleOption = (role: Role) => ({ value: role, label: wordOf('role', role) });
  return (
    <AttributeEditor<GrantDraft>
      items={[...grants]}
      addButtonText={t('settings.grants.add')}
      removeButtonText={t('settings.grants.remove')}
      removeButtonAriaLabel={({ role }) => t('settings.grants.removeOf', { role: wordOf('role', role) })}
      empty={t('settings.grants.none')}
      onAddButtonClick={() =>
        onChange([...grants, { role: nextRole(grants, roles), accounts: [], organizationalUnits: [] }])
      }
      onRemoveButtonClick={({ detail }) => onChange(grants.filter((_, index) => index !== detail.itemIndex))}
      definition={[
        {
          label: t('settings.role'),
          control: ({ role }, index) => (
            <Select
              selectedOption={roleOption(role)}
              options={roles.map(roleOption)}
              onChange={({ detail }) => change(index, { role: detail.selectedOption.value as Role })}
            />
          ),
        },
        {
          label: t('settings.grants.accounts'),
          control: (grant, index) => (
            <Places
              chosen={grant.accounts}
              options={accounts}
              isEverywhere={hasNoPlaces(grant)}
              onChange={(chosen) => change(index, { accounts: chosen })}
            />
          ),
        },
        {
          label: t('settings.grants.units'),
          control: (grant, index) => (
            <Places
              chosen={grant.organizationalUnits}
              options={units}
              isEverywhere={hasNoPlaces(grant)}
              onChange={(chosen) => change(index, { organizationalUnits: chosen })}
            />
          ),
        },
      ]}
    />
  );
}

/** The first that is not there yet: the same one again is wanted for other places only. */
const nextRole = (grants: readonly GrantDraft[], roles: readonly Role[]): Role =>
  roles.find((role) => !grants.some((grant) => grant.role === role)) ?? roles[0] ?? 'viewer';

interface Place {
  readonly value: string;
  readonly label: string;
}

const hasNoPlaces = ({ accounts, organizationalUnits }: GrantDraft): boolean =>
  accounts.length === 0 && organizationalUnits.length === 0;

interface PlacesProps {
  readonly chosen: readonly string[];
  readonly options: readonly Place[];
  /** Nothing is chosen here nor in the other list. */
  readonly isEverywhere: boolean;
  readonly onChange: (chosen: readonly string[]) => void;
}

function Places({ chosen, options, isEverywhere, onChange }: PlacesProps) {
  const t = useWords();
  return (
    <Multiselect
      selectedOptions={options.filter(({ value }) => chosen.includes(value))}
      options={options}
      filteringType="auto"
      tokenLimit={3}
      placeholder={t(isEverywhere ? 'settings.everywhere' : 'common.none')}
      empty={t('settings.grants.noPlaces')}
      onChange={({ detail }) => onChange(detail.selectedOptions.flatMap(({ value }) => value ?? []))}
    />
  );
}

/** Those of the policy, and those that a grant names although the policy does so no more. */
function usePlaces(grants: readonly GrantDraft[]): {
  readonly accounts: readonly Place[];
  readonly units: readonly Place[];
} {
  const t = useWords();
  const { data } = useAsked('listAccounts', {});
  const known = data?.items ?? [];
  const units = known.flatMap(({ organizationalUnit }) => unitsAbove(organizationalUnit ?? ''));
  const nameOf = (id: string): string => known.find((account) => account.id === id)?.name ?? t('settings.notInPolicy');
  const ids = [...new Set([...known.map(({ id }) => id), ...grants.flatMap(({ accounts }) => accounts)])];
  const paths = [...new Set([...units, ...grants.flatMap(({ organizationalUnits }) => organizationalUnits)])].sort();
  return {
    accounts: ids.map((id) => ({ value: id, label: t('settings.namedAccount', { name: nameOf(id), id }) })),
    units: paths.map((path) => ({ value: path, label: path })),
  };
}

/** A unit and those that it lies in: a grant may name any of them. */
function unitsAbove(path: string): readonly string[] {
  const parts = path.split('/').filter(Boolean);
  return parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`);
}
