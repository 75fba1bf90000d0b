/**
 * The floors of the house: what each room may import. An arrow that is not here is forbidden; `npm test` checks it.
 * The names are folders and files of `src`, and `db`.
 */
const ground = ['types', 'ports', 'errors', 'ids', 'phone'];
const cellar = [...ground, 'log', 'crash', 'secrets', 'networks', 'webhook-signature', 'coalesce', 'trace'];
const trades = [
  'agent',
  'assessment',
  'speech',
  'media',
  'channels',
  'pipeline',
  'insight',
  'texts',
  'webhooks',
];
const shop = [
  ...cellar,
  'db',
  'session',
  'flows',
  'http',
  'metrics',
  'auth',
  'alone',
  'feeds',
  'credentials',
  'local-secret',
  ...trades,
  'config',
  'runtime',
];

/** What the work of a trade may rest on; trades do not know each other. */
const tools = [...cellar, 'http', 'flows'];

const may = {
  types: [],
  ports: ['types'],
  errors: [],
  ids: [],
  phone: [],
  outline: [],
  log: ['outline'],
  crash: [],
  secrets: ['errors'],
  'webhook-signature': [],
  coalesce: [],
  trace: ['log'],
  networks: ['errors'],
  // Pure: no clock, no input or output. What reads files (`load`, `schema`) also speaks of errors.
  flows: ['types'],
  http: cellar,
  session: cellar,
  db: [...cellar, 'flows'],
  metrics: [...cellar, 'db'],
  auth: [...cellar, 'db'],
  alone: [...cellar, 'db'],
  feeds: [...cellar, 'db'],
  credentials: [...cellar, 'db'],
  'local-secret': ['db'],
  texts: ['types', 'errors', 'flows'],
  channels: tools,
  agent: tools,
  assessment: [...tools, 'db', 'agent', 'texts'],
  speech: tools,
  media: [...tools, 'db', 'speech', 'metrics'],
  pipeline: [...tools, 'db', 'texts'],
  insight: [...tools, 'db'],
  webhooks: [...tools, 'db'],
  // A file with everything in it, and the way back.
  // Whoever a restore shuts out keeps no key, by the same rule as elsewhere.
  backup: [...cellar, 'db', 'auth', 'media'],
  config: ['errors', 'types', 'networks'],
  runtime: shop,
  // Looks by the REST API, and by nothing else.
  mcp: ['auth'],
  conversation: shop,
  broadcast: shop,
  api: [
    ...shop.filter((room) => room !== 'agent' && room !== 'speech'),
    'conversation',
    'broadcast',
    'chat',
    'mcp',
  ],
  node: [...shop, 'conversation', 'broadcast', 'api'],
  worker: [...shop, 'conversation', 'broadcast', 'api'],
  // Beside the trades: what stands in for the world outside.
  emulators: ['types', 'errors', 'texts', 'flows'],
  simulate: ['types', 'errors', 'texts', 'flows', 'emulators'],
  // The page of the web chat: what runs in the browser stands apart in `client`.
  chat: ['types'],
  // What the demo is furnished with.
  demo: [...ground, 'auth', 'db', 'flows', 'simulate'],
  commands: [
    ...shop,
    'conversation',
    'broadcast',
    'api',
    'node',
    'worker',
    'emulators',
    'simulate',
    'demo',
    'backup',
  ],
  cli: ['commands', 'errors', 'outline'],
};

/** Libraries that one room keeps to itself, so that it can be changed there. */
const libraries = {
  postgres: ['db'],
  '@electric-sql/pglite': ['db'],
  redis: ['session'],
  ioredis: ['session'],
  bullmq: ['session'],
  grammy: ['channels', 'emulators'],
  'wechaty-grpc': ['channels'],
  'wechaty-puppet': ['emulators'],
  'wechaty-puppet-mock': ['emulators'],
  'wechaty-puppet-service': ['emulators'],
  'file-box': ['emulators'],
  '@modelcontextprotocol': ['mcp'],
  commander: ['cli', 'commands'],
  aws4fetch: ['media'],
  'opus-decoder': ['speech'],
  'mpg123-decoder': ['speech'],
  'silk-wasm': ['speech'],
  '@audio/decode-amr': ['speech'],
  '@humansignal/audio-file-decoder': ['speech'],
  pdfkit: ['pipeline'],
  fontkit: ['pipeline'],
  '@embedpdf/fonts-sc': ['pipeline'],
  langchain: ['agent'],
  '@langchain': ['agent'],
  'libphonenumber-js': ['phone'],
  '@simplewebauthn': ['auth'],
  '@zxcvbn-ts': ['auth'],
  otpauth: ['auth'],
  pino: ['log'],
  'prom-client': ['metrics'],
  '@opentelemetry': ['trace'],
};

/** The folder or the file of a room; without its ending, see `scripts/boundaries.js`. */
const room = (name) => (name === 'db' ? '^db/' : `^src/${name}[/.]`);
const rooms = (names) => names.map(room);
const house = '^(src|db)/';
/** What runs in the process that holds the connection to WeChat, and nowhere else. */
const wechatProcess = '^src/channels/wechat-(gateway|client|intake)[.]';
const rule = (name, from, to) => ({ name, severity: 'error', from, to });

/** Where flow files are read and checked; all else in `flows` is pure. */
const flowFiles = '^src/flows/(load|schema)[.]';

module.exports = {
  forbidden: [
    rule('no-cycle', {}, { circular: true }),
    rule('no-orphan', { orphan: true }, {}),
    rule('not-found', {}, { couldNotResolve: true }),
    // A new room gets its row in the table above.
    rule('known-room', { path: house, pathNot: rooms(Object.keys(may)) }, {}),
    ...Object.entries(may).map(([name, below]) =>
      rule(
        `floors-of-${name}`,
        { path: room(name), ...(name === 'flows' ? { pathNot: flowFiles } : {}) },
        { path: house, pathNot: rooms([name, ...below]) },
      ),
    ),
    rule(
      'floors-of-flow-files',
      { path: flowFiles },
      { path: house, pathNot: rooms(['flows', 'types', 'errors']) },
    ),
    rule(
      'wechat-has-a-process-of-its-own',
      { path: house, pathNot: wechatProcess },
      { path: [wechatProcess, '^node_modules/wechaty-grpc/'] },
    ),
    rule('the-page-runs-in-browsers', { path: '^src/chat/' }, { dependencyTypes: ['core', 'npm'] }),
    rule('flows-are-pure', { path: '^src/flows/', pathNot: flowFiles }, { dependencyTypes: ['core', 'npm'] }),
    ...Object.entries(libraries).map(([library, owners]) =>
      rule(
        `only-${owners[0]}-uses-${library}`,
        { path: house, pathNot: rooms(owners) },
        { path: `^node_modules/${library}/` },
      ),
    ),
  ],
  options: {
    doNotFollow: { path: '^node_modules/' },
    preserveSymlinks: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
