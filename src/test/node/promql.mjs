// Tells what is no PromQL in a JSON list of expressions: its file is the argument.
import { readFileSync } from 'node:fs';
import { parser } from '@prometheus-io/lezer-promql';

const expressions = JSON.parse(readFileSync(process.argv[2], 'utf8'));
for (const expression of expressions) {
  parser.parse(expression).iterate({
    enter(node) {
      if (node.type.isError) {
        console.log(`at ${node.from}, before "${expression.slice(node.from, node.from + 20)}", of ${expression}`);
        process.exitCode = 1;
      }
    },
  });
}
console.log(`${expressions.length} expressions`);
