import { randomUUID } from 'node:crypto'
import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { uploadFile } from '#domain/kernel/file.api.ts'
import { signOut } from '#domain/session/session.api.ts'
import { allRoutes } from '#server/main.ts'
import { type Client, world } from '#test/world.ts'
import { uploadLimit } from './http.upload.ts'
import { startJobs } from './jobs.ts'

const w = world()

const get = (path: string) => fetch(`${w.base}${path}`)

async function upload(client: Client | null, name: string, content: string | Buffer, key = randomUUID()) {
  const form = new FormData()
  form.set('file', new Blob([content]), name)
  const headers = { origin: w.base, cookie: `jiheng=${client?.token ?? ''}`, 'idempotency-key': key }
  const response = await fetch(`${w.base}${uploadFile.path}`, { method: 'POST', headers, body: form })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

async function send(body: string, headers: Record<string, string> = {}) {
  const client = await w.person('division.officer', await w.division())
  return fetch(`${w.base}${signOut.path}`, {
    method: 'POST',
    headers: { origin: w.base, cookie: `jiheng=${client.token}`, 'content-type': 'application/json', ...headers },
    body,
  })
}

/** The places of a schema where an object takes fields it does not name. */
function openObjects(schema: z.ZodType): string[] {
  const open: string[] = []
  const walk = (part: unknown, place: string): void => {
    if (typeof part !== 'object' || part === null) return
    if ('properties' in part && !('additionalProperties' in part)) open.push(place)
    for (const [name, inner] of Object.entries(part)) walk(inner, `${place}/${name}`)
  }
  walk(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), '')
  return open
}

describe('what every answer has in common', () => {
  test('strict headers, and no policy that would let a script or style in', async () => {
    const { headers } = await get('/healthz')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('content-security-policy')).not.toContain('unsafe')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-powered-by')).toBeNull()
  })

  test.each([
    ['bad JSON', '{"a":', {}, 400],
    ['a body that is no JSON', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['no request key', '{}', {}, 422],
    ['an unknown field', '{"isAdmin":true}', { 'idempotency-key': randomUUID() }, 422],
    ['a body over the limit', JSON.stringify({ a: 'x'.repeat(1_100_000) }), { 'idempotency-key': randomUUID() }, 413],
  ])('%s gets a sentence in both languages', async (_name, body, headers, status) => {
    const answer = await send(body, headers)
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({
      message: { zh: expect.any(String), en: expect.any(String) },
      request: expect.any(String),
    })
  })

  test.each(['/api/duties/not-an-id', '/api/plans/1900'])(
    'an address that cannot be, %s, leads to nothing',
    async (path) => {
      const client = await w.person('performanceOffice.staff', await w.division())
      const answer = await fetch(`${w.base}${path}`, { headers: { cookie: `jiheng=${client.token}` } })
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([404, 'not_found'])
    },
  )

  test('no endpoint takes a field, or a word of the address, that nobody asked for', () => {
    const open = allRoutes.flatMap(({ endpoint: { method, path, body, query } }) =>
      [...openObjects(body), ...openObjects(query)].map((place) => `${method} ${path}: ${place}`),
    )
    expect(open).toEqual([])
  })

  test('an unknown address of the interface is not found, as JSON', async () => {
    const answer = await get('/api/nothing')
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({ code: 'not_found' })
  })
})

describe('what the server says of itself', () => {
  test('it is alive, ready, and counts its requests by route', async () => {
    expect(await (await get('/healthz')).text()).toBe('ok\n')
    expect(await (await get('/readyz')).text()).toBe('ready\n')
    expect(await (await get('/metrics')).text()).toMatch(
      /jiheng_http_seconds_count\{method="GET",route="\/readyz",status="200"\} \d/,
    )
  })

  test('its OpenAPI document is valid and names every route', async () => {
    const document = (await (await get('/api/openapi.json')).json()) as { paths: Record<string, unknown> }
    expect(await new Validator().validate(structuredClone(document))).toMatchObject({ valid: true })
    expect(Object.keys(document.paths)).toContain('/api/session')
    expect(await (await get('/api/reference')).text()).toContain('id="postApiFiles"')
  })
})

describe('uploading a file', () => {
  test('it is kept by its content under the type it really has', async () => {
    const client = await w.person('division.officer', await w.division())
    const answer = await upload(client, '../../客流.csv', 'day,count\n2025-10-01,3\n')
    expect(answer).toMatchObject({ status: 200, body: { name: '客流.csv', type: 'text/csv; charset=utf-8', size: 23 } })
    const again = await upload(client, 'b.csv', 'day,count\n2025-10-01,3\n')
    expect(again.body.digest).toBe(answer.body.digest)
  })

  test('the same key is the same file; for other content it is refused', async () => {
    const client = await w.person('division.officer', await w.division())
    const key = randomUUID()
    const first = await upload(client, 'a.csv', 'a,b\n1,2\n', key)
    expect((await upload(client, 'a.csv', 'a,b\n1,2\n', key)).body.id).toBe(first.body.id)
    expect(await upload(client, 'a.csv', 'a,b\n1,3\n', key)).toMatchObject({ status: 422 })
  })

  test('a page named .xlsx, an audit administrator’s file and nobody’s file are refused, and nothing is kept', async () => {
    const client = await w.person('division.officer', await w.division())
    expect(await upload(client, 'a.xlsx', '<!doctype html><html><script>1</script></html>')).toMatchObject({
      status: 422,
      body: { code: 'invalid' },
    })
    expect(await upload(await w.person('auditAdmin'), 'a.csv', 'a,b\n')).toMatchObject({ status: 403 })
    expect(await upload(null, 'a.csv', 'a,b\n')).toMatchObject({ status: 401 })
    expect(await w.owner.selectFrom('storedFile').where('name', '=', 'a.xlsx').selectAll().execute()).toEqual([])
  })

  test('one over the limit is refused as too large', async () => {
    const client = await w.person('division.officer', await w.division())
    const large = Buffer.alloc(uploadLimit + 1, 'a')
    expect(await upload(client, 'a.csv', large)).toMatchObject({
      status: 413,
      body: { code: 'too_large', message: { zh: '文件超过30 MB，没有接收。' } },
    })
  })

  test('what nobody claimed is removed by its job, under the application’s own role', async () => {
    const client = await w.person('division.officer', await w.division())
    const { body } = await upload(client, 'gone.csv', 'gone,1\n2,3\n')
    const { rows } = await w.app.pool.query(
      `select id from graphile_worker.jobs where task_identifier = 'removeUnclaimed'`,
    )
    await w.app.pool.query('select graphile_worker.reschedule_jobs($1::bigint[], run_at := now())', [
      rows.map(({ id }) => id),
    ])
    const runner = await startJobs(w.app, {})
    await expect
      .poll(() => w.owner.selectFrom('storedFile').where('id', '=', String(body.id)).selectAll().execute(), {
        timeout: 10_000,
      })
      .toEqual([])
    await runner.stop()
    await expect(w.app.files.open(String(body.digest))).rejects.toThrow()
  })
})
