import { Validator } from '@seriousme/openapi-schema-validator'
import { uploadRoute } from '#server/kernel/http.upload.ts'
import { openApiOf } from '#server/kernel/openapi.ts'
import { allRoutes } from '#server/main.ts'

/**
 * Fails unless the OpenAPI document is valid, has an operation of its own name for every endpoint, and points to
 * nothing that is not in it. The document is served at /api/openapi.json and kept nowhere: nothing can be out of date.
 */
const routes = [...allRoutes, uploadRoute]
const document = openApiOf(routes)
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { operationId }]) => ({
    name: `${method.toUpperCase()} ${path}`,
    operationId,
  })),
)
const { valid, errors } = await new Validator().validate(structuredClone(document))
const names = operations.map(({ operationId }) => operationId)
const references = JSON.stringify(document).match(/"\$ref":"[^"]*"/g) ?? []

const faults = [
  ...(valid ? [] : [JSON.stringify(errors, null, 2)]),
  ...routes
    .map(({ endpoint: { method, path } }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)
    .filter((name) => !operations.some((operation) => operation.name === name))
    .map((name) => `has no operation: ${name}`),
  ...names.filter((name, at) => names.indexOf(name) !== at).map((name) => `two operations are called ${name}`),
  ...[...new Set(references)]
    .filter((to) => to !== '"$ref":"#/components/schemas/Problem"')
    .map((to) => `leads nowhere: ${to}`),
]
if (faults.length > 0) {
  process.stderr.write(`${faults.join('\n')}\n`)
  process.exitCode = 1
}
