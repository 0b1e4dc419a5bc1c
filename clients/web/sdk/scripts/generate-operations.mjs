// Prints src/core/operations.ts, from the description of a running server:
//   node scripts/generate-operations.mjs http://127.0.0.1:8080 > src/core/operations.ts
// A test compares the file with the server that it runs against.
import { pathToFileURL } from 'node:url';

/** These types are written by hand, because protobuf has them too. */
const ours = ['Custom', 'Entry', 'NewMessage'];

const ids = '^[0-9A-F][0-9A-HJKMNP-TV-Z]{12}$';

export async function operations(address) {
  const answer = await fetch(new URL('/v3/api-docs', address));
  return write(await answer.json());
}

function write(description) {
  const paths = Object.entries(description.paths)
    .filter(([path]) => path.startsWith('/v1/'))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const shapes = Object.entries(description.components.schemas)
    .filter(([name]) => !ours.includes(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const body = [
    ...shapes.map(([name, schema]) => `${comment(schema.description, '')}export type ${name} = ${type(schema, '')};\n`),
    '/** The operations of the HTTP API: the values in the path, the query and the body that each takes, and its answer. */\n' +
      `export interface Operations {\n${paths
        .flatMap(([path, methods]) =>
          Object.entries(methods).map(([method, operation]) => operationOf(method, path, operation)),
        )
        .join('')}}\n`,
  ].join('\n');
  return `// Generated from the server's description by scripts/generate-operations.mjs.\n\n${imports(body)}\n${body}`;
}

function imports(body) {
  const used = ours.filter((name) => new RegExp(`\\b${name}\\b`).test(body));
  return `import type { ${used.join(', ')} } from './entry.js';\nimport type { Id } from './id.js';\n`;
}

function operationOf(method, path, operation) {
  const given = (place) => (operation.parameters ?? []).filter((one) => one.in === place);
  const members = [
    member('path', given('path')),
    member('query', given('query')),
    ...contents(operation.requestBody).map(
      (schema) => `    body${operation.requestBody.required === false ? '?' : ''}: ${type(schema, '    ')};\n`,
    ),
    `    answer: ${answerOf(operation.responses)};\n`,
  ];
  return `${comment(operation.summary, '  ')}  '${method.toUpperCase()} ${path}': {\n${members.join('')}  };\n`;
}

function member(name, parameters) {
  if (parameters.length === 0) {
    return '';
  }
  const optional = parameters.every((one) => !one.required) ? '?' : '';
  const fields = parameters.map((one) => `${one.name}${one.required ? '' : '?'}: ${type(one.schema, '')}`);
  return `    ${name}${optional}: { ${fields.join('; ')} };\n`;
}

function answerOf(responses) {
  const types = Object.entries(responses)
    .filter(([status]) => status.startsWith('2'))
    .flatMap(([, response]) => contents(response))
    .map((schema) => type(schema, '    '));
  return [...new Set(types)].join(' | ') || 'undefined';
}

function contents(holder) {
  return Object.values(holder?.content ?? {})
    .slice(0, 1)
    .map((content) => content.schema);
}

function type(schema, indent) {
  if (schema.$ref !== undefined) {
    return schema.$ref.replace(/^.*\//, '');
  }
  if (schema.enum !== undefined) {
    return schema.enum.map((value) => (value === null ? 'null' : `'${value}'`)).join(' | ');
  }
  const types = [schema.type].flat();
  return types.map((name) => plain(name, schema, indent)).join(' | ');
}

function plain(name, schema, indent) {
  switch (name) {
    case 'string':
      return schema.pattern === ids ? 'Id' : 'string';
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
    case 'null':
      return name;
    case 'array': {
      const items = type(schema.items ?? {}, indent);
      return items.includes(' ') ? `(${items})[]` : `${items}[]`;
    }
    case 'object':
      return object(schema, indent);
    default:
      return 'unknown';
  }
}

function object(schema, indent) {
  const properties = Object.entries(schema.properties ?? {});
  if (properties.length === 0) {
    return typeof schema.additionalProperties === 'object'
      ? `Record<string, ${type(schema.additionalProperties, indent)}>`
      : 'Record<string, never>';
  }
  const inner = `${indent}  `;
  const lines = properties.map(([name, value]) => {
    const optional = schema.required?.includes(name) ? '' : '?';
    return `${comment(value.description, inner)}${inner}${name}${optional}: ${type(value, inner)};\n`;
  });
  return `{\n${lines.join('')}${indent}}`;
}

function comment(text, indent) {
  return text === undefined || text === '' ? '' : `${indent}/** ${text.replaceAll('*/', '')} */\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.stdout.write(await operations(process.argv[2]));
}
