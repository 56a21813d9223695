import type { JsonSchema, OpenApi, Operation } from './openapi.ts'
import { rowsOf, type SchemaRow } from './reference.schema.ts'

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

export const stylePath = '/api/reference.css'

/** A readable page of the OpenAPI document: plain HTML with one stylesheet of ours, no script, nothing from elsewhere. */
export function referencePage({ info, paths, components }: OpenApi): string {
  const rows = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )
  const groups = [...Map.groupBy(rows, ({ operation }) => operation.tags[0] ?? '')]
  const links = groups.map(([tag]) => `<li><a href="#${escaped(tag)}">${escaped(tag)}</a></li>`).join('')
  const list = groups.map(([tag, of]) => `<h2 id="${escaped(tag)}">${escaped(tag)}</h2>${of.map(section).join('')}`)
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>${escaped(info.title)} API</title>
<link rel="stylesheet" href="${stylePath}"></head><body>
<header><h1>${escaped(info.title)} API</h1><p>${escaped(info.description)}</p>
<p>${rows.length} operations · <a href="/api/openapi.json">OpenAPI 3.1 document</a></p></header>
<nav aria-label="Groups"><ul>${links}</ul></nav><main>${list.join('')}
<h2 id="problem">Problem</h2><p>What every refusal and fault answers.</p>${fields(components.schemas.Problem)}</main></body></html>`
}

const section = ({ path, method, operation }: { path: string; method: string; operation: Operation }): string =>
  `<details id="${escaped(operation.operationId)}"><summary><code>${method} ${escaped(path).replaceAll('/', '/<wbr>')}</code>
<span>${escaped(operation.summary)} <span lang="zh-CN">${escaped(operation['x-summary-zh'])}</span></span></summary>
<p>${escaped(operation.description)}</p>${parts(operation)}</details>`

function parts({ parameters, requestBody, responses }: Operation): string {
  const given = parameters.map(({ name, in: place, required, schema }) => ({
    ...{ name: `${name} (${place})`, isRequired: required },
    schema,
  }))
  const body = Object.entries(requestBody?.content ?? {}).map(
    ([type, { schema }]) => `<h3>Body <small>${escaped(type)}</small></h3>${fields(schema)}`,
  )
  const reply = Object.entries(responses['200']?.content ?? {}).map(
    ([type, { schema }]) => `<h3>Reply <small>${escaped(type)}</small></h3>${fields(schema)}`,
  )
  const parameterRows = rowsOf(given)
  const asked = parameterRows.length > 0 ? `<h3>Parameters</h3>${shown(parameterRows)}` : ''
  return [asked, ...body, ...reply].join('')
}

const fields = (schema: JsonSchema | undefined): string =>
  shown(rowsOf([{ name: '', isRequired: true, schema: schema ?? {} }]))

const shown = (rows: readonly SchemaRow[]): string =>
  `<ul>${rows
    .map(({ name, words, isRequired, inner }) => {
      const label = name === '' ? '' : `<code>${escaped(name)}</code> `
      const optional = isRequired ? '' : ' <em>optional</em>'
      return `<li>${label}${escaped(words)}${optional}${inner.length > 0 ? shown(inner) : ''}</li>`
    })
    .join('')}</ul>`
