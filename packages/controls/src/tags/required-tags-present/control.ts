import { defineControl, type ControlId, type JsonObject } from '@trueup/core';
import { check } from './check.ts';
import { missingTags, requiredTagsParameters, tagsOf, type RequiredTags } from './required-tags.ts';

export const control = defineControl<RequiredTags>({
  id: 'Trueup.Tags.1' as ControlId,
  title: 'Resources should carry the tags that the policy requires',
  description:
    'Tags say whose a resource is and what it is for. Cost reports, access rules and incident response need them.',
  severity: 'LOW',
  resourceTypes: ['AWS::EC2::Instance', 'AWS::S3::Bucket'],
  scope: 'regional',
  standards: {
    fsbp: false,
    cis: { v1_2: null, v1_4: null, v3_0: null, v5_0: null },
    pciDss321: [],
    nist80053r5: [],
  },
  configRule: { name: 'required-tags', identifier: 'REQUIRED_TAGS' },
  parts: ['Tags'],
  parameters: requiredTagsParameters,
  check,
  repaired: (snapshot, parameters): JsonObject => ({
    ...snapshot.configuration,
    Tags: [...tagsOf(snapshot.configuration), ...missingTags(snapshot, parameters).addable],
  }),
  risk: 'safe',
  input: (snapshot, parameters) => {
    const { addable, withoutValue } = missingTags(snapshot, parameters);
    return {
      ResourceType: snapshot.resource.type,
      ResourceId: snapshot.resource.id,
      TagsWithoutValue: withoutValue.length === 0 ? 'none' : withoutValue.join(', '),
      MissingTags: addable,
      // PutBucketTagging replaces the whole set.
      AllTags: [...tagsOf(snapshot.configuration), ...addable],
    };
  },
  undo: {
    kind: 'runbook',
    input: (before, parameters) => {
      const tags = tagsOf(before.configuration);
      return {
        ResourceType: before.resource.type,
        ResourceId: before.resource.id,
        AddedTags: missingTags(before, parameters).addable,
        HadTags: tags.length > 0,
        PreviousTags: tags,
      };
    },
  },
});
