import { parseArgs } from 'node:util';
import { addControl, refusal } from './library/add-control.ts';
import { publishedMapping } from './library/control-mapping.ts';
import { ROOT } from './repository/root.ts';

/**
 * Makes the folder of a new control.
 * Usage: npm run new-control -- s3/versioning-enabled --id S3.14 --type AWS::S3::Bucket --title "S3 buckets should …"
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    id: { type: 'string', default: '' },
    type: { type: 'string', default: '' },
    title: { type: 'string', default: '' },
  },
});

const control = { folder: positionals[0] ?? '', ...values, mapping: publishedMapping(values.id) };
const refused = await refusal(ROOT, control);
if (refused === undefined) {
  for (const path of await addControl(ROOT, control)) console.log(path);
  if (!control.mapping) {
    console.log(
      `${control.id} is not in the table of published controls: fill in severity, standards and Config rule.`,
    );
  }
  console.log('Next: write check.ts until control.test.ts passes, then the runbooks, then the round trip.');
} else {
  console.error(`npm run new-control: ${refused}`);
  process.exitCode = 1;
}
