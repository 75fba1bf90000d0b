/**
 * A model that answers at once: one look with its first tool, if it has any, then always the same; by the name of `reader`,
 * what somebody's messages hold. What is left is ours.
 */
import { createServer } from 'node:http';

const ANSWER = '{"city":"苏州","years":2,"said":["我做过两年分拣","一小时三百件"]}';
const READING =
  '{"messages":[{"n":1,"parts":[],"filled":[],"irritated":false}],"acknowledgement":null,"follow_ups":{}}';
const FIRST = /"function":\{"name":"([a-z_]+)"/;

function answer(body: string): object {
  const tool = body.includes('"role":"tool"') ? undefined : FIRST.exec(body)?.[1];
  const called = { id: 'call_1', type: 'function', function: { name: tool, arguments: '{"key":"pay"}' } };
  const message = {
    role: 'assistant',
    content: tool ? null : body.includes('"model":"reader"') ? READING : ANSWER,
    ...(tool && { tool_calls: [called] }),
  };
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    model: 'instant',
    choices: [{ index: 0, message, finish_reason: tool ? 'tool_calls' : 'stop' }],
    usage: { prompt_tokens: 900, completion_tokens: 40, total_tokens: 940 },
  };
}

const server = createServer((request, response) => {
  if (request.url === '/readyz') return void response.end();
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const text = JSON.stringify(answer(Buffer.concat(chunks).toString()));
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
    });
    response.end(text);
  });
});
server.keepAliveTimeout = 120_000;
server.listen(Number(process.env.PORT), process.env.HOST);
process.once('SIGTERM', () => process.exit());
