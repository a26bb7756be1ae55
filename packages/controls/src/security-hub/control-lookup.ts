import { plainConfigRule, STANDARDS, requirementsOf, type ControlId, type ControlLookup } from '@trueup/core';
import { catalogue } from '../catalogue.ts';
import { securityHubControls } from '../generated/security-hub-controls.ts';
import { PROWLER_CHECKS } from '../reporters/prowler-checks.ts';
import { FORMER_IDS, FORMER_REQUIREMENTS, OWN_RULES } from './former-names.ts';
import { knownControls } from './known-controls.ts';

type Names = ReadonlyMap<string, string>;

/** What the library and the table of Security Hub's controls know of the names that others use for controls. */
export function controlLookup(): ControlLookup {
  const ids = namesById();
  const requirements = namesByRequirement();
  const rules = namesByRule();
  const found = (names: Names, name: string): ControlId | undefined => names.get(name) as ControlId | undefined;
  return {
    byId: (id) => found(ids, id.toLowerCase()),
    byRequirement: (standard, requirement) => found(requirements, `${standard}/${requirement}`),
    byConfigRule: (rule) => found(rules, plainConfigRule(rule)),
    byReporterCheck: (reporter, check) => (reporter === 'prowler' ? found(PROWLER_CHECKS, check) : undefined),
  };
}

function namesById(): Names {
  const aliases = catalogue.flatMap(({ control }) => (control.aliases ?? []).map((alias) => [alias, control.id]));
  const own = knownControls.map(({ id }) => [id, id]);
  return new Map([...FORMER_IDS, ...aliases, ...own].map(([name = '', id = '']) => [name.toLowerCase(), id]));
}

/** Of requirements that one control alone checks: others do not tell which of them is meant. */
function namesByRequirement(): Names {
  const pairs = STANDARDS.flatMap(({ id, path }) =>
    knownControls.flatMap((control) =>
      requirementsOf(control, id).map((requirement) => ({ name: `${path}/${requirement}`, id: control.id })),
    ),
  );
  const alone = [...Map.groupBy(pairs, ({ name }) => name)].flatMap(([name, [one, ...others]]) =>
    one === undefined || others.length > 0 ? [] : [[name, one.id] as const],
  );
  return new Map([...FORMER_REQUIREMENTS, ...alone]);
}

/**
 * Of several controls of one rule (iam-password-policy has eight, one a parameter), the library's comes first, and then
 * the one that the table has first, which checks the rule as a whole.
 */
function namesByRule(): Names {
  const named = [...catalogue.map(({ control }) => control), ...securityHubControls].flatMap((control) => {
    const { name, identifier } = control.configRule ?? {};
    const ruleName = 'ruleName' in control ? control.ruleName : undefined;
    return [name, identifier, ruleName].flatMap((rule) =>
      rule === undefined ? [] : [[plainConfigRule(rule), control.id] as const],
    );
  });
  return new Map([...named.toReversed(), ...OWN_RULES]);
}
