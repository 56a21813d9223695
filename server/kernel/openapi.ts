import { z } from 'zod'
import type { Endpoint } from '#domain/kernel/endpoint.ts'
import type { Route } from './routes.ts'

export type JsonSchema = Record<string, unknown>
type Parameter = { name: string; in: 'path' | 'query' | 'header'; required: boolean; schema: JsonSchema }
type Content = Record<string, { schema: JsonSchema }>
export type Operation = {
  operationId: string
  summary: string
  'x-summary-zh': string
  description: string
  tags: string[]
  security?: Record<string, string[]>[]
  parameters: Parameter[]
  requestBody?: { required: boolean; content: Content }
  responses: Record<string, { description: string; content: Content }>
}
export type OpenApi = {
  openapi: '3.1.0'
  info: { title: string; version: string; description: string; license: { name: string; identifier: string } }
  paths: Record<string, Record<string, Operation>>
  components: { securitySchemes: unknown; schemas: Record<string, JsonSchema> }
}

/** The OpenAPI 3.1 document, made from the same endpoint values that the server answers and the web calls. */
export function openApiOf(routes: readonly Route[]): OpenApi {
  const paths: OpenApi['paths'] = {}
  for (const { endpoint } of routes) {
    const path = endpoint.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(endpoint) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Jiheng 绩衡',
      version: '1',
      description:
        'Yearly performance evaluation of a government office. A write comes from a page of the same origin and, when logged in, carries an idempotency-key header. On plain loopback http the cookie is called jiheng.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: '__Host-jiheng' } },
      schemas: { Problem: problem },
    },
  }
}

function operationOf(endpoint: Endpoint): Operation {
  const { method, path, summary, access } = endpoint
  const isPublic = access === 'public'
  return {
    operationId: `${method.toLowerCase()}${path.replaceAll(/[/:-]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary: summary.en,
    'x-summary-zh': summary.zh,
    description: `Who: ${whoOf(access)}.`,
    tags: [path.split('/')[2] ?? 'api'],
    ...(isPublic ? {} : { security: [{ session: [] }] }),
    parameters: [
      ...parametersOf(endpoint.params, 'path'),
      ...parametersOf(endpoint.query, 'query'),
      ...keyOf(method, isPublic),
    ],
    ...(method === 'GET' ? {} : { requestBody: bodyOf(endpoint) }),
    responses: {
      '200': { description: 'Done', content: contentOf(endpoint) },
      default: {
        description: 'Refused, or not possible',
        content: { 'application/json': { schema: problemReference } },
      },
    },
  }
}

function whoOf(access: Endpoint['access']): string {
  if (access === 'public') return 'anybody, without log-in'
  if (access === 'anyPost') return 'everybody who is logged in'
  return access.map(({ who, code }) => who?.en ?? code).join('; ')
}

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): JsonSchema => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}

function parametersOf(schema: z.ZodType, place: 'path' | 'query'): Parameter[] {
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, JsonSchema>
    required?: string[]
  }
  return Object.entries(properties).map(([name, of]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: of,
  }))
}

const keyOf = (method: string, isPublic: boolean): Parameter[] =>
  method === 'GET' || isPublic
    ? []
    : [{ name: 'idempotency-key', in: 'header', required: true, schema: { type: 'string', format: 'uuid' } }]

const bodyOf = (endpoint: Endpoint) =>
  endpoint.path === '/api/files'
    ? { required: true, content: { 'multipart/form-data': { schema: fileForm } } }
    : { required: true, content: { 'application/json': { schema: schemaOf(endpoint.body, 'input') } } }

const fileForm = {
  type: 'object',
  required: ['file'],
  properties: { file: { type: 'string', contentMediaType: 'application/octet-stream' } },
}

const contentOf = (endpoint: Endpoint) =>
  endpoint.download
    ? { 'application/octet-stream': { schema: {} } }
    : { 'application/json': { schema: schemaOf(endpoint.reply, 'output') } }

const sentence = {
  type: 'object',
  properties: { zh: { type: 'string' }, en: { type: 'string' } },
  required: ['zh', 'en'],
}
const problemReference = { $ref: '#/components/schemas/Problem' }
const problem: JsonSchema = {
  type: 'object',
  required: ['code', 'message', 'request'],
  properties: {
    code: { type: 'string' },
    message: sentence,
    basis: { type: 'string' },
    citation: sentence,
    retryAfter: { type: 'integer' },
    fields: {
      type: 'array',
      items: {
        type: 'object',
        properties: { path: { type: 'string' }, message: sentence },
        required: ['path', 'message'],
      },
    },
    request: { type: 'string' },
  },
}
