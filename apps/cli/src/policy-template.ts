const PLACEHOLDER = '111111111111';

/** A policy to start from: it finds, and changes nothing that a person did not ask for. */
export function policyTemplate(accountId: string | undefined): string {
  const account =
    accountId === undefined
      ? `  - { id: "${PLACEHOLDER}", name: main }  # fill in your own account id`
      : `  - { id: "${accountId}", name: main }`;
  return `# What Trueup may look at and what it may change. It is read anew for every decision.
partition: aws
regions: [us-east-1]

accounts:
${account}
  # With a role, Trueup assumes it; without one, the credentials of the environment are used as they are.
  # \`trueup permissions --format cloudformation\` prints a template that makes the role.
  # - { id: "222222222222", name: production, role: TrueupMember, externalId: a-secret-of-16-or-more }

# The first line that matches decides; a finding that no line matches is manual.
#   manual     nothing happens unless a person asks for this one repair
#   approval   a plan is made, and another person must approve it
#   automatic  repaired at once, where there is an undo and nothing forbids it
remediations:
  - { controls: ["*"], mode: manual }
  # - { controls: [S3.8], mode: automatic, regions: [us-east-1] }

# What a control is to require, by its id. \`trueup controls show ID\` says what it takes.
parameters: {}

# A plan that waits longer has to be made again.
planExpiresAfterHours: 24

# Finished executions are removed after so many days, with their steps and calls; the audit log keeps its records.
# A repair can be undone as long as its execution is there.
keepExecutionsDays: 90
`;
}
