// The published client of PostgREST against Pgweir. Each step asks the same twice, by the client and in SQL; what the
// client was answered goes to the output, one JSON object a line, and whoever started this compares it with the SQL.
import assert from 'node:assert/strict';
import { PostgrestClient } from '@supabase/postgrest-js';

const client = new PostgrestClient(process.argv[2]);
const part = () => client.from('part');

async function step(sql, query, { status = 200, count = null } = {}) {
  const answer = await query;
  assert.equal(answer.error, null, `${sql}: ${JSON.stringify(answer.error)}`);
  assert.deepEqual([answer.status, answer.count], [status, count], sql);
  console.log(JSON.stringify({ sql, rows: answer.data === null ? null : [answer.data].flat() }));
}

/** The ids of the rows that pass a filter. */
async function filtered(condition, filter) {
  await step(`SELECT id FROM part WHERE ${condition} ORDER BY id`, filter(part().select('id')).order('id'));
}

async function fails(query, status, code) {
  const { data, error, status: answered } = await query;
  assert.equal(data, null);
  assert.equal(answered, status, JSON.stringify(error));
  assert.equal(error.code, code);
  assert.ok(error.message);
  return error;
}

async function selects() {
  await step('SELECT * FROM part ORDER BY id', part().select().order('id'));
  await step(
    `SELECT code AS label, price::text AS price, data->'box'->>'w' AS width, data->'box'->'h'->0 AS first,
       data->'colour' AS colour FROM part ORDER BY id`,
    part().select('label:code,price::text,width:data->box->>w,first:data->box->h->0,data->colour').order('id'),
  );
  await step('SELECT id, name FROM part ORDER BY name DESC NULLS LAST, id',
    part().select('id, name').order('name', { ascending: false, nullsFirst: false }).order('id'));
  await step(`SELECT id FROM part ORDER BY data->>'colour' NULLS FIRST, id`,
    part().select('id').order('data->>colour', { nullsFirst: true }).order('id'));
  await step('SELECT id FROM part ORDER BY id LIMIT 2', part().select('id').order('id').limit(2));
  await step('SELECT id FROM part ORDER BY id OFFSET 2 LIMIT 3', part().select('id').order('id').range(2, 4));
  await step('SELECT id FROM part ORDER BY id OFFSET 50', part().select('id').order('id').range(50, 60));
  await step('SELECT active, count(*), sum(price) AS total FROM part GROUP BY active ORDER BY active',
    part().select('active,count(),total:price.sum()').order('active'));
}

async function filters() {
  await filtered(`code = 'a1'`, (q) => q.eq('code', 'a1'));
  await filtered(`name = 'anvil, "big"'`, (q) => q.eq('name', 'anvil, "big"'));
  await filtered(`code <> 'a1'`, (q) => q.neq('code', 'a1'));
  await filtered('price > 3', (q) => q.gt('price', 3));
  await filtered('price >= 3', (q) => q.gte('price', 3));
  await filtered(`made < '2024-01-31'`, (q) => q.lt('made', '2024-01-31'));
  await filtered(`made <= '2024-01-31'`, (q) => q.lte('made', '2024-01-31'));
  await filtered(`name LIKE 'A%'`, (q) => q.like('name', 'A%'));
  await filtered(`name ILIKE 'a%'`, (q) => q.ilike('name', 'a%'));
  await filtered(`name LIKE ALL ('{%n%,%o%}')`, (q) => q.likeAllOf('name', ['%n%', '%o%']));
  await filtered(`name LIKE ANY ('{A%,B%}')`, (q) => q.likeAnyOf('name', ['A%', 'B%']));
  await filtered(`name ILIKE ALL ('{%A%,%N%}')`, (q) => q.ilikeAllOf('name', ['%A%', '%N%']));
  await filtered(`name ILIKE ANY ('{a%,b%}')`, (q) => q.ilikeAnyOf('name', ['a%', 'b%']));
  await filtered(`name ~ '^[AB]'`, (q) => q.regexMatch('name', '^[AB]'));
  await filtered(`name ~* '^[AB]'`, (q) => q.regexIMatch('name', '^[AB]'));
  await filtered('active IS NULL', (q) => q.is('active', null));
  await filtered('active IS TRUE', (q) => q.is('active', true));
  await filtered('active IS DISTINCT FROM true', (q) => q.isDistinct('active', true));
  await filtered(`name IN ('Bolt', 'a (round), b.c', 'Größe 50%')`,
    (q) => q.in('name', ['Bolt', 'a (round), b.c', 'Größe 50%']));
  await filtered(`code NOT IN ('a1', 'a2')`, (q) => q.notIn('code', ['a1', 'a2']));
  await filtered(`tags @> '{iron}'`, (q) => q.contains('tags', ['iron']));
  await filtered(`tags @> '{"with space"}'`, (q) => q.contains('tags', ['with space']));
  await filtered(`data @> '{"colour":"grey"}'`, (q) => q.contains('data', { colour: 'grey' }));
  await filtered(`sizes @> '[2,3)'`, (q) => q.contains('sizes', '[2,3)'));
  await filtered(`tags <@ '{iron,small}'`, (q) => q.containedBy('tags', ['iron', 'small']));
  await filtered(`data <@ '{"colour":"grey"}'`, (q) => q.containedBy('data', { colour: 'grey' }));
  await filtered(`made <@ '[2024-01-01,2024-02-01)'::daterange`,
    (q) => q.containedBy('made', '[2024-01-01,2024-02-01)'));
  await filtered(`tags && '{heavy,small}'`, (q) => q.overlaps('tags', ['heavy', 'small']));
  await filtered(`sizes && '[4,11)'`, (q) => q.overlaps('sizes', '[4,11)'));
  await filtered(`sizes >> '[2,5)'`, (q) => q.rangeGt('sizes', '[2,5)'));
  await filtered(`sizes &> '[2,5)'`, (q) => q.rangeGte('sizes', '[2,5)'));
  await filtered(`sizes << '[5,9)'`, (q) => q.rangeLt('sizes', '[5,9)'));
  await filtered(`sizes &< '[5,9)'`, (q) => q.rangeLte('sizes', '[5,9)'));
  await filtered(`sizes -|- '[5,9)'`, (q) => q.rangeAdjacent('sizes', '[5,9)'));
  await filtered(`to_tsvector(name) @@ to_tsquery('fox & brown')`, (q) => q.textSearch('name', 'fox & brown'));
  await filtered(`to_tsvector('english', name) @@ plainto_tsquery('english', 'jumping foxes')`,
    (q) => q.textSearch('name', 'jumping foxes', { config: 'english', type: 'plain' }));
  await filtered(`to_tsvector('english', name) @@ phraseto_tsquery('english', 'brown fox')`,
    (q) => q.textSearch('name', 'brown fox', { config: 'english', type: 'phrase' }));
  await filtered(`to_tsvector(name) @@ websearch_to_tsquery('fox -bolt')`,
    (q) => q.textSearch('name', 'fox -bolt', { type: 'websearch' }));
  await filtered(`code = 'b1' AND active = true`, (q) => q.match({ code: 'b1', active: true }));
  await filtered('NOT active IS NULL', (q) => q.not('active', 'is', null));
  await filtered(`code NOT IN ('a1', 'b1')`, (q) => q.not('code', 'in', '(a1,b1)'));
  await filtered(`price > 50 OR (active AND made < '2024-02-01')`,
    (q) => q.or('price.gt.50,and(active.is.true,made.lt.2024-02-01)'));
  await filtered(`tags @> '{iron}' OR name = 'anvil, "big"'`,
    (q) => q.or('tags.cs.{iron},name.eq."anvil, \\"big\\""'));
  await filtered(`code IN ('a1', 'b1')`, (q) => q.filter('code', 'in', '("a1","b1")'));
  await filtered(`data->>'colour' = 'grün'`, (q) => q.eq('data->>colour', 'grün'));
  await filtered(`data->'box'->'w' > '3'`, (q) => q.gt('data->box->w', 3));
  await filtered('price > 1 AND price < 50', (q) => q.gt('price', 1).lt('price', 50));
}

async function singles() {
  await step('SELECT id, code FROM part WHERE id = 1', part().select('id,code').eq('id', 1).maybeSingle());
  const none = await part().select().eq('id', 99).maybeSingle();
  assert.deepEqual([none.data, none.error], [null, null]);
  await fails(part().select().gt('id', 1).maybeSingle(), 406, 'PGRST116');
}

async function counts() {
  await step('SELECT id FROM part WHERE active', part().select('id', { count: 'exact' }).is('active', true), { count: 3 });
  await step('SELECT id FROM part ORDER BY id LIMIT 2', part().select('id', { count: 'exact' }).order('id').limit(2),
    { status: 206, count: 7 });
  for (const count of ['planned', 'estimated']) {
    const { data, count: rows } = await part().select('id', { count }).limit(2);
    assert.equal(data.length, 2);
    assert.ok(rows >= 2, `${count}: ${rows}`);
  }
  const head = await part().select('*', { count: 'exact', head: true }).is('active', true);
  assert.deepEqual([head.data, head.count, head.error, head.status], [null, 3, null, 200]);
}

async function errors() {
  const unknown = await fails(part().select('nosuch'), 400, '42703');
  assert.match(unknown.message, /nosuch/);
  await fails(client.from('nosuch').select(), 404, 'PGRST205');
  await fails(part().select('id', { count: 'exact' }).range(50, 60), 416, 'PGRST103');
  const duplicate = await fails(part().insert({ code: 'a1' }), 409, '23505');
  assert.match(duplicate.details, /\(code\)=\(a1\)/);
  const hinted = await fails(part().select('name').lt('name', 1).like('id', '1%'), 400, '42883');
  assert.ok(hinted.hint);
  await fails(part().update({ price: 1 }), 400, 'filter-required');
  await fails(part().delete(), 400, 'filter-required');
  await fails(part().insert({ code: 'z', price: -1 }), 422, '23514');
  await assert.rejects(async () => part().select('nosuch').throwOnError(),
    (error) => error.name === 'PostgrestError' && error.code === '42703');
  const { error: aborted } = await part().select().abortSignal(AbortSignal.abort());
  assert.match(aborted.message, /AbortError/);
}

async function inserts() {
  await step(`INSERT INTO part (code, name) VALUES ('e1', 'Eel')`, part().insert({ code: 'e1', name: 'Eel' }),
    { status: 201 });
  await step(`INSERT INTO part (code, tags, data) VALUES ('e2', '{x,"y z"}', '{"a":[1]}') RETURNING code, price, tags, data`,
    part().insert({ code: 'e2', tags: ['x', 'y z'], data: { a: [1] } }).select('code,price,tags,data'), { status: 201 });
  await step(`INSERT INTO part (code, price) VALUES ('f1', 1.5), ('f2', NULL) RETURNING code, price`,
    part().insert([{ code: 'f1', price: 1.5 }, { code: 'f2' }]).select('code,price'), { status: 201 });
  await step(`INSERT INTO part (code, price) VALUES ('f3', 1.5), ('f4', DEFAULT) RETURNING code, price`,
    part().insert([{ code: 'f3', price: 1.5 }, { code: 'f4' }], { defaultToNull: false }).select('code,price'),
    { status: 201 });
  await step(`INSERT INTO part (code) VALUES ('f5'), ('f6')`,
    part().insert([{ code: 'f5' }, { code: 'f6' }], { count: 'exact' }), { status: 201, count: 2 });
}

async function upserts() {
  await step(`UPDATE part SET name = 'Merged', price = 2 WHERE code = 'e1' RETURNING code, name, price`,
    part().upsert({ code: 'e1', name: 'Merged', price: 2 }, { onConflict: 'code' }).select('code,name,price'));
  await step(`INSERT INTO part (id, code) VALUES (500, 'g1') RETURNING id, code`,
    part().upsert({ id: 500, code: 'g1' }).select('id,code'), { status: 201 });
  await step(`INSERT INTO part (code, price) VALUES ('e1', 77), ('g2', 5) ON CONFLICT (code) DO NOTHING RETURNING code`,
    part().upsert([{ code: 'e1', price: 77 }, { code: 'g2', price: 5 }], { onConflict: 'code', ignoreDuplicates: true })
      .select('code'), { status: 201 });
}

async function updates() {
  await step(`UPDATE part SET price = 3.25 WHERE code LIKE 'f%' AND price IS NULL`,
    part().update({ price: 3.25 }).like('code', 'f%').is('price', null), { status: 204 });
  await step(`UPDATE part SET active = true WHERE code = 'f1' RETURNING code, active`,
    part().update({ active: true }).eq('code', 'f1').select('code,active'));
  await step(`UPDATE part SET active = false WHERE code IN ('f2', 'f3')`,
    part().update({ active: false }, { count: 'exact' }).in('code', ['f2', 'f3']), { status: 204, count: 2 });
  await step(`UPDATE part SET price = 1 WHERE id = -1 RETURNING id`, part().update({ price: 1 }).eq('id', -1).select('id'));
  await fails(part().update({ price: 0 }).like('code', 'f%').maxAffected(2), 400, 'PGRST124');
  await step(`UPDATE part SET price = 4 WHERE code = 'f1'`, part().update({ price: 4 }).eq('code', 'f1').maxAffected(1),
    { status: 204 });
}

async function deletes() {
  const undone = await part().delete().eq('code', 'f1').select('code').rollback();
  assert.deepEqual(undone.data, [{ code: 'f1' }]);
  await step(`DELETE FROM part WHERE code = 'f4' RETURNING code, price`,
    part().delete().eq('code', 'f4').select('code,price'));
  await step(`DELETE FROM part WHERE code IN ('f5', 'f6')`, part().delete({ count: 'exact' }).or('code.eq.f5,code.eq.f6'),
    { status: 204, count: 2 });
}

await selects();
await filters();
await singles();
await counts();
await errors();
await inserts();
await upserts();
await updates();
await deletes();
