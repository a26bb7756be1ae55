import type { JsonObject } from '@trueup/core';
import { expect, test } from 'vitest';
import { grantsFullS3Access } from './full-s3-access.ts';

const all = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
const { Action: _action, ...anyAction } = all;
const { Resource: _resource, ...anyResource } = all;

test.each<[string, JsonObject]>([
  ['s3:* on *', all],
  ['* on *', { ...all, Action: '*' }],
  ['another case', { ...all, Action: 'S3:*' }],
  ['a wildcard that takes in S3', { ...all, Action: 's*' }],
  ['two wildcards for one', { ...all, Action: 's3:**' }],
  ['one action among others', { ...all, Action: ['ec2:DescribeInstances', 's3:*'] }],
  ['every bucket and object', { ...all, Resource: 'arn:aws:s3:::*' }],
  ['buckets and objects apart', { ...all, Resource: ['arn:aws:s3:::*', 'arn:aws:s3:::*/*'] }],
  ['any partition', { ...all, Resource: 'arn:*:s3:::*' }],
  ['every action but those of IAM', { ...anyAction, NotAction: ['iam:*', 'organizations:*'] }],
  ['an empty condition', { ...all, Condition: {} }],
])('full access: %s', (_name, statement) => {
  expect(grantsFullS3Access({ Statement: [statement] }, 'aws')).toBe(true);
});

test.each<[string, JsonObject]>([
  ['a denial', { ...all, Effect: 'Deny' }],
  ['reading only', { ...all, Action: ['s3:Get*', 's3:List*'] }],
  ['another service', { ...all, Action: 's3express:*' }],
  ['a prefix of an action', { ...all, Action: 's3:*Object' }],
  ['one bucket', { ...all, Resource: ['arn:aws:s3:::logs', 'arn:aws:s3:::logs/*'] }],
  ['buckets of one name', { ...all, Resource: 'arn:aws:s3:::logs-*' }],
  ['objects alone', { ...all, Resource: 'arn:aws:s3:::*/*' }],
  ['another partition', { ...all, Resource: 'arn:aws-cn:s3:::*' }],
  ['a condition', { ...all, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }],
  ['every action but those of S3', { ...anyAction, NotAction: 's3:*' }],
  ['every action but some of S3', { ...anyAction, NotAction: ['iam:*', 's3:DeleteBucket'] }],
  ['every action but all', { ...anyAction, NotAction: '*' }],
  ['all but some resources', { ...anyResource, NotResource: 'arn:aws:s3:::logs' }],
  ['characters that only a regular expression would take for wildcards', { ...all, Action: 's3:.+' }],
])('not full access: %s', (_name, statement) => {
  expect(grantsFullS3Access({ Statement: [statement] }, 'aws')).toBe(false);
});

test('one statement in place of a list is judged like a list', () => {
  expect(grantsFullS3Access({ Statement: all }, 'aws')).toBe(true);
});

test('one statement is not helped out by another', () => {
  const parts = [
    { ...all, Resource: 'arn:aws:s3:::*/*' },
    { ...all, Action: 's3:ListBucket' },
  ];
  expect(grantsFullS3Access({ Statement: parts }, 'aws')).toBe(false);
});
