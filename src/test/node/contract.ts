// A session in TypeScript, typed by what openapi-typescript generates from the committed contract. Steps with SQL go to the
// output, one JSON object a line, and whoever started this compares them.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import createClient from 'openapi-fetch';
import type { components, paths } from './pgweir.js';

type Sales = components['schemas']['Sales'];
type Problem = components['schemas']['Problem'];

// Answers as they come unless Accept says otherwise: not the only row as an object.
const client = createClient<paths, 'application/json' | 'application/problem+json'>({ baseUrl: process.argv[2]! });
const january = ['gte.2024-01-01', 'lt.2024-02-01'];
const shown = 'return=representation';

// Of the forms that an answer may have, the client asks for JSON.
function step(sql: string, rows: unknown) {
  assert.ok(Array.isArray(rows), sql);
  console.log(JSON.stringify({ sql, rows }));
}

function refused(error: Problem | undefined, response: Response, status: number, word: string): Problem {
  assert.equal(response.status, status, JSON.stringify(error));
  assert.equal(error?.type, `urn:pgweir:problem:${word}`);
  return error!;
}

function key(row: Sales) {
  return `${row.order_id},${row.order_date}`;
}

async function lists() {
  const page = await client.GET('/sales', {
    params: { query: { order_date: january, order: 'order_date.desc,order_id', limit: 20 } },
  });
  step(`SELECT * FROM sales WHERE order_date >= '2024-01-01' AND order_date < '2024-02-01'
    ORDER BY order_date DESC, order_id LIMIT 20`, page.data);
  assert.match(page.response.headers.get('Link')!, /rel="next"/);

  const groups = await client.GET('/sales', {
    params: {
      query: {
        select: 'month:order_date.bucket(month),orders:count(),total:order_amount.sum()',
        order_date: ['cd.[2023-07-01,2024-02-01)'],
        having: ['(count().gt.5)'],
        order: 'month',
      },
    },
  });
  step(`SELECT date_trunc('month', order_date)::date AS month, count(*) AS orders, sum(order_amount) AS total
    FROM sales WHERE order_date >= '2023-07-01' AND order_date < '2024-02-01'
    GROUP BY 1 HAVING count(*) > 5 ORDER BY 1`, groups.data);

  const either = await client.GET('/users', {
    params: { query: { or: ['(user_id.lt.3,name.like.*0000100)'], 'not.and': ['(user_id.eq.1,email.not.is.null)'], order: 'user_id' } },
  });
  step(`SELECT * FROM users WHERE (user_id < 3 OR name LIKE '%0000100') AND NOT (user_id = 1 AND email IS NOT NULL)
    ORDER BY user_id`, either.data);

  const ranged = await client.GET('/users', {
    params: { query: { order: 'user_id' }, header: { Range: '5-9', Prefer: 'count=exact' } },
  });
  assert.equal(ranged.response.status, 206);
  assert.match(ranged.response.headers.get('Content-Range')!, /^5-9\/\d+$/);
  step('SELECT * FROM users ORDER BY user_id OFFSET 5 LIMIT 5', ranged.data);

  const tag = page.response.headers.get('ETag')!;
  const again = await client.GET('/sales', {
    params: {
      query: { order_date: january, order: 'order_date.desc,order_id', limit: 20 },
      header: { 'If-None-Match': tag },
    },
  });
  assert.equal(again.response.status, 304);
}

async function item() {
  const user = await client.GET('/users/{key}', { params: { path: { key: '7' } } });
  step('SELECT * FROM users WHERE user_id = 7', [user.data]);
  const missing = await client.GET('/users/{key}', { params: { path: { key: '-7' } } });
  refused(missing.error, missing.response, 404, 'no-such-item');
  const unknown = await client.GET('/users', { params: { query: { select: 'nosuch' } } });
  const problem = refused(unknown.error, unknown.response, 400, 'unknown-column');
  assert.deepEqual(problem.errors?.map((error) => error.parameter), ['select']);
}

async function writes() {
  const created = await client.POST('/sales', {
    params: { header: { Prefer: shown, 'Idempotency-Key': randomUUID() } },
    body: [{ order_date: '2024-01-31', order_amount: 1.25 }, { order_date: '2024-01-30', order_amount: 2 }],
  });
  assert.equal(created.response.status, 201, JSON.stringify(created.error));
  assert.deepEqual(created.data?.map((row) => row.order_amount), [1.25, 2]);
  const [first, second] = created.data as [Sales, Sales];

  const changed = await client.PATCH('/sales/{key}', {
    params: { path: { key: key(first) }, header: { Prefer: shown } },
    body: { order_amount: 3.5 },
  });
  assert.deepEqual(changed.data, { ...first, order_amount: 3.5 });
  const late = await client.PATCH('/sales/{key}', {
    params: { path: { key: key(first) }, header: { 'If-Match': '"1"' } },
    body: { order_amount: 4 },
  });
  refused(late.error, late.response, 412, 'precondition-failed');
  const replaced = await client.PUT('/sales/{key}', {
    params: { path: { key: key(second) }, header: { 'If-Match': '*' } },
    body: { order_date: '2024-01-30', order_amount: 5 },
  });
  assert.equal(replaced.response.status, 204);

  const both = [`in.(${first.order_id},${second.order_id})`];
  const tooMany = await client.PATCH('/sales', {
    params: { query: { order_id: both, order_date: january }, header: { Prefer: 'max-affected=1' } },
    body: { order_amount: 0 },
  });
  refused(tooMany.error, tooMany.response, 400, 'max-affected-exceeded');
  const deleted = await client.DELETE('/sales', {
    params: {
      query: { select: 'order_amount', order_id: both, order_date: january },
      header: { Prefer: `${shown}, count=exact` },
    },
  });
  assert.equal(deleted.response.headers.get('Content-Range'), '0-1/2');
  assert.deepEqual(deleted.data?.map((row) => row.order_amount).sort(), [3.5, 5]);
}

async function upserts() {
  const email = `${randomUUID()}@example.org`;
  const query = { on_conflict: 'email', columns: 'name,email', select: 'name' };
  const header = { Prefer: `${shown}, resolution=merge-duplicates` };
  const made = await client.POST('/users', { params: { query, header }, body: { name: 'Ada', email } });
  assert.deepEqual([made.response.status, made.data], [201, [{ name: 'Ada' }]]);
  const merged = await client.POST('/users', { params: { query, header }, body: [{ name: 'Ada L.', email }] });
  assert.deepEqual([merged.response.status, merged.data], [200, [{ name: 'Ada L.' }]]);
  const gone = await client.DELETE('/users', { params: { query: { email: [`eq.${email}`] } } });
  assert.equal(gone.response.status, 204);

  const noPartition = await client.POST('/sales', { body: { order_date: '1900-01-01', order_amount: 1 } });
  refused(noPartition.error, noPartition.response, 422, 'no-partition');
}

async function functions() {
  const query = { order: 'day' };
  const read = await client.GET('/rpc/best_days', { params: { query: { ...query, year: 2024, most: 2 } } });
  step('SELECT * FROM best_days(2024, 2) ORDER BY day', read.data);
  const called = await client.POST('/rpc/best_days', { params: { query: { ...query, select: 'day' } }, body: { year: 2024 } });
  step('SELECT day FROM best_days(2024) ORDER BY day', called.data);
}

await lists();
await functions();
await item();
await writes();
await upserts();
