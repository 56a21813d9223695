import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ClonedDatabase, emptyDatabase } from '#test/template.ts'
import { demandOneDatabase } from './outsideDatabase.ts'

let one: ClonedDatabase
let other: ClonedDatabase

beforeAll(async () => {
  one = await emptyDatabase()
  other = await emptyDatabase()
})
afterAll(async () => {
  await one.drop()
  await other.drop()
})

test('two roles of one database are accepted', async () => {
  await expect(demandOneDatabase(one)).resolves.toBeUndefined()
})

test('two databases are refused', async () => {
  await expect(demandOneDatabase({ appUrl: one.appUrl, ownerUrl: other.ownerUrl })).rejects.toThrow('不同的数据库')
})

test('a database that is not there is named by its setting, without its password', async () => {
  const absent = new URL(one.appUrl)
  absent.pathname = '/none'
  const attempt = demandOneDatabase({ appUrl: absent.href, ownerUrl: one.ownerUrl })
  await expect(attempt).rejects.toThrow(
    'The database of DATABASE_URL cannot be reached: database "none" does not exist',
  )
  const nobody = 'postgres://nobody:secret@127.0.0.1:1/none'
  const unreached = await demandOneDatabase({ ...one, ownerUrl: nobody }).catch((error: Error) => error.message)
  expect(unreached).toContain('MIGRATION_DATABASE_URL cannot be reached: connect ECONNREFUSED')
  expect(unreached).not.toContain('secret')
})
