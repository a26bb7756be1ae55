import { boolean, list, map, matching, oneOf, string, structure } from '../shape.ts';

/** Shapes that several operations share (automation-documents, 6.2.3 to 6.2.5). */

const raw = String.raw;

export const documentName = matching(raw`^[a-zA-Z0-9_\-.]{3,128}$`);
export const documentArn = matching(raw`^[a-zA-Z0-9_\-.:/]{3,128}$`);
export const documentVersion = matching(raw`([$]LATEST|[$]DEFAULT|^[1-9][0-9]*$)`);
export const documentVersionNumber = matching(raw`(^[1-9][0-9]*$)`);
export const documentVersionName = matching(raw`^[a-zA-Z0-9_\-.]{1,128}$`);
export const documentDisplayName = matching(raw`^[\w\.\-\:\/ ]*$`, { min: 0, max: 1024 });
export const documentFormat = oneOf('YAML', 'JSON', 'TEXT');
export const documentType = oneOf(
  'Command',
  'Policy',
  'Automation',
  'Session',
  'Package',
  'ApplicationConfiguration',
  'ApplicationConfigurationSchema',
  'DeploymentStrategy',
  'ChangeCalendar',
  'Automation.ChangeTemplate',
  'ProblemAnalysis',
  'ProblemAnalysisTemplate',
  'CloudFormation',
  'ConformancePackTemplate',
  'QuickSetup',
  'ManualApprovalPolicy',
  'AutoApprovalPolicy',
);
export const targetType = matching(raw`^\/[\w\.\-\:\/]*$`, { min: 0, max: 200 });
export const permissionType = oneOf('Share');
export const accountIds = list(matching(raw`(?i)all|[0-9]{12}`), { min: 0, max: 20 });
export const sharedDocumentVersion = matching(raw`([$]LATEST|[$]DEFAULT|[$]ALL)`, { min: 0, max: 8 });

const tagText = raw`^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$`;
export const tags = list(
  structure({ Key: matching(tagText, { min: 1, max: 128 }), Value: matching(tagText, { min: 0, max: 256 }) }, [
    'Key',
    'Value',
  ]),
  { min: 0, max: 1000 },
);

export const attachments = list(
  structure({
    Key: oneOf('SourceUrl', 'S3FileUrl', 'AttachmentReference'),
    Values: list(string({ min: 1, max: 1024 }), { min: 1, max: 1 }),
    Name: matching(raw`^[a-zA-Z0-9_\-.]{3,128}$`),
  }),
  { min: 0, max: 20 },
);

export const executionId = string({ min: 36, max: 36 });
export const nextToken = string();

/** SSM's AutomationParameterMap. */
export const parameters = map(string({ min: 1, max: 50 }), list(string({ min: 1, max: 512 }), { min: 0, max: 50 }), {
  min: 1,
  max: 200,
});

const maxConcurrency = matching('^([1-9][0-9]*|[1-9][0-9]%|[1-9]%|100%)$', { min: 1, max: 7 });
const maxErrors = matching('^([1-9][0-9]*|[0]|[1-9][0-9]%|[0-9]%|100%)$', { min: 1, max: 7 });
const targets = list(
  structure({
    Key: matching(raw`^[\p{L}\p{Z}\p{N}_.:/=\-@]*$|resource-groups:ResourceTypeFilters|resource-groups:Name`, {
      min: 1,
      max: 163,
    }),
    Values: list(string(), { min: 0, max: 50 }),
  }),
  { min: 0, max: 5 },
);
export const alarmConfiguration = structure(
  {
    IgnorePollAlarmFailure: boolean,
    Alarms: list(structure({ Name: matching(raw`^(?!\s*$).+`, { min: 1, max: 255 }) }, ['Name']), { min: 1, max: 1 }),
  },
  ['Alarms'],
);

/** Over what an execution is spread. */
export const spreadMembers = {
  TargetParameterName: string({ min: 1, max: 50 }),
  Targets: targets,
  TargetMaps: list(
    map(string({ min: 1, max: 50 }), list(string({ min: 1, max: 50 }), { min: 0, max: 25 }), { min: 1, max: 20 }),
    { min: 0, max: 300 },
  ),
  MaxConcurrency: maxConcurrency,
  MaxErrors: maxErrors,
  TargetLocations: list(
    structure({
      Accounts: list(string(), { min: 1, max: 50 }),
      Regions: list(string(), { min: 1, max: 50 }),
      TargetLocationMaxConcurrency: maxConcurrency,
      TargetLocationMaxErrors: maxErrors,
      ExecutionRoleName: matching(raw`[\w+=,.@/-]+`, { min: 1, max: 64 }),
      TargetLocationAlarmConfiguration: alarmConfiguration,
      IncludeChildOrganizationUnits: boolean,
      ExcludeAccounts: list(matching(raw`^(ou-[a-z0-9]{4,32}-[a-z0-9]{8,32})|(\d{12})$`, { min: 6, max: 68 }), {
        min: 1,
        max: 5000,
      }),
      Targets: targets,
      TargetsMaxConcurrency: maxConcurrency,
      TargetsMaxErrors: maxErrors,
    }),
    { min: 1, max: 100 },
  ),
  TargetLocationsURL: matching(
    raw`^https:\/\/[-a-zA-Z0-9@:%._\+~#=]{1,253}\.s3(\.[a-z\d-]{9,16})?\.amazonaws\.com\/.{1,2000}`,
  ),
};
