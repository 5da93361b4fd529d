// The table of tools/mcp-conformance: each scenario that a revision requires, and what became of it. Ends with 1 where one failed
// that could pass, or was not run, or where one passed that is said to be impossible.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const [work] = process.argv.slice(2);

// Up to 2025-11-25 a server asks a client while it answers, and the answer comes with another request. This server keeps nothing
// between two requests, and asks nobody anything. Shown each time, and still run: an entry that passes is wrong here.
const cannot = {
  '2025-11-25': ['tools-call-sampling', 'tools-call-elicitation', 'elicitation-sep1034-defaults', 'elicitation-sep1330-enums'],
};

// Looks no further where there is no session; the suite takes that for passed.
const unchecked = { '2025-11-25': ['server-sse-multiple-streams'] };

const requirements = join(work, 'node_modules/@modelcontextprotocol/conformance/requirements');
let failed = 0;
for (const revision of ['2026-07-28', '2025-11-25']) {
  const listed = readFileSync(join(requirements, `${revision}.yaml`), 'utf8');
  const required = listed.match(/^server:\n((?: {2}- .*\n)+)/m)[1].match(/[a-z0-9-]+(?=\n)/g);
  const folders = readdirSync(join(work, 'results', revision));
  const counts = { passed: 0, failed: 0, impossible: 0, unchecked: 0, missing: 0 };
  console.log(`\n${revision}`);
  const rows = [...required.map(name => ({ name, required: true })), ...optional(listed).map(name => ({ name, required: false }))];
  for (const { name, required } of rows) {
    const folder = folders.find(folder => folder.startsWith(`server-${name}-2`));
    const checks = folder ? JSON.parse(readFileSync(join(work, 'results', revision, folder, 'checks.json'), 'utf8')) : [];
    const bad = checks.filter(check => check.status === 'FAILURE');
    const passed = checks.filter(check => check.status === 'SUCCESS').length;
    const warned = checks.filter(check => check.status === 'WARNING').map(check => check.errorMessage ?? check.details?.message ?? check.id);
    const impossible = cannot[revision]?.includes(name) ?? false;
    const verdict = !folder ? 'missing' : impossible ? (bad.length ? 'impossible' : 'failed') : bad.length ? 'failed'
      : passed ? 'passed' : unchecked[revision]?.includes(name) || !required ? 'unchecked' : 'failed';
    if (required)
      counts[verdict]++;
    const told = impossible && !bad.length ? ['passes, though it is listed as impossible'] : [...bad.map(check => check.errorMessage), ...warned];
    console.log(`  ${(required ? verdict : `(${verdict})`).padEnd(12)} ${name} (${passed}/${passed + bad.length})${told.length ? `: ${told.join('; ').slice(0, 160)}` : ''}`);
  }

  failed += counts.failed + counts.missing;
  console.log(`  ${counts.passed} of ${required.length} required passed, ${counts.failed + counts.missing} failed, ${counts.impossible} impossible and ${counts.unchecked} not looked at without sessions`);
}

process.exit(failed ? 1 : 0);

// What is run without being required; the tasks extension is none that this server has.
function optional(listed) {
  return [...listed.matchAll(/- scenario: ([a-z0-9-]+)\n {4}leg: server/g)].map(match => match[1]).filter(name => !name.startsWith('tasks-'));
}
