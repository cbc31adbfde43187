// What the published client of PostgREST asks for by Accept: one row as an object, and CSV. Prints steps as postgrest.mjs does.
import assert from 'node:assert/strict';
import { PostgrestClient } from '@supabase/postgrest-js';

const client = new PostgrestClient(process.argv[2]);
const part = () => client.from('part');

async function one(sql, query, status = 200) {
  const answer = await query;
  assert.equal(answer.error, null, `${sql}: ${JSON.stringify(answer.error)}`);
  assert.equal(answer.status, status, sql);
  assert.ok(!Array.isArray(answer.data), sql);
  console.log(JSON.stringify({ sql, rows: [answer.data] }));
}

async function notOne(query) {
  const { data, error, status } = await query;
  assert.deepEqual([data, status], [null, 406]);
  assert.equal(error.code, 'PGRST116');
  assert.match(error.details, /0 rows|7 rows/);
}

await one('SELECT id, code FROM part WHERE id = 1', part().select('id,code').eq('id', 1).single());
await notOne(part().select().eq('id', 99).single());
await notOne(part().select().single());

// Without select() no row is answered, but there must be just one.
await notOne(part().update({ price: 5 }).gt('id', 0).single());
await notOne(part().delete().eq('id', 99).single());
const { error: none, status } = await part().update({ price: 10.50 }).eq('id', 1).single();
assert.deepEqual([none, status], [null, 204]);

const { data: csv, error } = await part().select('id,code,tags').order('id').csv();
assert.equal(error, null);
assert.equal(csv.trimEnd(), `id,code,tags
1,a1,"{iron,heavy}"
2,a2,{iron}
3,b1,"{iron,small}"
4,b2,{}
5,c1,"{""with space"",""com,ma""}"
6,c2,
7,d1,{small}`);

await one(`INSERT INTO part (code) VALUES ('h1') RETURNING code, price`,
  part().insert({ code: 'h1' }).select('code,price').single(), 201);
await one(`UPDATE part SET price = 1 WHERE code = 'h1' RETURNING code, price`,
  part().update({ price: 1 }).eq('code', 'h1').select('code,price').single());
await one(`DELETE FROM part WHERE code = 'h1' RETURNING code, price`,
  part().delete().eq('code', 'h1').select('code,price').single());
