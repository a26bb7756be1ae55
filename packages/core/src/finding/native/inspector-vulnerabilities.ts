import type { JsonObject } from '../../value/json.ts';
import { numberIn, objectIn, objectsIn, present, textIn, textsIn } from '../ocsf/members.ts';
import { inspectorInstant } from './inspector-instant.ts';

/** ASFF's Vulnerabilities of an Inspector finding: one, or none when it is about no package. */
export function inspectorVulnerabilities(detail: JsonObject): readonly JsonObject[] {
  const details = objectIn(detail, 'packageVulnerabilityDetails');
  const id = textIn(details, 'vulnerabilityId');
  if (id === undefined) return [];
  return [
    {
      Id: id,
      ...present({
        VulnerablePackages: objectsIn(details, 'vulnerablePackages').map(packageOf),
        Cvss: objectsIn(details, 'cvss').map(scoreOf),
        RelatedVulnerabilities: textsIn(details, 'relatedVulnerabilities'),
        Vendor: vendorOf(details),
        ReferenceUrls: textsIn(details, 'referenceUrls'),
        FixAvailable: oneOf(textIn(detail, 'fixAvailable'), ['YES', 'NO', 'PARTIAL']),
        EpssScore: numberIn(objectIn(detail, 'epss'), 'score'),
        ExploitAvailable: oneOf(textIn(detail, 'exploitAvailable'), ['YES', 'NO']),
        LastKnownExploitAt: inspectorInstant(objectIn(detail, 'exploitabilityDetails')['lastKnownExploitAt']),
      }),
    },
  ];
}

function packageOf(given: JsonObject): JsonObject {
  const epoch = numberIn(given, 'epoch');
  return present({
    Name: textIn(given, 'name'),
    Version: textIn(given, 'version'),
    Epoch: epoch === undefined ? undefined : String(epoch),
    Release: textIn(given, 'release'),
    Architecture: textIn(given, 'arch'),
    PackageManager: textIn(given, 'packageManager'),
    FilePath: textIn(given, 'filePath'),
    FixedInVersion: textIn(given, 'fixedInVersion'),
    Remediation: textIn(given, 'remediation'),
    SourceLayerHash: textIn(given, 'sourceLayerHash'),
    SourceLayerArn: textIn(given, 'sourceLambdaLayerArn'),
  });
}

function scoreOf(given: JsonObject): JsonObject {
  return present({
    Version: textIn(given, 'version'),
    BaseScore: numberIn(given, 'baseScore'),
    BaseVector: textIn(given, 'scoringVector'),
    Source: textIn(given, 'source'),
  });
}

function vendorOf(details: JsonObject): JsonObject | undefined {
  const Name = textIn(details, 'source');
  if (Name === undefined) return undefined;
  return {
    Name,
    ...present({
      Url: textIn(details, 'sourceUrl'),
      VendorSeverity: textIn(details, 'vendorSeverity'),
      VendorCreatedAt: inspectorInstant(details['vendorCreatedAt']),
      VendorUpdatedAt: inspectorInstant(details['vendorUpdatedAt']),
    }),
  };
}

const oneOf = (text: string | undefined, known: readonly string[]): string | undefined =>
  text !== undefined && known.includes(text) ? text : undefined;
