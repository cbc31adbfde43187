// A session of somebody with a token, typed by what openapi-typescript generates from the contract that the gateway gives them.
import assert from 'node:assert/strict';
import createClient from 'openapi-fetch';
import type { components, paths } from './secured-contract.js';

type Note = components['schemas']['Note'];

const client = createClient<paths, 'application/json' | 'application/problem+json'>({ baseUrl: process.argv[2]! });
client.use({
  onRequest({ request }) {
    request.headers.set('Authorization', process.argv[3]!);
  },
});
const stranger = createClient<paths, 'application/json' | 'application/problem+json'>({ baseUrl: process.argv[2]! });

const made = await client.POST('/note', {
  params: { header: { Prefer: 'return=representation' } },
  body: { body: 'typed' },
});
assert.equal(made.response.status, 201, JSON.stringify(made.error));

const mine = await client.GET('/note', { params: { query: { select: 'owner,body' } } });
const notes: Note[] = mine.data as Note[];
assert.deepEqual(notes, [{ owner: 'carol', body: 'typed' }]);

const refused = await stranger.GET('/note');
assert.equal(refused.response.status, 401);
assert.match(refused.response.headers.get('WWW-Authenticate')!, /^Bearer/);
