// Speaks to the endpoint by the protocol's own client for JavaScript, and writes what it met as one line of JSON.
// MCP_URL and MCP_KEY say where and with which key; the argument says how: auto, legacy, oauth-good, refused or oauth.
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

const { MCP_URL: url, MCP_KEY: key } = process.env;
const [mode] = process.argv.slice(2);
const requests = [];

async function counted(input, init) {
  const answer = await fetch(input, init);
  requests.push(`${init?.method ?? 'GET'} ${new URL(input).pathname} ${answer.status}`);
  return answer;
}

// One that would sign in, register itself and send a person away, if it were asked to.
const danced = [];
const oauth = {
  redirectUrl: 'http://127.0.0.1:1/callback',
  clientMetadata: { redirect_uris: ['http://127.0.0.1:1/callback'] },
  tokens: () => ({ access_token: key, token_type: 'Bearer' }),
  clientInformation: () => undefined,
  saveClientInformation: () => danced.push('registered'),
  saveTokens: () => danced.push('got tokens'),
  redirectToAuthorization: () => danced.push('sent away'),
  saveCodeVerifier: () => danced.push('began'),
  codeVerifier: () => '',
};

async function connect(authProvider, negotiation) {
  const client = new Client({ name: 'proof', version: '1' }, { versionNegotiation: { mode: negotiation } });
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { authProvider, fetch: counted }));
  return client;
}

async function refused(work) {
  try {
    await work();
    return null;
  } catch (error) {
    return { name: error.name, message: error.message, code: error.code };
  }
}

async function callAll(client, tools) {
  const ids = {};
  const answers = {};
  const period = { min_entry_date: '2020-01-01', max_entry_date: '2030-12-31' };
  // What lists answer is asked for one by one.
  for (const tool of tools.sort((a, b) => b.name.startsWith('list-') - a.name.startsWith('list-'))) {
    const named = (tool.inputSchema.required ?? []).find(name => name.endsWith('_id'));
    const given = tool.name === 'list-postings-tool' ? period : named ? { [named]: ids[tool.name.replace('get-', '').replace('-tool', '')] } : {};
    const { isError, structuredContent } = await client.callTool({ name: tool.name, arguments: given });
    answers[tool.name] = isError ? structuredContent.code : 'ok';
    if (structuredContent?.rows)
      ids[tool.name.replace('list-', '').replace('s-tool', '')] = structuredContent.rows[0]?.[structuredContent.columns.indexOf('id')];
  }
  return answers;
}

const met = {};
if (mode === 'refused' || mode === 'oauth') {
  met.refused = await refused(() => connect(mode === 'oauth' ? oauth : { token: async () => key }, 'auto'));
} else {
  const client = await connect(mode === 'oauth-good' ? oauth : { token: async () => key }, mode === 'legacy' ? 'legacy' : 'auto');
  const { tools } = await client.listTools();
  met.version = client.getNegotiatedProtocolVersion();
  met.server = client.getServerVersion()?.name;
  met.tools = tools.map(tool => tool.name);
  met.answers = await callAll(client, [...tools]);
  met.unknownTool = await refused(() => client.callTool({ name: 'approve-invoice-tool', arguments: {} }));
  const wrong = await client.callTool({ name: 'list-invoices-tool', arguments: { page_size: 'many' } });
  met.wrongArgument = wrong.isError ? wrong.structuredContent.code : 'ok';
  await client.close();
}

console.log(JSON.stringify({ ...met, danced, requests }));
