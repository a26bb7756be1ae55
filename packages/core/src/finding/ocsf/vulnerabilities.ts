import type { Json, JsonObject } from '../../value/json.ts';
import { numberIn, objectIn, objectsIn, present, textIn, textsIn } from './members.ts';
import { ocsfInstant } from './ocsf-instant.ts';

/** An entry of ASFF's Vulnerabilities as an OCSF vulnerability (published mapping of Security Hub, OCSF 1.1). */
export function vulnerabilityToOcsf(vulnerability: JsonObject): JsonObject {
  const vendor = objectIn(vulnerability, 'Vendor');
  const code = objectsIn(vulnerability, 'CodeVulnerabilities');
  const epss = numberIn(vulnerability, 'EpssScore');
  const [cwe] = code.flatMap((one) => textsIn(one, 'Cwes'));
  return present({
    cve: present({
      uid: textIn(vulnerability, 'Id'),
      cvss: objectsIn(vulnerability, 'Cvss').map(cvssToOcsf),
      epss: epss === undefined ? undefined : { score: String(epss) },
      created_time_dt: textIn(vendor, 'VendorCreatedAt'),
      modified_time_dt: textIn(vendor, 'VendorUpdatedAt'),
      references: [textIn(vendor, 'Url')].filter((url) => url !== undefined),
    }),
    cwe: cwe === undefined ? undefined : { uid: cwe },
    vendor_name: textIn(vendor, 'Name'),
    references: textsIn(vulnerability, 'ReferenceUrls'),
    related_vulnerabilities: textsIn(vulnerability, 'RelatedVulnerabilities'),
    affected_packages: objectsIn(vulnerability, 'VulnerablePackages').map(packageToOcsf),
    affected_code: code.map(codeToOcsf),
    is_fix_available: yesNo(vulnerability['FixAvailable']),
    // PARTIAL is neither; OCSF's fix_coverage has a word for it.
    fix_coverage: vulnerability['FixAvailable'] === 'PARTIAL' ? 'PARTIAL' : undefined,
    is_exploit_available: yesNo(vulnerability['ExploitAvailable']),
  });
}

export function vulnerabilityFromOcsf(vulnerability: JsonObject): JsonObject {
  const cve = objectIn(vulnerability, 'cve');
  const epss = Number(objectIn(cve, 'epss')['score'] ?? Number.NaN);
  return {
    Id:
      textIn(cve, 'uid') ??
      textIn(objectIn(vulnerability, 'cwe'), 'uid') ??
      textIn(vulnerability, 'title') ??
      'Unknown',
    ...present({
      VulnerablePackages: packagesOf(vulnerability).map(packageFromOcsf),
      Cvss: objectsIn(cve, 'cvss').map(cvssFromOcsf),
      RelatedVulnerabilities: textsIn(vulnerability, 'related_vulnerabilities'),
      Vendor: vendorFromOcsf(vulnerability, cve),
      ReferenceUrls: textsIn(vulnerability, 'references'),
      FixAvailable: fixFromOcsf(vulnerability),
      EpssScore: Number.isFinite(epss) ? epss : undefined,
      ExploitAvailable: word(vulnerability['is_exploit_available']),
      CodeVulnerabilities: objectsIn(vulnerability, 'affected_code').map(codeFromOcsf),
    }),
  };
}

function vendorFromOcsf(vulnerability: JsonObject, cve: JsonObject): JsonObject | undefined {
  const name = textIn(vulnerability, 'vendor_name');
  if (name === undefined) return undefined;
  return {
    Name: name,
    ...present({
      Url: textsIn(cve, 'references')[0],
      VendorCreatedAt: ocsfInstant(cve, 'created_time'),
      VendorUpdatedAt: ocsfInstant(cve, 'modified_time'),
    }),
  };
}

function cvssToOcsf(cvss: JsonObject): JsonObject {
  return present({
    base_score: numberIn(cvss, 'BaseScore'),
    vector_string: textIn(cvss, 'BaseVector'),
    version: textIn(cvss, 'Version'),
  });
}

function cvssFromOcsf(cvss: JsonObject): JsonObject {
  return present({
    Version: textIn(cvss, 'version'),
    BaseScore: numberIn(cvss, 'base_score'),
    BaseVector: textIn(cvss, 'vector_string'),
  });
}

/** `packages` was the name before OCSF 1.1. */
function packagesOf(vulnerability: JsonObject): readonly JsonObject[] {
  const affected = objectsIn(vulnerability, 'affected_packages');
  return affected.length > 0 ? affected : objectsIn(vulnerability, 'packages');
}

/** OCSF counts epochs as numbers; an epoch that is no number stays behind. */
function packageToOcsf(one: JsonObject): JsonObject {
  const epoch = textIn(one, 'Epoch');
  const remediation = textIn(one, 'Remediation');
  return present({
    name: textIn(one, 'Name'),
    version: textIn(one, 'Version'),
    epoch: epoch !== undefined && /^\d{1,9}$/.test(epoch) ? Number(epoch) : undefined,
    release: textIn(one, 'Release'),
    architecture: textIn(one, 'Architecture'),
    package_manager: textIn(one, 'PackageManager'),
    path: textIn(one, 'FilePath'),
    fixed_in_version: textIn(one, 'FixedInVersion'),
    remediation: remediation === undefined ? undefined : { desc: remediation },
  });
}

function packageFromOcsf(one: JsonObject): JsonObject {
  const epoch = numberIn(one, 'epoch');
  return present({
    Name: textIn(one, 'name'),
    Version: textIn(one, 'version'),
    Epoch: epoch === undefined ? undefined : String(epoch),
    Release: textIn(one, 'release'),
    Architecture: textIn(one, 'architecture'),
    PackageManager: textIn(one, 'package_manager'),
    FilePath: textIn(one, 'path'),
    FixedInVersion: textIn(one, 'fixed_in_version'),
    Remediation: textIn(objectIn(one, 'remediation'), 'desc'),
  });
}

function codeToOcsf(code: JsonObject): JsonObject {
  const file = objectIn(code, 'FilePath');
  return present({
    file: present({ name: textIn(file, 'FileName'), path: textIn(file, 'FilePath') }),
    start_line: numberIn(file, 'StartLine'),
    end_line: numberIn(file, 'EndLine'),
  });
}

function codeFromOcsf(code: JsonObject): JsonObject {
  const file = objectIn(code, 'file');
  return present({
    FilePath: present({
      EndLine: numberIn(code, 'end_line'),
      FileName: textIn(file, 'name'),
      FilePath: textIn(file, 'path'),
      StartLine: numberIn(code, 'start_line'),
    }),
  });
}

function fixFromOcsf(vulnerability: JsonObject): string | undefined {
  const coverage = textIn(vulnerability, 'fix_coverage')?.toUpperCase();
  if (coverage === 'PARTIAL') return coverage;
  return word(vulnerability['is_fix_available'] ?? vulnerability['fix_available']);
}

const yesNo = (value: Json | undefined): boolean | undefined =>
  value === 'YES' ? true : value === 'NO' ? false : undefined;

const word = (value: Json | undefined): string | undefined =>
  value === true ? 'YES' : value === false ? 'NO' : undefined;
