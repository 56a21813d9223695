import { describe, expect, test } from 'vitest'
import { environmentSettings, readConfig } from './config.ts'

const production = { ORIGIN: 'https://jixiao.example.gov.cn', TRUST_PROXY: '127.0.0.1' }
const app = 'postgres://app:secret-a@db/jiheng'
const owner = 'postgres://owner:secret-o@db/jiheng'

test('production needs its address and its proxies, everything else has a default', () => {
  expect(readConfig(production, 'production')).toMatchObject({
    mode: 'production',
    host: '127.0.0.1',
    port: 3000,
    databaseUrl: null,
    migrationDatabaseUrl: null,
    origin: 'https://jixiao.example.gov.cn',
    trustProxy: ['127.0.0.1'],
    rulePack: 'shenzhen',
    logLevel: 'info',
  })
})

test('every file of packs/ is a rule pack that can be started', () => {
  for (const name of ['shenzhen', 'example'])
    expect(readConfig({ ...production, RULE_PACK: name }, 'production').rulePack).toBe(name)
})

test('a demo needs nothing and its address follows its port', () => {
  expect(readConfig({ PORT: '3007' }, 'demo')).toMatchObject({ port: 3007, origin: 'http://127.0.0.1:3007' })
  expect(readConfig({}, 'demo').dataDir).not.toBe(readConfig(production, 'production').dataDir)
})

test.each([
  ['none', false],
  ['10.0.0.1, 10.1.0.0/16,fd00::/8', ['10.0.0.1', '10.1.0.0/16', 'fd00::/8']],
])('TRUST_PROXY %s', (value, trustProxy) => {
  const ORIGIN = trustProxy === false ? 'http://localhost:3000' : production.ORIGIN
  expect(readConfig({ ORIGIN, TRUST_PROXY: value }, 'production').trustProxy).toEqual(trustProxy)
})

test('a wrong port of a demo is named once, not with the address that follows from it', () => {
  expect(() => readConfig({ PORT: 'abc' }, 'demo')).toThrow(
    /^设置 PORT “abc” 不可用[^\n]+\nPORT “abc” is not usable[^\n]+$/,
  )
})

describe('refused with a sentence in both languages:', () => {
  test.each([
    ['nothing set', {}, ['缺少设置 ORIGIN', 'ORIGIN is missing', '缺少设置 TRUST_PROXY', 'TRUST_PROXY is missing']],
    ['an empty setting counts as missing', { ...production, ORIGIN: '' }, ['ORIGIN is missing']],
    ['a port that is none', { ...production, PORT: 'http' }, ['PORT “http”', '0 to 65535']],
    ['a port too large', { ...production, PORT: '70000' }, ['PORT “70000”']],
    ['an address that is none', { ...production, ORIGIN: 'jixiao.example.gov.cn' }, ['ORIGIN', '不带路径']],
    ['an address with a path', { ...production, ORIGIN: 'https://a.cn/x' }, ['ORIGIN', '不带路径']],
    ['an address in the clear', { ORIGIN: 'http://a.cn', TRUST_PROXY: 'none' }, ['must begin with https://']],
    ['https without a proxy', { ...production, TRUST_PROXY: 'none' }, ['ORIGIN is https but TRUST_PROXY is none']],
    ['everybody trusted', { ...production, TRUST_PROXY: 'true' }, ['TRUST_PROXY “true”']],
    [
      'a number of proxies, which says nothing of whose they are',
      { ...production, TRUST_PROXY: '1' },
      ['TRUST_PROXY “1”'],
    ],
    ['a network too long', { ...production, TRUST_PROXY: '10.0.0.0/33' }, ['TRUST_PROXY “10.0.0.0/33”']],
    ['only one database address', { ...production, DATABASE_URL: app }, ['Set both DATABASE_URL and', '同时设置']],
    ['only the other', { ...production, MIGRATION_DATABASE_URL: owner }, ['Set both DATABASE_URL and']],
    [
      'one role for both',
      { ...production, DATABASE_URL: app, MIGRATION_DATABASE_URL: app },
      ['must name different roles'],
    ],
    ['another database', { ...production, DATABASE_URL: 'mysql://x:secret@y/z' }, ['DATABASE_URL', 'PostgreSQL']],
    [
      'a mail server without a sender',
      { ...production, MAIL_URL: 'smtps://m.cn' },
      ['Set both MAIL_URL and MAIL_FROM'],
    ],
    ['a sender without a mail server', { ...production, MAIL_FROM: 'a@b.cn' }, ['MAIL_URL 与 MAIL_FROM 须同时设置']],
    [
      'a mail server that is none',
      { ...production, MAIL_URL: 'http://u:secret@m.cn', MAIL_FROM: 'a@b.cn' },
      ['MAIL_URL', 'STARTTLS'],
    ],
    ['a sender that is none', { ...production, MAIL_URL: 'smtp://m.cn', MAIL_FROM: '绩效办' }, ['MAIL_FROM “绩效办”']],
    ['an unknown rule pack', { ...production, RULE_PACK: 'x' }, ['RULE_PACK “x”']],
  ])('%s', (_, env, sentences) => {
    const refusal = sentenceOf(env)
    for (const sentence of sentences) expect(refusal).toContain(sentence)
    expect(refusal).not.toContain('secret')
  })
})

test.each([
  ['smtps://u:p%40w@m.cn', { host: 'm.cn', port: 465, security: 'tls', user: 'u', password: 'p@w' }],
  ['smtp://m.cn', { host: 'm.cn', port: 587, security: 'startTls', user: null, password: null }],
  ['smtp://u:p@m.cn:25', { host: 'm.cn', port: 25, security: 'startTls', user: 'u', password: 'p' }],
  ['smtp://127.0.0.1:2525', { host: '127.0.0.1', port: 2525, security: 'none', user: null, password: null }],
  ['smtp://[::1]:25', { host: '::1', port: 25, security: 'none' }],
])('the mail server %s', (MAIL_URL, mail) => {
  const config = readConfig({ ...production, MAIL_URL, MAIL_FROM: 'a@b.cn' }, 'production')
  expect(config.mail).toMatchObject({ ...mail, from: 'a@b.cn' })
})

test('without a mail server no mail is sent', () => {
  expect(readConfig(production, 'production').mail).toBeNull()
})

test('both database addresses together are taken', () => {
  const config = readConfig({ ...production, DATABASE_URL: app, MIGRATION_DATABASE_URL: owner }, 'production')
  expect(config).toMatchObject({ databaseUrl: app, migrationDatabaseUrl: owner })
})

test('every setting is listed once with its meaning', () => {
  const names = environmentSettings.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  for (const { meaning } of environmentSettings) expect(meaning.zh && meaning.en).toBeTruthy()
})

function sentenceOf(env: Record<string, string>): string {
  try {
    readConfig(env, 'production')
    return 'not refused'
  } catch (error) {
    return String(error)
  }
}
