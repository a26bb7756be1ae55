const PLACEHOLDER = '111111111111';

/** Written beside the policy, so that editors complete and check it. */
export const POLICY_SCHEMA_FILE = 'policy.schema.json';

/** A policy to start from: it finds, and changes nothing that a person did not ask for. */
export function policyTemplate(accountId: string | undefined): string {
  const account =
    accountId === undefined
      ? `  - { id: "${PLACEHOLDER}", name: main }  # fill in your own account id`
      : `  - { id: "${accountId}", name: main }`;
  return `# yaml-language-server: $schema=./${POLICY_SCHEMA_FILE}
# What Trueup may look at and what it may change. Until the first \`trueup policy apply\` this file is read for every
# decision; from then on what was applied counts, and \`trueup policy plan\` shows what the file says otherwise.
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
#   automatic  repaired at once, where there is an undo and nothing forbids it; a line without five verified repairs
#              in a row waits for approval, or says with \`override\` why it need not
remediations:
  # - { name: public-buckets, controls: [S3.8], mode: approval, regions: [us-east-1] }
  - { name: all-others, controls: ["*"], mode: manual }

# Resources that may stay as they are until a date.
exceptions: []
#  - id: legacy-website
#    scope: { controls: [S3.8], arns: ["arn:aws:s3:::www.example.com"] }
#    owner: web team
#    approver: head of security
#    justification: Public on purpose until the move to CloudFront.
#    placedAt: 2026-01-15
#    expiresAt: 2026-06-30

# When changes may start, and when not.
windows: []
#  - { name: year-end, kind: deny, cron: "0 0 20 12 *", durationMinutes: 10080, timeZone: Europe/Berlin }

# What a control is to require, by its id. \`trueup controls show ID\` says what it takes.
parameters: {}

# Limits on how much is repaired at once, circuit breakers and approvals have defaults: see docs/policy.md.

# A plan that waits longer has to be made again.
planExpiresAfterHours: 24

# Finished executions are removed after so many days, with their steps and calls; the audit log keeps its records.
# A repair can be undone as long as its execution is there.
keepExecutionsDays: 90
`;
}
