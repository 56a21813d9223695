import { describe, expect, test } from 'vitest'
import { allRoutes } from '#server/main.ts'
import { uploadRoute } from './http.upload.ts'
import { type JsonSchema, openApiOf } from './openapi.ts'
import { referencePage } from './reference.ts'

const routes = [...allRoutes, uploadRoute]
const document = openApiOf(routes)
const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods))

/** Every object within a schema that says of itself that it takes other fields than its own; a map tells how its keys read. */
function openObjects(schema: unknown, at = ''): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const { type, additionalProperties, propertyNames } = schema as JsonSchema & { propertyNames?: { pattern?: string } }
  const inner = Object.entries(schema).flatMap(([name, of]) => openObjects(of, `${at}/${name}`))
  const isMap = typeof additionalProperties === 'object' && propertyNames?.pattern !== undefined
  return type === 'object' && additionalProperties !== false && !isMap ? [at, ...inner] : inner
}

describe('the document of the interface', () => {
  test('has every endpoint once', () => {
    expect(operations).toHaveLength(routes.length)
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(routes.length)
  })

  test('lets no field into a body that the endpoint does not know', () => {
    const open = operations.flatMap(({ operationId, requestBody }) =>
      openObjects(requestBody?.content['application/json']?.schema, operationId),
    )
    expect(open).toEqual([])
    expect(openObjects({ type: 'object', properties: { a: { type: 'object' } } })).toEqual(['', '/properties/a'])
  })

  test('lets no name into a path or query that the endpoint does not know', () => {
    for (const { endpoint } of routes)
      for (const part of [endpoint.params, endpoint.query])
        expect(part.safeParse({ aNameThatNobodyKnows: '1' }), endpoint.path).toMatchObject({ success: false })
  })

  test('asks for a key wherever somebody logged in writes', () => {
    const keyed = operations.filter(({ parameters }) => parameters.some(({ name }) => name === 'idempotency-key'))
    const writes = routes.filter(({ kind }) => kind === 'command')
    expect(keyed).toHaveLength(writes.length)
  })

  test('can be read as a page without script, with the name of every endpoint', () => {
    const page = referencePage(document)
    expect(page).not.toMatch(/<script|style=|https?:/)
    for (const { operationId } of operations) expect(page).toContain(`id="${operationId}"`)
  })
})
