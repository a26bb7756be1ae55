// Generated from packages/controls/src/iam/strong-password-policy by `npm run generate`. Do not edit.
import type { LibraryEntry } from '@trueup/core';
import { control } from '../../iam/strong-password-policy/control.ts';

export const entry: LibraryEntry = {
  control,
  folder: 'iam/strong-password-policy',
  runbook: `schemaVersion: '0.3'
description: Writes the password policy of the account.
parameters:
  MinimumPasswordLength:
    type: Integer
    description: The shortest password that is allowed.
  RequireUppercaseCharacters:
    type: Boolean
    description: Whether a password needs an upper-case letter.
  RequireLowercaseCharacters:
    type: Boolean
    description: Whether a password needs a lower-case letter.
  RequireSymbols:
    type: Boolean
    description: Whether a password needs a symbol.
  RequireNumbers:
    type: Boolean
    description: Whether a password needs a digit.
  AllowUsersToChangePassword:
    type: Boolean
    description: Whether IAM users may change their own password.
  HardExpiry:
    type: Boolean
    description: Whether an expired password can be replaced by an administrator only.
  MaxPasswordAge:
    type: Integer
    description: Days until a password expires. 0 means never.
  PasswordReusePrevention:
    type: Integer
    description: How many earlier passwords may not come back. 0 means none.
mainSteps:
  # The call replaces the whole policy, and IAM takes no 0: what is not set must be left out of it.
  - name: chooseSettings
    action: aws:branch
    inputs:
      Choices:
        - NextStep: writeWithAgeAndReuse
          And:
            - Variable: '{{ MaxPasswordAge }}'
              NumericGreater: 0
            - Variable: '{{ PasswordReusePrevention }}'
              NumericGreater: 0
        - NextStep: writeWithAge
          Variable: '{{ MaxPasswordAge }}'
          NumericGreater: 0
        - NextStep: writeWithReuse
          Variable: '{{ PasswordReusePrevention }}'
          NumericGreater: 0
      Default: writeWithoutAgeAndReuse
  - name: writeWithAgeAndReuse
    action: aws:executeAwsApi
    inputs:
      Service: iam
      Api: UpdateAccountPasswordPolicy
      MinimumPasswordLength: '{{ MinimumPasswordLength }}'
      RequireUppercaseCharacters: '{{ RequireUppercaseCharacters }}'
      RequireLowercaseCharacters: '{{ RequireLowercaseCharacters }}'
      RequireSymbols: '{{ RequireSymbols }}'
      RequireNumbers: '{{ RequireNumbers }}'
      AllowUsersToChangePassword: '{{ AllowUsersToChangePassword }}'
      HardExpiry: '{{ HardExpiry }}'
      MaxPasswordAge: '{{ MaxPasswordAge }}'
      PasswordReusePrevention: '{{ PasswordReusePrevention }}'
    isEnd: true
  - name: writeWithAge
    action: aws:executeAwsApi
    inputs:
      Service: iam
      Api: UpdateAccountPasswordPolicy
      MinimumPasswordLength: '{{ MinimumPasswordLength }}'
      RequireUppercaseCharacters: '{{ RequireUppercaseCharacters }}'
      RequireLowercaseCharacters: '{{ RequireLowercaseCharacters }}'
      RequireSymbols: '{{ RequireSymbols }}'
      RequireNumbers: '{{ RequireNumbers }}'
      AllowUsersToChangePassword: '{{ AllowUsersToChangePassword }}'
      HardExpiry: '{{ HardExpiry }}'
      MaxPasswordAge: '{{ MaxPasswordAge }}'
    isEnd: true
  - name: writeWithReuse
    action: aws:executeAwsApi
    inputs:
      Service: iam
      Api: UpdateAccountPasswordPolicy
      MinimumPasswordLength: '{{ MinimumPasswordLength }}'
      RequireUppercaseCharacters: '{{ RequireUppercaseCharacters }}'
      RequireLowercaseCharacters: '{{ RequireLowercaseCharacters }}'
      RequireSymbols: '{{ RequireSymbols }}'
      RequireNumbers: '{{ RequireNumbers }}'
      AllowUsersToChangePassword: '{{ AllowUsersToChangePassword }}'
      HardExpiry: '{{ HardExpiry }}'
      PasswordReusePrevention: '{{ PasswordReusePrevention }}'
    isEnd: true
  - name: writeWithoutAgeAndReuse
    action: aws:executeAwsApi
    inputs:
      Service: iam
      Api: UpdateAccountPasswordPolicy
      MinimumPasswordLength: '{{ MinimumPasswordLength }}'
      RequireUppercaseCharacters: '{{ RequireUppercaseCharacters }}'
      RequireLowercaseCharacters: '{{ RequireLowercaseCharacters }}'
      RequireSymbols: '{{ RequireSymbols }}'
      RequireNumbers: '{{ RequireNumbers }}'
      AllowUsersToChangePassword: '{{ AllowUsersToChangePassword }}'
      HardExpiry: '{{ HardExpiry }}'
    isEnd: true
`,
  undoRunbook: `schemaVersion: '0.3'
description: Puts the earlier password policy of the account back, or deletes it when there was none.
parameters:
  HadPolicy:
    type: Boolean
    description: Whether the account had a password policy before the repair.
  MinimumPasswordLength:
    type: Integer
    description: The shortest password that is allowed.
  RequireUppercaseCharacters:
    type: Boolean
    description: Whether a password needs an upper-case letter.
  RequireLowercaseCharacters:
    type: Boolean
    description: Whether a password needs a lower-case letter.
  RequireSymbols:
    type: Boolean
    description: Whether a password needs a symbol.
  RequireNumbers:
    type: Boolean
    description: Whether a password needs a digit.
  AllowUsersToChangePassword:
    type: Boolean
    description: Whether IAM users may change their own password.
  HardExpiry:
    type: Boolean
    description: Whether an expired password can be replaced by an administrator only.
  MaxPasswordAge:
    type: Integer
    description: Days until a password expires. 0 means never.
  PasswordReusePrevention:
    type: Integer
    description: How many earlier passwords may not come back. 0 means none.
mainSteps:
  # The call replaces the whole policy, and IAM takes no 0: what is not set must be left out of it.
  - name: chooseSettings
    action: aws:branch
    inputs:
      Choices:
        - NextStep: deletePolicy
          Variable: '{{ HadPolicy }}'
          BooleanEquals: false
        - NextStep: writeWithAgeAndReuse
          And:
            - Variable: '{{ MaxPasswordAge }}'
              NumericGreater: 0
            - Variable: '{{ PasswordReusePrevention }}'
              NumericGreater: 0
        - NextStep: writeWithAge
          Variable: '{{ MaxPasswordAge }}'
          NumericGreater: 0
        - NextStep: writeWithReuse
          Variable: '{{ PasswordReusePrevention }}'
          NumericGreater: 0
      Default: writeWithoutAgeAndReuse
  - name: writeWithAgeAndReuse
    action: aws:executeAwsApi
    inputs:
      Service: iam
      Api: UpdateAccountPasswordPolicy
      MinimumPasswordLength: '{{ MinimumPasswordLength }}'
      RequireUppercaseCharacters: '{{ RequireUppercaseCharacters }}'
      RequireLowercaseCharacters: '{{ RequireLowercaseCharacters }}'
      RequireSymbols: '{{ RequireSymbols }}'
      RequireNumbers: '{{ RequireNumbers }}'
      AllowUsersToChangePassword: '{{ AllowUsersToChangePassword }}'
      HardExpiry: '{{ HardExpiry }}'
      MaxPasswordAge: '{{ MaxPasswordAge }}'
      PasswordReusePrevention: '{{ PasswordReusePrevention }}'
    isEnd: true
  - name: writeWithAge
    action: aws:executeAwsApi
    inputs:
      Service: iam
      Api: UpdateAccountPasswordPolicy
      MinimumPasswordLength: '{{ MinimumPasswordLength }}'
      RequireUppercaseCharacters: '{{ RequireUppercaseCharacters }}'
      RequireLowercaseCharacters: '{{ RequireLowercaseCharacters }}'
      RequireSymbols: '{{ RequireSymbols }}'
      RequireNumbers: '{{ RequireNumbers }}'
      AllowUsersToChangePassword: '{{ AllowUsersToChangePassword }}'
      HardExpiry: '{{ HardExpiry }}'
      MaxPasswordAge: '{{ MaxPasswordAge }}'
    isEnd: true
  - name: writeWithReuse
    action: aws:executeAwsApi
    inputs:
      Service: iam
      Api: UpdateAccountPasswordPolicy
      MinimumPasswordLength: '{{ MinimumPasswordLength }}'
      RequireUppercaseCharacters: '{{ RequireUppercaseCharacters }}'
      RequireLowercaseCharacters: '{{ RequireLowercaseCharacters }}'
      RequireSymbols: '{{ RequireSymbols }}'
      RequireNumbers: '{{ RequireNumbers }}'
      AllowUsersToChangePassword: '{{ AllowUsersToChangePassword }}'
      HardExpiry: '{{ HardExpiry }}'
      PasswordReusePrevention: '{{ PasswordReusePrevention }}'
    isEnd: true
  - name: writeWithoutAgeAndReuse
    action: aws:executeAwsApi
    inputs:
      Service: iam
      Api: UpdateAccountPasswordPolicy
      MinimumPasswordLength: '{{ MinimumPasswordLength }}'
      RequireUppercaseCharacters: '{{ RequireUppercaseCharacters }}'
      RequireLowercaseCharacters: '{{ RequireLowercaseCharacters }}'
      RequireSymbols: '{{ RequireSymbols }}'
      RequireNumbers: '{{ RequireNumbers }}'
      AllowUsersToChangePassword: '{{ AllowUsersToChangePassword }}'
      HardExpiry: '{{ HardExpiry }}'
    isEnd: true
  - name: deletePolicy
    action: aws:executeAwsApi
    inputs:
      Service: iam
      Api: DeleteAccountPasswordPolicy
    isEnd: true
`,
  permissions: {
    "detect": [
      "ec2:GetEbsEncryptionByDefault",
      "iam:GetAccountPasswordPolicy",
      "cloudtrail:DescribeTrails",
      "cloudtrail:GetTrailStatus",
      "cloudtrail:GetEventSelectors"
    ],
    "remediate": [
      {
        "Action": [
          "iam:UpdateAccountPasswordPolicy"
        ],
        "Resource": "*"
      }
    ],
    "undo": [
      {
        "Action": [
          "iam:UpdateAccountPasswordPolicy",
          "iam:DeleteAccountPasswordPolicy"
        ],
        "Resource": "*"
      }
    ]
  },
  prevention: {
    "causes": [
      "DeleteAccountPasswordPolicy",
      "UpdateAccountPasswordPolicy"
    ],
    "serviceControlPolicy": {
      "kind": "policy",
      "statements": [
        {
          "Sid": "KeepPasswordPolicy",
          "Effect": "Deny",
          "Action": [
            "iam:DeleteAccountPasswordPolicy",
            "iam:UpdateAccountPasswordPolicy"
          ],
          "Resource": "*"
        }
      ]
    },
    "guard": {
      "kind": "none",
      "reason": "The password policy belongs to an account, and CloudFormation has no resource type for it."
    },
    "cloudFormation": {
      "kind": "none",
      "reason": "CloudFormation has no resource type for the password policy of an account."
    },
    "terraform": {
      "property": "aws_iam_account_password_policy",
      "example": "resource \"aws_iam_account_password_policy\" \"example\" {\n  minimum_password_length      = 14\n  require_lowercase_characters = true\n  require_uppercase_characters = true\n  require_numbers              = true\n  require_symbols              = true\n  password_reuse_prevention    = 24\n  max_password_age             = 90\n}\n",
      "kind": "property"
    }
  },
  readme: `# IAM.7: a strong password policy

## What it checks

An account is compliant when its password policy asks for an upper-case letter, a lower-case letter, a symbol, a digit and at least 8 characters. An account without a password policy of its own is non-compliant. The account is judged once, in the home Region of its partition.

Parameters may ask for more: \`minimumPasswordLength\` (8 to 128), \`passwordReusePrevention\` (1 to 24 earlier passwords) and \`maxPasswordAgeDays\` (1 to 1095).

## What the repair changes

The password policy gets what is missing. Settings that are stronger already stay, and so does all that nobody asks for: whether users may change their own password, whether expired passwords are locked, and the age and reuse rules when no parameter is set. An account without a password policy gets one in which users may not change their own password, which is IAM's own default.

Passwords that exist go on working. IAM asks for the new rules when a password is changed next.

## Undo

The earlier password policy is written back whole. When there was none, the password policy is deleted.

## Permissions

The repair may do one thing: \`iam:UpdateAccountPasswordPolicy\`. The undo may delete the policy too. IAM knows no resource for these actions, so the resource is \`*\`.

## Limits

- Only passwords of IAM users follow this policy: not the root user's, not those of IAM Identity Center.
- A shorter \`maxPasswordAgeDays\` locks out at once whoever has an older password, until it is changed.
- CIS asks for 14 characters (IAM.15). Set \`minimumPasswordLength\` to 14 to satisfy both.
`,
};
