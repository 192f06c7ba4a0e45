// Reads YAML documents of Kubernetes from standard input and prints a line for each that its own validator refuses: missing fields,
// wrong types, values out of bounds. Exit code 0 if none is refused. (It does not know fields that do not exist; the C# client does.)
import { createRequire } from 'node:module';
import { parseAllDocuments } from 'yaml';

const require = createRequire(import.meta.url);

function modelOf(apiVersion, kind) {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  const path = group === '' ? version : `${group}/${version}`;
  const from = group === 'monitoring.coreos.com' ? '@kubernetes-models/prometheus-operator' : 'kubernetes-models';
  return require(`${from}/${path}/${kind}`)[kind];
}

let text = '';
for await (const chunk of process.stdin) {
  text += chunk;
}

let refused = 0;
let seen = 0;
for (const document of parseAllDocuments(text)) {
  if (document.errors.length > 0) {
    console.log(`no YAML: ${document.errors[0].message}`);
    refused++;
    continue;
  }

  const object = document.toJS();
  if (!object) {
    continue;
  }

  seen++;
  const name = `${object.kind} ${object.metadata?.name}`;
  try {
    new (modelOf(object.apiVersion, object.kind))(object).validate();
  } catch (error) {
    console.log(`${name}: ${error.message}`);
    refused++;
  }
}

console.log(`${seen} objects, ${refused} refused`);
process.exit(refused === 0 && seen > 0 ? 0 : 1);
