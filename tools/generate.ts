import { parseArgs } from 'node:util';
import { staleFiles, writeFiles } from './library/generated-file.ts';
import { GENERATED_FOLDERS, generatedLibrary } from './library/generated-library.ts';
import { policySchemaFile } from './library/policy-schema-file.ts';
import { ROOT } from './repository/root.ts';

/** Writes the catalogue and the pages of the control library, and the schema of the policy. Usage: npm run generate [-- --check] */
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

try {
  const files = [...(await generatedLibrary(ROOT)), policySchemaFile()];
  if (values.check) {
    for (const path of staleFiles(ROOT, files, GENERATED_FOLDERS)) {
      console.error(`${path} is not up to date: run npm run generate`);
      process.exitCode = 1;
    }
  } else {
    for (const path of writeFiles(ROOT, files, GENERATED_FOLDERS)) console.log(path);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
