// supabase-js, as a browser's page uses it: with the anonymous key alone, and once its user has signed in. Who signs in is told by
// a small server in front of the gateway, where Supabase has GoTrue; what is below /rest/v1 goes to the gateway.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { createClient } from '@supabase/supabase-js';

const [gateway, schema, anonymousKey] = process.argv.slice(2);
const tokens = JSON.parse(process.argv[5]);

async function body(request) {
  const chunks = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return chunks.length === 0 ? undefined : Buffer.concat(chunks);
}

async function signIn(request, response) {
  const name = JSON.parse(await body(request)).email.split('@')[0];
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify({
    access_token: tokens[name],
    token_type: 'bearer',
    expires_in: 3600,
    refresh_token: 'none',
    user: { id: name, aud: 'authenticated', email: `${name}@example.org` },
  }));
}

async function forward(request, response) {
  const { host, connection, 'content-length': length, ...headers } = request.headers;
  const answer = await fetch(gateway + request.url.slice('/rest/v1'.length), {
    method: request.method,
    headers,
    body: await body(request),
  });
  response.writeHead(answer.status, [...answer.headers].filter(([name]) => name !== 'content-length').flat());
  response.end(Buffer.from(await answer.arrayBuffer()));
}

async function signOut(request, response) {
  response.writeHead(204).end();
}

const handlers = { '/rest/v1/': forward, '/auth/v1/token': signIn, '/auth/v1/logout': signOut };
const front = createServer((request, response) => {
  const path = Object.keys(handlers).find((start) => request.url.startsWith(start));
  handlers[path](request, response).catch((error) => response.writeHead(502).end(String(error)));
});
await new Promise((listening) => front.listen(0, '127.0.0.1', listening));
const url = `http://127.0.0.1:${front.address().port}`;

// Its connection for events, which nobody opens here, wants a WebSocket, and Node.js 20 has none.
const browser = () => createClient(url, anonymousKey, { db: { schema }, realtime: { transport: class {} } });

async function signedIn(name) {
  const client = browser();
  const { error } = await client.auth.signInWithPassword({ email: `${name}@example.org`, password: 'secret' });
  assert.equal(error, null);
  return client;
}

async function rows(query, status = 200) {
  const answer = await query;
  assert.equal(answer.error, null, JSON.stringify(answer.error));
  assert.equal(answer.status, status);
  return answer.data;
}

async function refused(query, status, code) {
  const answer = await query;
  assert.equal(answer.status, status, JSON.stringify(answer));
  assert.equal(answer.error.code, code);
}

const bodies = (found) => found.map((note) => note.body);

const anybody = browser();
const alice = await signedIn('alice');
const bob = await signedIn('bob');

// What is for all.
assert.deepEqual(await rows(anybody.from('page').select('title').order('id')), [{ title: 'Welcome' }]);
await refused(anybody.from('note').select(), 401, '42501');
await refused(anybody.from('page').insert({ id: 2, title: 'Mine' }), 401, '42501');

// What is each one's own.
await rows(alice.from('note').insert([{ body: 'one' }, { body: 'two' }]), 201);
const [made] = await rows(bob.from('note').insert({ body: 'three' }).select(), 201);
assert.equal(made.owner, 'bob');
assert.deepEqual(bodies(await rows(alice.from('note').select().order('id'))), ['one', 'two']);
assert.deepEqual(bodies(await rows(bob.from('note').select().order('id'))), ['three']);
await refused(alice.from('note').insert({ owner: 'bob', body: 'forged' }), 403, '42501');

// Others' rows are not there.
assert.deepEqual(await rows(alice.from('note').select().eq('id', made.id)), []);
assert.deepEqual(await rows(alice.from('note').update({ body: 'taken' }).eq('id', made.id).select()), []);
assert.deepEqual(await rows(alice.from('note').delete().eq('id', made.id).select()), []);
const { count } = await alice.from('note').select('*', { count: 'exact', head: true });
assert.equal(count, 2);
assert.equal(await rows(alice.rpc('whoami')), 'alice');
await rows(bob.from('note').update({ body: 'four' }).eq('id', made.id), 204);
assert.deepEqual(bodies(await rows(bob.from('note').select())), ['four']);

// A session that has ended leaves the key alone.
assert.equal((await alice.auth.signOut({ scope: 'local' })).error, null);
await refused(alice.from('note').select(), 401, '42501');

front.closeAllConnections();
front.close();
