// Generated from the folders of packages/controls/src by `npm run generate`. Do not edit.
import type { LibraryEntry } from '@trueup/core';
import { entry as cloudtrailLogFileValidation } from './generated/cloudtrail/log-file-validation.ts';
import { entry as cloudtrailMultiRegionTrail } from './generated/cloudtrail/multi-region-trail.ts';
import { entry as ec2DefaultSecurityGroupClosed } from './generated/ec2/default-security-group-closed.ts';
import { entry as ec2EbsEncryptionByDefault } from './generated/ec2/ebs-encryption-by-default.ts';
import { entry as ec2InstanceWithoutPublicIp } from './generated/ec2/instance-without-public-ip.ts';
import { entry as ec2NoSshFromAnywhere } from './generated/ec2/no-ssh-from-anywhere.ts';
import { entry as iamRoleWithoutFullS3Access } from './generated/iam/role-without-full-s3-access.ts';
import { entry as iamStrongPasswordPolicy } from './generated/iam/strong-password-policy.ts';
import { entry as kmsKeyRotationEnabled } from './generated/kms/key-rotation-enabled.ts';
import { entry as rdsNoPublicAccess } from './generated/rds/no-public-access.ts';
import { entry as rdsStorageEncrypted } from './generated/rds/storage-encrypted.ts';
import { entry as s3BucketBlocksPublicAccess } from './generated/s3/bucket-blocks-public-access.ts';
import { entry as s3BucketDefaultEncryption } from './generated/s3/bucket-default-encryption.ts';
import { entry as s3BucketVersioningEnabled } from './generated/s3/bucket-versioning-enabled.ts';
import { entry as tagsRequiredTagsPresent } from './generated/tags/required-tags-present.ts';

/** Every control, by folder. */
export const catalogue: readonly LibraryEntry[] = [
  cloudtrailLogFileValidation,
  cloudtrailMultiRegionTrail,
  ec2DefaultSecurityGroupClosed,
  ec2EbsEncryptionByDefault,
  ec2InstanceWithoutPublicIp,
  ec2NoSshFromAnywhere,
  iamRoleWithoutFullS3Access,
  iamStrongPasswordPolicy,
  kmsKeyRotationEnabled,
  rdsNoPublicAccess,
  rdsStorageEncrypted,
  s3BucketBlocksPublicAccess,
  s3BucketDefaultEncryption,
  s3BucketVersioningEnabled,
  tagsRequiredTagsPresent,
];
